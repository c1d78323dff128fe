import { z } from 'zod'
import { templateDocument } from '../../connect/template.ts'
import { findTemplate, findTemplateVersion, listTemplateVersions } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { listQuery, pageOf } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { publish } from './publish.ts'
import { templateVersionResource, templateVersionSchema } from './template-version-resource.ts'
import { requireVerifiable } from './verifiable.ts'

export const listParameters = listQuery({ 'filter[inquiry-template-id]': z.string().max(64) })

export const publishBody = attributesOf(z.strictObject({ document: templateDocument }))

/** The versions of a template. Each is published as it is made (ours), and none ever changes. */
export const templateVersionRoutes = (api: Api): Route[] => [
  reading(api, '/inquiry-template-versions', {
    summary: 'List the versions of an inquiry template, newest first',
    permission: 'inquiry-template.read',
    query: listParameters,
    answers: { 200: listOf(templateVersionSchema) },
    async answer({ caller, db, query, req }) {
      const templateId = query['filter[inquiry-template-id]']
      if (!(await findTemplate(db, caller.environmentId, templateId))) throw notFound()
      const page = await listTemplateVersions(db, caller.environmentId, templateId, pageOf(query))
      return ok(listDocument(page, req, templateVersionResource))
    },
  }),
  writing(api, 'post', '/inquiry-templates/:id/versions', {
    summary: 'Publish a new version of an inquiry template',
    permission: 'inquiry-template.write',
    body: publishBody,
    answers: { 201: documentOf(templateVersionSchema) },
    async answer({ caller, db, id, body }) {
      const template = await findTemplate(db, caller.environmentId, id)
      if (!template) throw notFound()
      if (template.status !== 'active') throw new ApiError('conflict', `the template is ${template.status}`)
      const { document } = body.data.attributes
      requireVerifiable(api.engine.verifiers, document, caller.environmentKind)
      const versionId = await publish(db, caller.environmentId, id, document, api.clock())
      const version = await findTemplateVersion(db, caller.environmentId, versionId)
      if (!version) throw notFound()
      return created({ data: templateVersionResource(version) })
    },
  }),
]
