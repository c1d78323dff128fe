import { Router } from 'express'
import type { TemplateDocument } from '../connect/template.ts'
import { findLatestVersion, type InquiryTemplate, listTemplates } from '../store/templates.ts'
import type { Api } from './api.ts'
import { notFound } from './http/api-error.ts'
import { listDocument, type Resource, reference } from './http/document.ts'
import { endpoint, idOf, ok } from './http/endpoint.ts'
import { keyed } from './http/keyed.ts'
import { parse } from './http/parse.ts'
import { listQuery, pageOf } from './http/query.ts'

const listParameters = listQuery({})

/** `/inquiry-templates`: what this organization requires of a person. */
export function inquiryTemplatesRouter(api: Api): Router {
  const router = Router()
  endpoint(router, '/', {
    get: keyed(api, async (caller, req) => {
      const page = pageOf(parse(listParameters, req.query))
      const rows = await listTemplates(api.store.db, caller.environmentId, page)
      return ok(listDocument(rows, req, toListed))
    }),
  })
  endpoint(router, '/:id', {
    get: keyed(api, async (caller, req) => {
      const template = await findLatestVersion(api.store.db, caller.environmentId, idOf(req))
      if (!template) throw notFound()
      return ok({
        data: toResource(template.templateId, template.name, template.versionId, template.document),
      })
    }),
  })
  return router
}

/** What this server has no use for is answered empty. */
const EMBEDDING = {
  'embedded-flow-domain-allowlist': [],
  'hosted-flow-subdomains': [],
  'hosted-flow-redirect-uri-schemes': [],
}

const toListed = (template: InquiryTemplate): Resource => ({
  type: 'inquiry-template',
  id: template.id,
  attributes: { name: template.name, status: template.status, ...EMBEDDING },
  relationships: {
    'latest-published-version': reference('inquiry-template-version', template.latest_version_id),
  },
})

/** Beside the published attributes the whole document, as ours: a template is nothing but that. */
const toResource = (id: string, name: string, versionId: string, document: TemplateDocument): Resource => ({
  type: 'inquiry-template',
  id,
  attributes: {
    name,
    status: 'active',
    ...EMBEDDING,
    'field-schemas': document.fields.map(({ key, type, label, required }) => ({
      type,
      key,
      label,
      config: { required, 'archived-at': null, 'deactivated-at': null },
    })),
    document,
  },
  relationships: { 'latest-published-version': reference('inquiry-template-version', versionId) },
})
