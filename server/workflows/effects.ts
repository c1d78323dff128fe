import { requireInquiry } from '../api/inquiries/find.ts'
import { transition } from '../api/inquiries/transition.ts'
import { adoptRuns, runsAbout } from '../store/workflow-runs.ts'
import { type Acting, type Effect, type Effected, subjectOf } from './acting.ts'
import { createInquiry, makeLink, tag } from './inquiry-effects.ts'
import { clone, createShareToken, hydrate, redeemInto } from './sharing-effects.ts'

/**
 * Does what a step says by what the API's own operations do, in the caller's transaction: the same rules, the same
 * refusals. Throws ApiError or {@link StepFailed}; the transaction must then be given up.
 */
export async function perform(acting: Acting, step: Effect): Promise<Effected> {
  const { db, run, rows, now } = acting
  const touched = [run.object_id, ...rows.map(row => row.object_id)].filter(id => id !== null)
  const known = await runsAbout(db, touched)
  const effected = await effect(acting, step)
  // What this has caused is one deeper than this.
  await adoptRuns(db, [...touched, effected.objectId], known, run.depth, now)
  return effected
}

async function effect(acting: Acting, step: Effect): Promise<Effected> {
  switch (step.type) {
    case 'create-share-token':
      return createShareToken(acting, step)
    case 'create-inquiry':
      return createInquiry(acting, step)
    case 'redeem':
      return redeemInto(acting, step)
    case 'hydrate':
      return hydrate(acting, step)
    case 'clone':
      return clone(acting)
    case 'one-time-link':
      return makeLink(acting, step)
    case 'tag':
      return tag(acting, step)
    default: {
      const inquiryId = subjectOf(acting)
      await transition(acting.db, await requireInquiry(acting, inquiryId), step.type, { now: acting.now })
      return { objectId: inquiryId, secret: null }
    }
  }
}
