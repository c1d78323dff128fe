import { makeInquiry } from '../api/inquiries/create.ts'
import { requireInquiry, requireUnredacted } from '../api/inquiries/find.ts'
import { newInquiryBody } from '../api/inquiries/new-inquiry.ts'
import { setTags } from '../api/inquiries/tags.ts'
import { linkExpiry, makeOneTimeLink } from '../api/inquiry-sessions/one-time-link.ts'
import { openInquirySession } from '../api/inquiry-sessions/open.ts'
import { readJson, words } from '../store/json.ts'
import { type Acting, type Effect, type Effected, subjectOf } from './acting.ts'
import { madeBy } from './made.ts'
import { StepFailed } from './step-failed.ts'

/** Makes an inquiry of the template: of nobody yet, or of whom the run's inquiry is of. */
export async function createInquiry(
  acting: Acting,
  step: Extract<Effect, { type: 'create-inquiry' }>,
): Promise<Effected> {
  const { api, db, caller } = acting
  const whose = step['same-account'] ? await accountOf(acting) : {}
  const attributes = { 'inquiry-template-id': step['inquiry-template-id'], fields: {}, ...whose }
  const body = newInquiryBody.parse({ data: { attributes } })
  return { objectId: await makeInquiry(api, { db, caller, body }), secret: null }
}

async function accountOf(acting: Acting) {
  const inquiry = await requireUnredacted(acting, subjectOf(acting))
  if (inquiry.account_id === null) throw new StepFailed('refused', 'the inquiry has no account')
  return { 'account-id': inquiry.account_id, 'reference-id': inquiry.reference_id }
}

/** Opens a session of an inquiry and makes the link that opens it once. */
export async function makeLink(
  acting: Acting,
  step: Extract<Effect, { type: 'one-time-link' }>,
): Promise<Effected> {
  const { api, db, rows, now } = acting
  if (api.address === null) throw new StepFailed('refused', 'the server knows no PUBLIC_URL for its links')
  const inquiryId = step.of === undefined ? subjectOf(acting) : madeBy(rows, step.of)
  const inquiry = await requireInquiry(acting, inquiryId)
  const expiresAt = linkExpiry(inquiry, now, step['expires-in-seconds'])
  const { session } = await openInquirySession(db, inquiry, now, expiresAt)
  const link = await makeOneTimeLink(db, api.address, session, { now, expiresAt })
  return { objectId: session.id, secret: link['one-time-link'] }
}

export async function tag(acting: Acting, step: Extract<Effect, { type: 'tag' }>): Promise<Effected> {
  const inquiry = await requireUnredacted(acting, subjectOf(acting))
  const tags = new Set([...readJson(words, inquiry.tags_json), step['tag-name']])
  await setTags(acting.db, inquiry, [...tags], acting.now)
  return { objectId: inquiry.id, secret: null }
}
