import { findLatestVersion, listTemplates } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { listedTemplate, templateResource, templateSchema } from './template-resource.ts'

/** `/inquiry-templates`: what this organization requires of a person. */
export const inquiryTemplateRoutes = (api: Api): Route[] => [
  reading(api, '/inquiry-templates', {
    summary: 'List inquiry templates, newest first',
    permission: 'inquiry-template.read',
    query: listQuery({}),
    answers: { 200: listOf(templateSchema) },
    answer: async ({ caller, db, query, req }) =>
      ok(listDocument(await listTemplates(db, caller.environmentId, pageOf(query)), req, listedTemplate)),
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
