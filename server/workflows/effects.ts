import type { Api } from '../api/api.ts'
import type { Caller } from '../api/http/caller.ts'
import { makeInquiry } from '../api/inquiries/create.ts'
import { requireInquiry, requireUnredacted } from '../api/inquiries/find.ts'
import { newInquiryBody } from '../api/inquiries/new-inquiry.ts'
import { setTags } from '../api/inquiries/tags.ts'
import { transition } from '../api/inquiries/transition.ts'
import { mintShareToken } from '../api/share-tokens/mint.ts'
import { redeem } from '../api/share-tokens/redeem.ts'
import { EXPIRES_IN_SECONDS_DEFAULT } from '../connect/share-token.ts'
import { joinSecret } from '../secrets.ts'
import { readJson, words } from '../store/json.ts'
import { findShareToken } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'
import { adoptRuns, runsAbout, type WorkflowRun } from '../store/workflow-runs.ts'
import type { WorkflowStep } from './document.ts'
import { StepFailed } from './step-failed.ts'

/** Who acts, within which transaction. */
export interface Acting {
  api: Api
  db: Db
  /** The organization, by the key that published the version. */
  caller: Caller
  run: WorkflowRun
  now: number
  /** Runs once what was written is durable. */
  after(effect: () => void): void
}

/** A step whose effect is a write of ours. */
export type Effect = Exclude<WorkflowStep, { type: 'call' | 'wait' | 'branch' }>

export interface Effected {
  /** What has been made, or acted on. */
  objectId: string
  /** The secret form of a token that has been made. */
  secret: string | null
}

/**
 * Does what a step says by what the API's own operations do, in the caller's transaction: the same rules, the same
 * refusals. Throws ApiError or {@link StepFailed}; the transaction must then be given up.
 */
export async function perform(acting: Acting, step: Effect): Promise<Effected> {
  const { db, run, now } = acting
  const subject = run.object_id
  if (subject === null) throw new StepFailed('refused', 'the run is about nothing')
  const known = await runsAbout(db, subject)
  const effected = await effect(acting, step, subject)
  // What this has caused is one deeper than this.
  await adoptRuns(db, subject, known, run.depth, now)
  if (effected.objectId !== subject) await adoptRuns(db, effected.objectId, [], run.depth, now)
  return effected
}

async function effect(acting: Acting, step: Effect, subject: string): Promise<Effected> {
  switch (step.type) {
    case 'create-share-token':
      return createShareToken(acting, step, subject)
    case 'redeem':
      return redeemInto(acting, step, subject)
    case 'tag':
      return tag(acting, step, subject)
    default: {
      const inquiry = await requireInquiry(acting, subject)
      await transition(acting.db, inquiry, step.type, { now: acting.now })
      return { objectId: subject, secret: null }
    }
  }
}

async function createShareToken(
  { api, db, caller, after }: Acting,
  step: Extract<Effect, { type: 'create-share-token' }>,
  inquiryId: string,
): Promise<Effected> {
  const { token, secret } = await mintShareToken(
    api,
    { db, caller, after },
    {
      'connection-id': step['connection-id'],
      'source-id': inquiryId,
      'expires-in-seconds': step['expires-in-seconds'] ?? EXPIRES_IN_SECONDS_DEFAULT,
      'data-types': step['data-types'],
    },
  )
  return { objectId: token.id, secret: joinSecret(token.id, secret) }
}

/** Makes an inquiry of the template for the token, and hydrates it. */
async function redeemInto(
  { api, db, caller, after }: Acting,
  step: Extract<Effect, { type: 'redeem' }>,
  tokenId: string,
): Promise<Effected> {
  const token = await findShareToken(db, caller.environmentId, tokenId)
  if (!token) throw new StepFailed('refused', 'the share token is not found')
  const wanted = { 'inquiry-template-id': step['inquiry-template-id'], fields: {} }
  const made = newInquiryBody.parse({ data: { attributes: wanted } })
  const inquiryId = await makeInquiry(api, { db, caller, body: made })
  const body = { data: { attributes: { 'destination-id': inquiryId } } }
  await redeem(api, { db, caller, body, after }, token)
  return { objectId: inquiryId, secret: null }
}

async function tag(
  { db, caller, now }: Acting,
  step: Extract<Effect, { type: 'tag' }>,
  inquiryId: string,
): Promise<Effected> {
  const inquiry = await requireUnredacted({ db, caller }, inquiryId)
  const tags = new Set([...readJson(words, inquiry.tags_json), step['tag-name']])
  await setTags(db, inquiry, [...tags], now)
  return { objectId: inquiryId, secret: null }
}
