/**
 * How well government IDs are told apart: `npm run bench:government-id` draws the held-out part of the specimen set,
 * which no threshold was chosen on (`-- tuning` draws the other), verifies each and prints what every check said of
 * every story, and the time that each examination took beside that of its library alone.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import sharp from 'sharp'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { ExaminationName } from '../../server/verification/examine/examinations.ts'
import type { Examine } from '../../server/verification/examine/examine.ts'
import { LANDMARKS_SIDE, type OpenFaceEngine } from '../../server/verification/examine/face-engine.ts'
import { greyOf, openImage } from '../../server/verification/examine/image.ts'
import { createExaminePool } from '../../server/verification/examine/pool.ts'
import { openRecogniser } from '../../server/verification/examine/recognise.ts'
import { governmentId } from '../../server/verification/government-id.ts'
import { openStudio } from '../specimens/draw.ts'
import { PARTS, plansOf, STORIES, type Story } from '../specimens/plan.ts'
import { type Outcome, verifySpecimen, WANTED } from '../specimens/verify.ts'

/** Pictures on which the libraries alone are timed. */
const TIMED = 20

const DETECTOR_SIDE = 416

const part = PARTS.find(one => one === process.argv[2]) ?? 'held-out'

const require = createRequire(import.meta.url)

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
  const path = require.resolve('#faces/engine.cjs')
  const { openFaceEngine }: { openFaceEngine: OpenFaceEngine } = require(path)
  const engine = await openFaceEngine(dirname(path))
  const bare: Partial<Record<ExaminationName, (bytes: Buffer) => Promise<unknown>>> = {
    fingerprint: bytes => sharp(bytes).greyscale().resize(17, 16, { fit: 'fill' }).raw().toBuffer(),
    photo: bytes => sharp(bytes).stats(),
    zone: async bytes => recogniser.read(await greyOf(await openImage(bytes)), 'automatic'),
    portrait: async bytes => {
      const size = { width: DETECTOR_SIDE, height: DETECTOR_SIDE, fit: 'contain' } as const
      const rgb = await sharp(bytes).resize(size).removeAlpha().raw().toBuffer()
      const [face] = await engine.detect(rgb, DETECTOR_SIDE, 0.3)
      if (face) await engine.landmarks(rgb.subarray(0, LANDMARKS_SIDE ** 2 * 3))
    },
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
const verified: number[] = []
try {
  for (const plan of plansOf(part)) {
    const files = await studio.take(plan)
    if (plan.story === 'honest') honestPictures.push(...files.map(({ bytes }) => bytes).slice(-1))
    const start = performance.now()
    outcomes.push(await verifySpecimen(timed(pool.examine), plan, files))
    verified.push(performance.now() - start)
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
console.log(`median time of a whole verification: ${median(verified).toFixed(0)} ms`)
const bare = await bareTimes(honestPictures.slice(-TIMED))
console.log(
  '\nmedian time of an examination through the processes, of its library alone on the whole picture, and the ratio',
)
for (const [name, own] of times) {
  const [here, alone] = [median(own), median(bare.get(name) ?? [])]
  row(name, [`${here.toFixed(0)} ms`, `${alone.toFixed(0)} ms`, `${(here / alone).toFixed(1)} x`])
}
