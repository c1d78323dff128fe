import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
import { BEARER_STORIES, type BearerPlan, bearersOf } from '../../specimens/bearers.ts'
import { openStudio, type Studio } from '../../specimens/draw.ts'
import { photographedPeople, printedPortrait } from '../../specimens/photographed.ts'
import { plansOf } from '../../specimens/plan.ts'
import { randomOf } from '../../specimens/random.ts'
import { type BearerOutcome, bearerVerifier } from '../../specimens/verify-bearer.ts'

const pool = createExaminePool(pino({ level: 'silent' }))
let studio: Studio
let bearers: BearerPlan[]
let verify: (bearer: BearerPlan) => Promise<BearerOutcome>
beforeAll(async () => {
  studio = await openStudio()
  verify = bearerVerifier(studio, pool.examine)
  bearers = bearersOf('held-out', await photographedPeople('held-out'))
}, 120_000)
afterAll(async () => {
  await studio?.close()
  await pool.close()
})

const [HONEST, COPIED, OWN, KNOWN] = BEARER_STORIES

// The short form of `npm run bench:portraits`, whose printout is in docs/evidence.
describe('whoever comes with a document', () => {
  it.each([
    [HONEST, ['passed', 'passed', 'passed']],
    [COPIED, ['passed', 'failed', 'failed']],
    // Nothing tells this one: the documentation says so.
    [OWN, ['passed', 'passed', 'passed']],
    [KNOWN, ['passed', 'failed', 'passed']],
  ])(
    '%s',
    async (story, expected) => {
      const bearer = bearers.find(one => one.story === story && one.plan.layout.name.startsWith('POL'))
      if (!bearer) throw new Error(`there is no ${story}`)
      const { document, selfie } = await verify(bearer)
      const compared = selfie.checks.find(({ name }) => name === 'selfie_id_comparison')
      expect([document.status, selfie.status, compared?.status]).toEqual(expected)
      const known = selfie.checks.find(({ name }) => name === 'selfie_account_comparison')
      if (story === KNOWN) expect(known).toMatchObject({ status: 'failed', requirement: 'required' })
    },
    120_000,
  )
})

// A specimen of the tuning part, in which a pattern of the print looks straighter than the person does.
it('is found where their head is turned a little', async () => {
  const [person] = await photographedPeople('tuning')
  const plan = plansOf('tuning').find(({ seed }) => seed === 10_109)
  if (!person || !plan) throw new Error('there is no such specimen')
  const [front] = await studio.take(plan, await printedPortrait(person))
  const answer = await pool.examine('portrait', front?.bytes ?? new Uint8Array())
  const { quarterTurns } = plan.shot('front', randomOf(plan.seed * 10))
  expect(answer).toMatchObject({ outcome: 'read', report: { quarterTurns: (4 - quarterTurns) % 4 } })
}, 120_000)
