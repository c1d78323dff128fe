import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
import { openStudio, type Studio } from '../../specimens/draw.ts'
import { plansOf, STORIES, type Story } from '../../specimens/plan.ts'
import { verifySpecimen } from '../../specimens/verify.ts'

const pool = createExaminePool(pino({ level: 'silent' }))
let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
}, 60_000)
afterAll(async () => {
  await studio?.close()
  await pool.close()
})

const plans = plansOf('held-out')
const honest = plans.filter(({ story }) => story === 'honest')
/** One of each kind of document, each lying as it was drawn by lot. */
const accepted = ['SWE', 'BGR', 'AUT', 'KEN', 'XB'].map(layout => {
  const plan = honest.find(({ layout: { name } }) => name.startsWith(layout))
  if (!plan) throw new Error(`there is no ${layout}`)
  return plan
})

/** Whose face the portrait is is asked of a selfie: the document does not tell. */
const UNTOLD: readonly Story[] = ['honest', 'swapped portrait']
const caught = STORIES.filter(story => !UNTOLD.includes(story)).map((story, index) => {
  const plan = plans.filter(one => one.story === story)[index + 4]
  if (!plan) throw new Error(`there is no ${story}`)
  return plan
})

const named = (list: typeof plans) => list.map(plan => [plan.story, plan.layout.name, plan] as const)

// The short form of `npm run bench:government-id`, whose printout is in docs/evidence.
describe('a specimen that no threshold was chosen on', () => {
  it.each(named(accepted))(
    'is accepted: %s, %s',
    async (_story, _layout, plan) => {
      const { passed, failed } = await verifySpecimen(pool.examine, plan, await studio.take(plan))
      expect({ passed, failed }).toEqual({ passed: true, failed: [] })
    },
    60_000,
  )

  it.each(named(caught))(
    'is caught: %s, %s',
    async (_story, _layout, plan) => {
      const { passed, failed } = await verifySpecimen(pool.examine, plan, await studio.take(plan))
      expect(failed).not.toEqual([])
      expect(passed).toBe(false)
    },
    60_000,
  )
})
