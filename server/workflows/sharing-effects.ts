import { mintShareToken } from '../api/share-tokens/mint.ts'
import { redeem } from '../api/share-tokens/redeem.ts'
import { EXPIRES_IN_SECONDS_DEFAULT } from '../connect/share-token.ts'
import { joinSecret } from '../secrets.ts'
import { findShareToken } from '../store/share-tokens.ts'
import { type Acting, type Effect, type Effected, subjectOf } from './acting.ts'
import { createInquiry } from './inquiry-effects.ts'
import { madeBy } from './made.ts'
import { StepFailed } from './step-failed.ts'

export async function createShareToken(
  acting: Acting,
  step: Extract<Effect, { type: 'create-share-token' }>,
): Promise<Effected> {
  const { api, db, caller, after } = acting
  const { token, secret } = await mintShareToken(
    api,
    { db, caller, after },
    {
      'connection-id': step['connection-id'],
      'source-id': subjectOf(acting),
      'expires-in-seconds': step['expires-in-seconds'] ?? EXPIRES_IN_SECONDS_DEFAULT,
      'data-types': step['data-types'],
    },
  )
  return { objectId: token.id, secret: joinSecret(token.id, secret) }
}

/** Makes an inquiry of the template for the token, and hydrates it. */
export async function redeemInto(
  acting: Acting,
  step: Extract<Effect, { type: 'redeem' }>,
): Promise<Effected> {
  const { objectId } = await createInquiry(acting, { ...step, type: 'create-inquiry', 'same-account': false })
  await redeemToken(acting, objectId)
  return { objectId, secret: null }
}

/** Hydrates the inquiry that an earlier step has made. */
export async function hydrate(acting: Acting, step: Extract<Effect, { type: 'hydrate' }>): Promise<Effected> {
  const inquiryId = madeBy(acting.rows, step.into)
  await redeemToken(acting, inquiryId)
  return { objectId: inquiryId, secret: null }
}

/** Clones what the token stands for; what it becomes is known by its redemption alone. */
export const clone = async (acting: Acting): Promise<Effected> => ({
  objectId: await redeemToken(acting, undefined),
  secret: null,
})

/** Begins the redemption of the run's token; its identifier. */
async function redeemToken(acting: Acting, destinationId: string | undefined): Promise<string> {
  const { api, db, caller, after } = acting
  const token = await findShareToken(db, caller.environmentId, subjectOf(acting))
  if (!token) throw new StepFailed('refused', 'the share token is not found')
  const attributes = destinationId === undefined ? {} : { 'destination-id': destinationId }
  return redeem(api, { db, caller, body: { data: { attributes } }, after }, token)
}
