/**
 * Whether whoever comes with a document is the person on it: `npm run bench:portraits`, after `npm run build`, puts the
 * faces of real people on the held-out specimens (`-- tuning`: on the others), verifies document and selfie as a
 * redemption does and prints what every check that looks at a face said of every story.
 */
import { pino } from 'pino'
import type { Check } from '../../server/store/json.ts'
import { createExaminePool } from '../../server/verification/examine/pool.ts'
import { selfie } from '../../server/verification/selfie.ts'
import { BEARER_STORIES, type BearerStory, bearersOf } from '../specimens/bearers.ts'
import { openStudio } from '../specimens/draw.ts'
import { photographedPeople } from '../specimens/photographed.ts'
import { PARTS } from '../specimens/plan.ts'
import { type BearerOutcome, bearerVerifier } from '../specimens/verify-bearer.ts'

const part = PARTS.find(one => one === process.argv[2]) ?? 'held-out'

const pool = createExaminePool(pino({ level: 'silent' }))
const studio = await openStudio()
const verify = bearerVerifier(studio, pool.examine)

const people = await photographedPeople(part)
const outcomes: BearerOutcome[] = []
try {
  for (const bearer of bearersOf(part, people)) {
    outcomes.push(await verify(bearer))
  }
} finally {
  await studio.close()
  await pool.close()
}

const CELL = 14
const row = (name: string, cells: readonly string[]): void =>
  console.log(name.padEnd(40) + cells.map(cell => cell.padStart(CELL)).join(''))

const share = (story: BearerStory, holds: (outcome: BearerOutcome) => boolean): string => {
  const own = outcomes.filter(({ bearer }) => bearer.story === story)
  return `${own.filter(holds).length}/${own.length}`
}

const checkOf = ({ document, selfie: taken }: BearerOutcome, name: string): Check | undefined =>
  [...document.checks, ...taken.checks].find(check => check.name === name)

console.log(`The ${part} part: ${people.length} people (${people.map(({ name }) => name).join(', ')})\n`)
for (const [index, story] of BEARER_STORIES.entries()) console.log(`${'ABCD'[index]}  ${story}`)
console.log()
row('', [...'ABCD'])
for (const name of [
  'id_portrait_detection',
  ...Object.keys(selfie.checks({ kind: 'selfie', required: true, checks: [] })),
]) {
  row(`${name}`, [])
  for (const status of ['passed', 'failed', 'not_applicable'])
    row(
      `  ${status}`,
      BEARER_STORIES.map(story => share(story, one => checkOf(one, name)?.status === status)),
    )
}
row(
  'government-id not passed',
  BEARER_STORIES.map(story => share(story, ({ document }) => document.status !== 'passed')),
)
row(
  'selfie not passed',
  BEARER_STORIES.map(story => share(story, one => one.selfie.status !== 'passed')),
)
const isTaken = ({ document, selfie: taken }: BearerOutcome): boolean =>
  document.status === 'passed' && taken.status === 'passed'
row(
  'not accepted',
  BEARER_STORIES.map(story => share(story, one => !isTaken(one))),
)

console.log('\nhonest, not accepted:')
for (const outcome of outcomes.filter(one => one.bearer.story === 'honest' && !isTaken(one))) {
  const bad = [...outcome.document.checks, ...outcome.selfie.checks].filter(
    ({ requirement, status }) => requirement === 'required' && status !== 'passed',
  )
  const why = bad.map(({ name, reasons }) => `${name} (${reasons.join(', ')})`).join('; ')
  console.log(`  ${outcome.bearer.portrait.name}, ${outcome.bearer.plan.layout.name}: ${why}`)
}

const distances = (story: BearerStory, name: string): number[] =>
  outcomes
    .filter(({ bearer }) => bearer.story === story)
    .map(one => checkOf(one, name)?.metadata.distance)
    .filter(distance => typeof distance === 'number')
    .toSorted((one, other) => one - other)
console.log('\ndistances, least, median, greatest:')
for (const story of BEARER_STORIES)
  for (const name of ['selfie_id_comparison', 'selfie_account_comparison']) {
    const all = distances(story, name)
    if (all.length === 0) continue
    const at = [0, Math.floor(all.length / 2), all.length - 1].map(index => all[index]?.toFixed(2)).join(' ')
    console.log(`  ${name}, ${story}: ${at} (${all.length})`)
  }
