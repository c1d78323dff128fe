import { z } from 'zod'
import { ALL_DATA_TYPES, dataTypeOfDocument, dataTypeOfField } from '../../connect/data-type.ts'
import type { Holdings } from '../../connect/gap.ts'
import { INQUIRY_STATUSES } from '../../connect/inquiry.ts'
import { dataType } from '../../connect/scope.ts'
import { dryRun } from '../../redemption/dry-run.ts'
import { findInquiry, holdingsOf } from '../../store/inquiries.ts'
import { checks } from '../../store/json.ts'
import { findLatestVersion } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import { documentOf, reference, resourceSchema, toOne } from '../http/document.ts'
import { asking } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import type { DataType } from '../wire.ts'

const dryRunBody = attributesOf(z.strictObject({ 'inquiry-id': z.string().max(64) }))

export const gapSchema = resourceSchema(
  z.literal('connect/gap'),
  {
    available: z.array(dataType),
    missing: z.array(z.strictObject({ kind: z.enum(['field', 'document', 'code']), name: z.string() })),
    verifications: z.array(
      z.strictObject({ kind: z.string(), status: z.enum(['passed', 'failed']), checks }),
    ),
    outcome: z.enum(['awaiting-input', ...INQUIRY_STATUSES]),
  },
  { inquiry: toOne, 'inquiry-template': toOne, 'inquiry-template-version': toOne },
)

/**
 * `POST /inquiry-templates/{id}/dry-run` (ours): what would become of an inquiry of this template, were it filled from
 * one of the caller's own inquiries over a connection that lets everything travel: what it would still miss, what each
 * verification would find, and how it would end. Nothing is written, no provider asked and no code sent.
 */
export const dryRunRoute = (api: Api): Route =>
  asking(api, '/inquiry-templates/:id/dry-run', {
    summary: 'What sharing an inquiry into a template would lead to, without sharing it',
    permission: 'inquiry-template.read',
    body: dryRunBody,
    answers: { 200: documentOf(gapSchema) },
    async answer({ caller, db, id, body }) {
      const template = await findLatestVersion(db, caller.environmentId, id)
      if (!template) throw notFound()
      const inquiry = await findInquiry(db, caller.environmentId, body.data.attributes['inquiry-id'])
      if (!inquiry) throw new ApiError('not_found', 'data.attributes.inquiry-id is not found')
      const available = dataTypesOf(await holdingsOf(db, caller.environmentId, inquiry.id))
      const vault = await api.vault.of(db, caller.environmentId)
      const found = await dryRun(api.engine, vault, inquiry.id, template.document)
      return ok({
        data: {
          type: 'connect/gap',
          id: inquiry.id,
          attributes: { available, ...found },
          relationships: {
            inquiry: reference('inquiry', inquiry.id),
            'inquiry-template': reference('inquiry-template', template.templateId),
            'inquiry-template-version': reference('inquiry-template-version', template.versionId),
          },
        },
      })
    },
  })

/** The data types of what could be shared of this. */
function dataTypesOf({ fields, documents }: Holdings): DataType[] {
  const types = new Set([...[...fields].map(dataTypeOfField), ...[...documents].map(dataTypeOfDocument)])
  return ALL_DATA_TYPES.filter(type => types.has(type))
}
