import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { publishedTypeOf } from '../../connect/field-type.ts'
import { INQUIRY_STATUSES } from '../../connect/inquiry.ts'
import { listDocuments } from '../../store/documents.ts'
import { readFields } from '../../store/fields.ts'
import type { Inquiry } from '../../store/inquiries.ts'
import { sessionsOfInquiries } from '../../store/inquiry-sessions.ts'
import { readJson, words } from '../../store/json.ts'
import type { Db } from '../../store/store.ts'
import { getVersion, type PublishedTemplate } from '../../store/templates.ts'
import { listVerifications } from '../../store/verifications.ts'
import type { Api } from '../api.ts'
import { documentTypeOf } from '../documents/document-resource.ts'
import {
  type Resource,
  reference,
  references,
  resourceSchema,
  time,
  toMany,
  toOne,
} from '../http/document.ts'

const value = z.strictObject({ type: z.string(), value: z.string().nullable() })
const word = z.string().nullable()

export const inquirySchema = resourceSchema(
  z.literal('inquiry'),
  {
    status: z.enum(INQUIRY_STATUSES),
    'reference-id': word,
    note: word,
    behaviors: z.strictObject({}),
    tags: z.array(z.string()),
    creator: z.string(),
    'reviewer-comment': word,
    'created-at': time,
    'updated-at': time,
    'started-at': time.nullable(),
    'expires-at': time.nullable(),
    'completed-at': time.nullable(),
    'failed-at': time.nullable(),
    'marked-for-review-at': time.nullable(),
    'decisioned-at': time.nullable(),
    'expired-at': time.nullable(),
    'redacted-at': time.nullable(),
    'previous-step-name': word,
    'next-step-name': word,
    fields: z.record(z.string(), value),
  },
  {
    account: toOne,
    template: toOne,
    'inquiry-template': toOne,
    'inquiry-template-version': toOne,
    transaction: toOne,
    reviewer: toOne,
    reports: toMany,
    verifications: toMany,
    sessions: toMany,
    documents: toMany,
    selfies: toMany,
  },
)

/** Inquiries in the published shape, with their fields opened and what belongs to them referred to. */
export async function readInquiryResources(
  api: Api,
  db: Db,
  environmentId: string,
  inquiries: Inquiry[],
): Promise<Resource[]> {
  const ids = inquiries.map(inquiry => inquiry.id)
  const vault = await api.vault.of(db, environmentId)
  const documents = await listDocuments(db, environmentId, ids)
  const verifications = await listVerifications(db, environmentId, ids)
  const sessions = await sessionsOfInquiries(db, environmentId, ids)
  return Promise.all(
    inquiries.map(async inquiry => {
      const fields = await readFields(db, vault, inquiry.id)
      const template = inquiry.template_version_id
        ? await getVersion(db, environmentId, inquiry.template_version_id)
        : null
      return toResource(inquiry, fieldsOf(template, fields), {
        documents: documents.filter(one => one.inquiry_id === inquiry.id),
        verifications: verifications.filter(one => one.inquiry_id === inquiry.id),
        sessions: sessions.filter(one => one.inquiry_id === inquiry.id),
      })
    }),
  )
}

/** The template's fields, each with its type and its value or null. What the template does not name is not there. */
function fieldsOf(template: PublishedTemplate | null, values: Map<string, string>) {
  const schemas = template?.document.fields ?? clonedFields(values)
  return Object.fromEntries(
    schemas.map(({ key, type }) => [key, { type: publishedTypeOf(type), value: values.get(key) ?? null }]),
  )
}

/** A clone has no template here: its fields are those that came. */
const clonedFields = (values: Map<string, string>) =>
  [...values.keys()].map(key => ({ key, type: key === 'birthdate' ? 'date' : 'string' }) as const)

interface Belongings {
  documents: { id: string; kind: string }[]
  verifications: { id: string; kind: string }[]
  sessions: { id: string }[]
}

function toResource(
  inquiry: Inquiry,
  fields: object,
  { documents, verifications, sessions }: Belongings,
): Resource {
  return {
    type: 'inquiry',
    id: inquiry.id,
    attributes: {
      status: inquiry.status,
      'reference-id': inquiry.reference_id,
      note: inquiry.note,
      behaviors: {},
      tags: readJson(words, inquiry.tags_json),
      creator: inquiry.creator,
      'reviewer-comment': inquiry.reviewer_comment,
      'created-at': iso(inquiry.created_at),
      'updated-at': iso(inquiry.updated_at),
      'started-at': isoOrNull(inquiry.started_at),
      'expires-at': isoOrNull(inquiry.expires_at),
      'completed-at': isoOrNull(inquiry.completed_at),
      'failed-at': isoOrNull(inquiry.failed_at),
      'marked-for-review-at': isoOrNull(inquiry.marked_for_review_at),
      'decisioned-at': isoOrNull(inquiry.decisioned_at),
      'expired-at': isoOrNull(inquiry.expired_at),
      'redacted-at': isoOrNull(inquiry.redacted_at),
      'previous-step-name': null,
      'next-step-name': null,
      fields,
    },
    relationships: {
      account: reference('account', inquiry.account_id),
      template: { data: null },
      'inquiry-template': reference('inquiry-template', inquiry.template_id),
      'inquiry-template-version': reference('inquiry-template-version', inquiry.template_version_id),
      transaction: { data: null },
      reviewer: { data: null },
      reports: { data: [] },
      verifications: references(verifications.map(one => ({ type: `verification/${one.kind}`, id: one.id }))),
      sessions: references(sessions.map(({ id }) => ({ type: 'inquiry-session', id }))),
      documents: references(
        documents.flatMap(({ id, kind }) => {
          const type = documentTypeOf(kind)
          return type ? [{ type, id }] : []
        }),
      ),
      selfies: references(
        documents
          .filter(one => one.kind === 'selfie')
          .map(one => ({ type: 'selfie/profile-and-center', id: one.id })),
      ),
    },
  }
}
