import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
import { BEARER_STORIES, type BearerPlan, bearersOf } from '../../specimens/bearers.ts'
import { openStudio, type Studio } from '../../specimens/draw.ts'
import { photographedPeople } from '../../specimens/photographed.ts'
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
