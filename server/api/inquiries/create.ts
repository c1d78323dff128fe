import type { z } from 'zod'
import { expiryAfter, expiryIntervals } from '../../connect/inquiry-expiry.ts'
import { newId } from '../../ids.ts'
import { recordEvent } from '../../store/events.ts'
import { findInquiry, insertInquiry } from '../../store/inquiries.ts'
import type { Db } from '../../store/store.ts'
import { findLatestVersion, findVersion, type PublishedTemplate } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import type { Call } from '../http/keyed.ts'
import { apiAddressOf, linkExpiry, makeOneTimeLink } from '../inquiry-sessions/one-time-link.ts'
import { openInquirySession } from '../inquiry-sessions/open.ts'
import { accountOfInquiry, attributeNotFound } from './inquiry-account.ts'
import { wellFormedFields, writeInquiryFields } from './inquiry-fields.ts'
import type { NewInquiryAttributes, newInquiryBody, newInquiryMeta } from './new-inquiry.ts'

type Creation = Call<z.infer<typeof newInquiryBody>, undefined>

/** Makes an inquiry with its account, and what else was asked for along with it. Its identifier, and what is told once. */
export async function createInquiry(
  api: Api,
  call: Creation,
): Promise<{ id: string; meta: z.infer<typeof newInquiryMeta> }> {
  const id = await makeInquiry(api, call)
  return { id, meta: await openWays(call, id, api.clock()) }
}

/** Makes an inquiry with its account, and nothing else; its identifier. */
export async function makeInquiry(
  api: Api,
  { caller, db, body }: Pick<Creation, 'caller' | 'db' | 'body'>,
): Promise<string> {
  const { attributes } = body.data
  const template = await templateFor(db, caller, attributes)
  const fields = wellFormedFields(template, attributes.fields)
  const now = api.clock()
  const id = newId('inquiry')
  const intervals = expiryIntervals({
    create: body.meta['expiration-after-create-interval-seconds'],
    start: body.meta['expiration-after-start-interval-seconds'],
    resume: body.meta['expiration-after-resume-interval-seconds'],
  })
  await insertInquiry(db, {
    id,
    environment_id: caller.environmentId,
    template_id: template.templateId,
    template_version_id: template.versionId,
    retention_days: template.document['retention-days'],
    account_id: await accountOfInquiry(db, caller, attributes, body.meta, now),
    reference_id: attributes['reference-id'] ?? null,
    note: attributes.note ?? null,
    tags_json: JSON.stringify(attributes.tags ?? []),
    creator: attributes['creator-email-address'] ?? caller.id,
    created_at: now,
    expires_at: expiryAfter(now, intervals.create),
    expires_after_start_seconds: intervals.start,
    expires_after_resume_seconds: intervals.resume,
    one_time_link_seconds: body.meta['one-time-link-expiration-seconds'] ?? null,
  })
  await writeInquiryFields(db, await api.vault.of(db, caller.environmentId), id, fields)
  const object = { type: 'inquiry', id }
  await recordEvent(db, { environmentId: caller.environmentId, name: 'inquiry.created', object }, now)
  return id
}

async function templateFor(
  db: Db,
  caller: Caller,
  attributes: NewInquiryAttributes,
): Promise<PublishedTemplate> {
  const { 'inquiry-template-id': templateId, 'inquiry-template-version-id': versionId } = attributes
  const { environmentId } = caller
  if (versionId) return found(await findVersion(db, environmentId, versionId), 'inquiry-template-version-id')
  if (templateId) return found(await findLatestVersion(db, environmentId, templateId), 'inquiry-template-id')
  if (attributes['template-id']) throw attributeNotFound('template-id')
  throw new ApiError('bad_request', 'data.attributes.inquiry-template-id is missing')
}

function found<T>(object: T | undefined, attribute: string): T {
  if (!object) throw attributeNotFound(attribute)
  return object
}

/** The ways into the new inquiry that were asked for, each a session of its own. */
async function openWays(
  { caller, db, body, req }: Creation,
  id: string,
  now: number,
): Promise<z.infer<typeof newInquiryMeta>> {
  const ways = { 'session-token': null, 'one-time-link': null, 'one-time-link-short': null }
  const { meta } = body
  const inquiry = await findInquiry(db, caller.environmentId, id)
  if (!inquiry) throw notFound()
  const token = meta['auto-create-inquiry-session']
    ? { 'session-token': (await openInquirySession(db, inquiry, now)).token }
    : {}
  if (!meta['auto-create-one-time-link']) return { ...ways, ...token }
  const expiresAt = linkExpiry(inquiry, now)
  const { session } = await openInquirySession(db, inquiry, now, expiresAt)
  return { ...ways, ...token, ...(await makeOneTimeLink(db, apiAddressOf(req), session, { now, expiresAt })) }
}
