import { z } from 'zod'
import { ALL_DATA_TYPES, dataTypeOfDocument, dataTypeOfField } from '../../connect/data-type.ts'
import { type Holdings, missingFrom } from '../../connect/gap.ts'
import { dataType } from '../../connect/scope.ts'
import { findInquiry, holdingsOf } from '../../store/inquiries.ts'
import { findLatestVersion } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import { documentOf, reference, resourceSchema, toOne } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import type { DataType } from '../wire.ts'

const dryRunBody = attributesOf(z.strictObject({ 'inquiry-id': z.string().max(64) }))

export const gapSchema = resourceSchema(
  z.literal('connect/gap'),
  {
    available: z.array(dataType),
    missing: z.array(z.strictObject({ kind: z.enum(['field', 'document']), name: z.string() })),
  },
  { inquiry: toOne, 'inquiry-template': toOne, 'inquiry-template-version': toOne },
)

/**
 * `POST /inquiry-templates/{id}/dry-run` (ours): what an inquiry of this template would still miss, were it filled from
 * one of the caller's own inquiries over a connection that lets everything travel. Writes nothing.
 */
export const dryRunRoute = (api: Api): Route =>
  writing(api, 'post', '/inquiry-templates/:id/dry-run', {
    summary: 'What sharing an inquiry into a template would leave missing, without sharing it',
    permission: 'inquiry-template.read',
    body: dryRunBody,
    answers: { 200: documentOf(gapSchema) },
    async answer({ caller, db, id, body }) {
      const template = await findLatestVersion(db, caller.environmentId, id)
      if (!template) throw notFound()
      const inquiry = await findInquiry(db, caller.environmentId, body.data.attributes['inquiry-id'])
      if (!inquiry) throw new ApiError('not_found', 'data.attributes.inquiry-id is not found')
      const { travelling, available } = reachOf(await holdingsOf(db, caller.environmentId, inquiry.id))
      return ok({
        data: {
          type: 'connect/gap',
          id: inquiry.id,
          attributes: { available, missing: missingFrom(template.document, travelling) },
          relationships: {
            inquiry: reference('inquiry', inquiry.id),
            'inquiry-template': reference('inquiry-template', template.templateId),
            'inquiry-template-version': reference('inquiry-template-version', template.versionId),
          },
        },
      })
    },
  })

/** What of this could travel at all, and the data types that it is of. */
function reachOf({ fields, documents }: Holdings): { travelling: Holdings; available: DataType[] } {
  const types = new Set([...[...fields].map(dataTypeOfField), ...[...documents].map(dataTypeOfDocument)])
  return {
    travelling: {
      fields: new Set([...fields].filter(name => dataTypeOfField(name) !== null)),
      documents: new Set([...documents].filter(kind => dataTypeOfDocument(kind) !== null)),
    },
    available: ALL_DATA_TYPES.filter(type => types.has(type)),
  }
}
