import { z } from 'zod'
import { newId } from '../../ids.ts'
import { recordEvent } from '../../store/events.ts'
import { putFields } from '../../store/fields.ts'
import { findInquiry, insertInquiry, listInquiries } from '../../store/inquiries.ts'
import type { Db } from '../../store/store.ts'
import { findLatestVersion, findVersion, type PublishedTemplate } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf, words } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { inquirySchema, readInquiryResources } from './inquiry-resource.ts'

const nullish = z.string().max(1000).nullish()

const createBody = attributesOf(
  z.strictObject({
    'inquiry-template-id': nullish,
    'inquiry-template-version-id': nullish,
    'reference-id': nullish,
    note: nullish,
    fields: z.record(z.string().max(64), z.string().max(1024).nullable()).nullish(),
  }),
)

type NewAttributes = z.infer<typeof createBody>['data']['attributes']

const listParameters = listQuery({
  'filter[inquiry-id]': words.optional(),
  'filter[status]': words.optional(),
  'filter[reference-id]': z.string().max(1000).optional(),
  'filter[note]': z.string().max(1000).optional(),
  'filter[inquiry-template-id]': words.optional(),
  'filter[created-at-start]': z.iso.datetime({ offset: true }).optional(),
  'filter[created-at-end]': z.iso.datetime({ offset: true }).optional(),
})

/** `/inquiries`: one person's run of a template. */
export const inquiryRoutes = (api: Api): Route[] => [
  reading(api, '/inquiries', {
    summary: 'List inquiries, newest first',
    permission: 'inquiry.read',
    query: listParameters,
    answers: { 200: listOf(inquirySchema) },
    async answer({ caller, db, query, req }) {
      const page = await listInquiries(db, caller.environmentId, filterOf(query), pageOf(query))
      const resources = await readInquiryResources(api, db, caller.environmentId, page.rows)
      return ok(listDocument({ ...page, rows: resources }, req, resource => resource))
    },
  }),
  writing(api, 'post', '/inquiries', {
    summary: 'Create an inquiry from a template',
    permission: 'inquiry.write',
    body: createBody,
    answers: { 201: documentOf(inquirySchema) },
    async answer(call) {
      const id = await create(api, call, call.body.data.attributes)
      return created({ data: await resourceOf(api, call, id) })
    },
  }),
  reading(api, '/inquiries/:id', {
    summary: 'Retrieve an inquiry with its fields',
    permission: 'inquiry.read',
    query: noQuery,
    answers: { 200: documentOf(inquirySchema) },
    answer: async call => ok({ data: await resourceOf(api, call, call.id) }),
  }),
]

const filterOf = (query: z.infer<typeof listParameters>) => ({
  ids: query['filter[inquiry-id]'],
  statuses: query['filter[status]'],
  referenceId: query['filter[reference-id]'],
  note: query['filter[note]'],
  templateIds: query['filter[inquiry-template-id]'],
  createdFrom: msOf(query['filter[created-at-start]']),
  createdTo: msOf(query['filter[created-at-end]']),
})

const msOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text))

type Doing = Pick<Call<unknown, unknown>, 'caller' | 'db'>

async function resourceOf(api: Api, { caller, db }: Doing, id: string) {
  const inquiry = await findInquiry(db, caller.environmentId, id)
  if (!inquiry) throw notFound()
  const [resource] = await readInquiryResources(api, db, caller.environmentId, [inquiry])
  return resource
}

async function create(api: Api, { caller, db }: Doing, attributes: NewAttributes): Promise<string> {
  const template = await templateFor(db, caller, attributes)
  const fields = knownFields(template, attributes.fields ?? {})
  const vault = await api.vault.of(db, caller.environmentId)
  const id = newId('inquiry')
  const now = api.clock()
  await insertInquiry(db, {
    id,
    environment_id: caller.environmentId,
    template_id: template.templateId,
    template_version_id: template.versionId,
    reference_id: attributes['reference-id'] ?? null,
    note: attributes.note ?? null,
    creator: caller.apiKeyId,
    created_at: now,
  })
  await putFields(db, vault, id, fields)
  const object = { type: 'inquiry', id }
  await recordEvent(db, { environmentId: caller.environmentId, name: 'inquiry.created', object }, now)
  return id
}

async function templateFor(db: Db, caller: Caller, attributes: NewAttributes): Promise<PublishedTemplate> {
  const { 'inquiry-template-id': templateId, 'inquiry-template-version-id': versionId } = attributes
  if (versionId)
    return foundOr(await findVersion(db, caller.environmentId, versionId), 'inquiry-template-version-id')
  if (templateId)
    return foundOr(await findLatestVersion(db, caller.environmentId, templateId), 'inquiry-template-id')
  throw new ApiError('bad_request', 'data.attributes.inquiry-template-id is missing')
}

function foundOr(template: PublishedTemplate | undefined, attribute: string): PublishedTemplate {
  // The published answers of this operation have no 404.
  if (!template) throw new ApiError('unprocessable', `data.attributes.${attribute} is not found`)
  return template
}

/** The fields given, by name; only those of the template, and only those with a value. */
function knownFields(template: PublishedTemplate, given: Record<string, string | null>): Map<string, string> {
  const known = new Set(template.document.fields.map(field => field.key))
  const present = Object.entries(given).flatMap(([name, value]) => (value ? [[name, value] as const] : []))
  if (present.some(([name]) => !known.has(name))) {
    throw new ApiError('unprocessable', 'data.attributes.fields has a field that the template does not have')
  }
  return new Map(present)
}
