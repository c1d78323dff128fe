import { Router } from 'express'
import { z } from 'zod'
import { newId } from '../../ids.ts'
import { recordEvent } from '../../store/events.ts'
import { findInquiry, insertInquiry, listInquiries, putFields } from '../../store/inquiries.ts'
import { type Db, transaction } from '../../store/store.ts'
import { findLatestVersion, findVersion, type PublishedTemplate } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { listDocument } from '../http/document.ts'
import { created, endpoint, idOf, jsonBody, ok } from '../http/endpoint.ts'
import { keyed } from '../http/keyed.ts'
import { parse } from '../http/parse.ts'
import { listQuery, pageOf, words } from '../http/query.ts'
import { readInquiryResources } from './inquiry-resource.ts'

const nullish = z.string().max(1000).nullish()

const createBody = z.strictObject({
  data: z.strictObject({
    attributes: z.strictObject({
      'inquiry-template-id': nullish,
      'inquiry-template-version-id': nullish,
      'reference-id': nullish,
      note: nullish,
      fields: z.record(z.string().max(64), z.string().max(1024).nullable()).nullish(),
    }),
  }),
})

type NewAttributes = z.infer<typeof createBody>['data']['attributes']

const listParameters = listQuery({
  'filter[inquiry-id]': words.optional(),
  'filter[status]': words.optional(),
  'filter[reference-id]': z.string().max(1000).optional(),
})

/** `/inquiries`: one person's run of a template. */
export function inquiriesRouter(api: Api): Router {
  const { db } = api.store
  const router = Router()
  endpoint(router, '/', {
    get: keyed(api, async (caller, req) => {
      const query = parse(listParameters, req.query)
      const filter = {
        ids: query['filter[inquiry-id]'],
        statuses: query['filter[status]'],
        referenceId: query['filter[reference-id]'],
      }
      const page = await listInquiries(db, caller.environmentId, filter, pageOf(query))
      const resources = await readInquiryResources(api, caller.environmentId, page.rows)
      return ok(listDocument({ ...page, rows: resources }, req, resource => resource))
    }),
    post: [
      jsonBody,
      keyed(api, async (caller, req) => {
        const { attributes } = parse(createBody, req.body).data
        const id = await create(api, caller, attributes)
        return created({ data: await resourceOf(api, caller, id) })
      }),
    ],
  })
  endpoint(router, '/:id', {
    get: keyed(api, async (caller, req) => ok({ data: await resourceOf(api, caller, idOf(req)) })),
  })
  return router
}

async function resourceOf(api: Api, caller: Caller, id: string) {
  const inquiry = await findInquiry(api.store.db, caller.environmentId, id)
  if (!inquiry) throw notFound()
  const [resource] = await readInquiryResources(api, caller.environmentId, [inquiry])
  return resource
}

async function create(api: Api, caller: Caller, attributes: NewAttributes): Promise<string> {
  const template = await templateFor(api.store.db, caller, attributes)
  const fields = knownFields(template, attributes.fields ?? {})
  const vault = await api.vault.of(api.store.db, caller.environmentId)
  const id = newId('inquiry')
  const now = api.clock()
  await transaction(api.store.db, async tx => {
    await insertInquiry(tx, {
      id,
      environment_id: caller.environmentId,
      template_id: template.templateId,
      template_version_id: template.versionId,
      reference_id: attributes['reference-id'] ?? null,
      note: attributes.note ?? null,
      creator: caller.apiKeyId,
      created_at: now,
    })
    await putFields(tx, vault, id, fields)
    const object = { type: 'inquiry', id }
    await recordEvent(tx, { environmentId: caller.environmentId, name: 'inquiry.created', object }, now)
  })
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
  if (!template) throw new ApiError('not_found', `data.attributes.${attribute} is not found`)
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
