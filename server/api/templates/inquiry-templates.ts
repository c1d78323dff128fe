import { z } from 'zod'
import { templateDocument } from '../../connect/template.ts'
import { findLatestVersion, listTemplates } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf, searchFilter } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { createTemplate } from './publish.ts'
import { listedTemplate, templateResource, templateSchema } from './template-resource.ts'
import { requireVerifiable } from './verifiable.ts'

/** Longest name of a template, in characters. */
const NAME_LENGTH_MAX = 200

/** Creating is ours: published, templates are drawn in a dashboard. */
export const createBody = attributesOf(
  z.strictObject({ name: z.string().trim().min(1).max(NAME_LENGTH_MAX), document: templateDocument }),
)

export const listParameters = listQuery({ 'filter[search]': searchFilter })

/** `/inquiry-templates`: what this organization requires of a person. */
export const inquiryTemplateRoutes = (api: Api): Route[] => [
  reading(api, '/inquiry-templates', {
    summary: 'List inquiry templates, newest first',
    permission: 'inquiry-template.read',
    query: listParameters,
    answers: { 200: listOf(templateSchema) },
    async answer({ caller, db, query, req }) {
      const filter = { search: query['filter[search]'] }
      const page = await listTemplates(db, caller.environmentId, filter, pageOf(query))
      return ok(listDocument(page, req, listedTemplate))
    },
  }),
  writing(api, 'post', '/inquiry-templates', {
    summary: 'Create an inquiry template with its first version, published',
    permission: 'inquiry-template.write',
    body: createBody,
    answers: { 201: documentOf(templateSchema) },
    async answer({ caller, db, body }) {
      const { attributes } = body.data
      requireVerifiable(api.engine.verifiers, attributes.document, caller.environmentKind)
      const template = await createTemplate(db, caller.environmentId, attributes, api.clock())
      return created({ data: templateResource(template) })
    },
  }),
  reading(api, '/inquiry-templates/:id', {
    summary: 'Retrieve an inquiry template as it was last published',
    permission: 'inquiry-template.read',
    query: noQuery,
    answers: { 200: documentOf(templateSchema) },
    async answer({ caller, db, id }) {
      const template = await findLatestVersion(db, caller.environmentId, id)
      if (!template) throw notFound()
      return ok({ data: templateResource(template) })
    },
  }),
]
