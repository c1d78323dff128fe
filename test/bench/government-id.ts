/**
 * How well government IDs are told apart: `npm run bench:government-id` draws the held-out part of the specimen set,
 * which no threshold was chosen on (`-- tuning` draws the other), verifies each and prints what every check said of
 * every story, and the time that each examination took beside that of its library alone.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import sharp from 'sharp'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { TemplateVerification } from '../../server/connect/template.ts'
import type { ExaminationName } from '../../server/verification/examine/examinations.ts'
import type { Examine } from '../../server/verification/examine/examine.ts'
import { greyOf, openImage } from '../../server/verification/examine/image.ts'
import { createExaminePool } from '../../server/verification/examine/pool.ts'
import { openRecogniser } from '../../server/verification/examine/recognise.ts'
import { governmentId } from '../../server/verification/government-id.ts'
import { verdict } from '../../server/verification/verdict.ts'
import { inputWith } from '../server/verification/input.ts'
import { openStudio, type SpecimenFile } from '../specimens/draw.ts'
import { evidenceOf } from '../specimens/evidence.ts'
import { TODAY } from '../specimens/holder.ts'
import { PARTS, type Plan, plansOf, STORIES, type Story } from '../specimens/plan.ts'

const WANTED: TemplateVerification = { kind: 'government-id', required: true, checks: [] }
/** Pictures on which the libraries alone are timed. */
const TIMED = 20

const part = PARTS.find(one => one === process.argv[2]) ?? 'held-out'

interface Outcome {
  plan: Plan
  passed: boolean
  failed: string[]
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

const times = new Map<ExaminationName, number[]>()

const timed =
  (examine: Examine): Examine =>
  async (name, ...files) => {
    const start = performance.now()
    const answer = await examine(name, ...files)
    times.set(name, [...(times.get(name) ?? []), performance.now() - start])
    return answer
  }

async function verify(examine: Examine, plan: Plan, files: SpecimenFile[]): Promise<Outcome> {
  const { fields, attributes } = evidenceOf(plan)
  const pages = files.map(({ page, bytes }) => ({ page, contentType: 'image/jpeg', read: async () => bytes }))
  const document = { id: 'doc_1', kind: 'government-id', attributes, files: pages }
  const input = { documents: [document], fields: new Map(Object.entries(fields)), today: TODAY, examine }
  const findings = await governmentId.run(inputWith(input))
  const { status, checks } = verdict(governmentId, WANTED, findings)
  const failed = checks.filter(check => check.status === 'failed').map(check => check.name)
  return { plan, passed: status === 'passed', failed }
}

const CELL = 12
const row = (name: string, cells: readonly string[]): void =>
  console.log(name.padEnd(40) + cells.map(cell => cell.padStart(CELL)).join(''))

const share = (outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): string =>
  `${outcomes.filter(holds).length}/${outcomes.length}`

function printTable(outcomes: readonly Outcome[]): void {
  const of = (story: Story): Outcome[] => outcomes.filter(({ plan }) => plan.story === story)
  row(
    'failed, by story',
    STORIES.map(story => story.split(' ')[0] ?? ''),
  )
  for (const name of Object.keys(governmentId.checks(WANTED)))
    row(
      name,
      STORIES.map(story => share(of(story), ({ failed }) => failed.includes(name))),
    )
  row(
    'verification not passed',
    STORIES.map(story => share(of(story), ({ passed }) => !passed)),
  )
}

function printSums(outcomes: readonly Outcome[]): void {
  const honest = outcomes.filter(({ plan }) => plan.story === 'honest')
  // Whose face a portrait is is asked by the selfie's check; nothing on the document tells.
  const bad = outcomes.filter(({ plan }) => plan.story !== 'honest' && plan.story !== 'swapped portrait')
  const percent = (many: readonly Outcome[], holds: (outcome: Outcome) => boolean): string =>
    `${share(many, holds)} (${((100 * many.filter(holds).length) / many.length).toFixed(1)} %)`
  console.log(`honest accepted: ${percent(honest, ({ passed }) => passed)}`)
  for (const shared of [true, false]) {
    const some = honest.filter(({ plan }) => plan.shared === shared)
    console.log(
      `  ${shared ? 'with what a source had read' : 'by pictures alone'}: ${percent(some, ({ passed }) => passed)}`,
    )
  }
  console.log(`bad or forged caught, but for swapped portraits: ${percent(bad, ({ passed }) => !passed)}`)
  const wrong = outcomes.filter(({ plan, passed }) =>
    plan.story === 'honest' ? !passed : passed && plan.story !== 'swapped portrait',
  )
  for (const { plan, failed } of wrong)
    console.log(
      `  wrong: ${plan.story}, ${plan.layout.name}, seed ${plan.seed}: ${failed.join(', ') || 'nothing failed'}`,
    )
}

/** The libraries by themselves, on whole pictures that stand upright or not, as a first attempt would use them. */
async function bareTimes(pictures: readonly Buffer[]): Promise<Map<ExaminationName, number[]>> {
  const model = new URL('../../server/verification/examine/mrz.traineddata', import.meta.url).pathname
  const recogniser = await openRecogniser(model, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<')
  const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true })
  const bare: Partial<Record<ExaminationName, (bytes: Buffer) => Promise<unknown>>> = {
    fingerprint: bytes => sharp(bytes).greyscale().resize(17, 16, { fit: 'fill' }).raw().toBuffer(),
    photo: bytes => sharp(bytes).stats(),
    zone: async bytes => recogniser.read(await greyOf(await openImage(bytes)), 'automatic'),
    barcodes: bytes => readBarcodes(new Uint8Array(bytes), { formats: ['PDF417', 'QRCode'] }),
  }
  const found = new Map<ExaminationName, number[]>()
  for (const bytes of pictures) {
    for (const [name, run] of Object.entries(bare)) {
      const start = performance.now()
      await run(bytes)
      const known = [...times.keys()].find(one => one === name)
      if (known) found.set(known, [...(found.get(known) ?? []), performance.now() - start])
    }
  }
  return found
}

const studio = await openStudio()
const pool = createExaminePool(pino({ level: 'silent' }))
const outcomes: Outcome[] = []
const honestPictures: Buffer[] = []
try {
  for (const plan of plansOf(part)) {
    const files = await studio.take(plan)
    if (plan.story === 'honest') honestPictures.push(...files.map(({ bytes }) => bytes).slice(-1))
    outcomes.push(await verify(timed(pool.examine), plan, files))
  }
} finally {
  await studio.close()
  await pool.close()
}

console.log(
  `The ${part} part: ${outcomes.length} documents of ${new Set(outcomes.map(({ plan }) => plan.layout)).size} layouts\n`,
)
printTable(outcomes)
console.log()
printSums(outcomes)
const bare = await bareTimes(honestPictures.slice(-TIMED))
console.log(
  '\nmedian time of an examination, through the processes, and of its library alone on the whole picture',
)
for (const [name, own] of times)
  row(name, [`${median(own).toFixed(0)} ms`, `${median(bare.get(name) ?? []).toFixed(0)} ms`])
