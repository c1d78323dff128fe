import { z } from 'zod'
import { listInquiries } from '../../store/inquiries.ts'
import type { Api } from '../api.ts'
import { noBody } from '../http/body.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { listQuery, msOf, noQuery, pageOf, timeWithOffset, words } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { createInquiry } from './create.ts'
import { readInquiry, requireInquiry } from './find.ts'
import { inquirySchema, readInquiryResources } from './inquiry-resource.ts'
import { newInquiryBody, newInquiryMeta } from './new-inquiry.ts'
import { redactInquiry } from './redact.ts'
import { changeInquiry, updateBody } from './update.ts'

const text = z.string().max(1000)

export const listParameters = listQuery({
  'filter[inquiry-id]': words.optional(),
  'filter[account-id]': words.optional(),
  'filter[status]': words.optional(),
  'filter[reference-id]': text.optional(),
  'filter[note]': text.optional(),
  'filter[inquiry-template-id]': words.optional(),
  'filter[template-id]': words.optional(),
  'filter[created-at-start]': timeWithOffset.optional(),
  'filter[created-at-end]': timeWithOffset.optional(),
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
    body: newInquiryBody,
    answers: { 201: documentOf(inquirySchema, newInquiryMeta) },
    async answer(call) {
      const { id, meta } = await createInquiry(api, call)
      return created({ data: await readInquiry(api, call, id), meta })
    },
  }),
  reading(api, '/inquiries/:id', {
    summary: 'Retrieve an inquiry with its fields',
    permission: 'inquiry.read',
    query: noQuery,
    answers: { 200: documentOf(inquirySchema) },
    answer: async call => ok({ data: await readInquiry(api, call, call.id) }),
  }),
  writing(api, 'patch', '/inquiries/:id', {
    summary: 'Change the note, tags or fields of an inquiry',
    permission: 'inquiry.write',
    body: updateBody,
    answers: { 200: documentOf(inquirySchema) },
    async answer(call) {
      await changeInquiry(api, call)
      return ok({ data: await readInquiry(api, call, call.id) })
    },
  }),
  writing(api, 'delete', '/inquiries/:id', {
    summary: 'Redact an inquiry: erase for good what it holds of the person',
    permission: 'inquiry.write',
    body: noBody,
    answers: { 200: documentOf(inquirySchema) },
    async answer(call) {
      await redactInquiry(api, call.db, await requireInquiry(call, call.id))
      return ok({ data: await readInquiry(api, call, call.id) })
    },
  }),
]

const filterOf = (query: z.infer<typeof listParameters>) => ({
  ids: query['filter[inquiry-id]'],
  accountIds: query['filter[account-id]'],
  statuses: query['filter[status]'],
  referenceId: query['filter[reference-id]'],
  note: query['filter[note]'],
  // The earlier kind of template: no inquiry here has one.
  templateIds: query['filter[template-id]'] ?? query['filter[inquiry-template-id]'],
  createdFrom: msOf(query['filter[created-at-start]']),
  createdTo: msOf(query['filter[created-at-end]']),
})
