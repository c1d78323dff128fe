import { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import { findShareToken } from '../../store/share-tokens.ts'
import { findLatestVersion } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import { documentOf, type Resource, reference, resourceSchema, toOne } from '../http/document.ts'
import { type Call, writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { previewGap } from './peek.ts'

export const previewBody = attributesOf(z.strictObject({ 'inquiry-template-id': z.string().max(64) }))

export const gapSchema = resourceSchema(
  z.literal('connect/gap'),
  {
    available: z.array(dataType),
    missing: z.array(z.strictObject({ kind: z.enum(['field', 'document', 'code']), name: z.string() })),
  },
  { 'share-token': toOne.optional(), connection: toOne.optional(), 'inquiry-template': toOne },
)

/** `POST /connect/share-tokens/{id}/preview` (ours): the gap report, without redeeming. */
export const previewRoute = (api: Api): Route =>
  writing(api, 'post', '/connect/share-tokens/:id/preview', {
    summary: 'What a redemption into a template would leave missing, without redeeming',
    permission: 'connect.redeem',
    body: previewBody,
    answers: { 200: documentOf(gapSchema) },
    answer: async call => ok({ data: await preview(call) }),
  })

async function preview({
  caller,
  db,
  id,
  body,
}: Call<z.infer<typeof previewBody>, undefined>): Promise<Resource> {
  const token = await findShareToken(db, caller.environmentId, id)
  if (!token) throw notFound()
  if (token.destination_environment_id !== caller.environmentId) {
    throw new ApiError('forbidden', 'only the destination of a share token may preview it')
  }
  const templateId = body.data.attributes['inquiry-template-id']
  const template = await findLatestVersion(db, caller.environmentId, templateId)
  if (!template) throw new ApiError('not_found', 'data.attributes.inquiry-template-id is not found')
  return {
    type: 'connect/gap',
    id: token.id,
    attributes: await previewGap(db, token, template.document),
    relationships: {
      'share-token': reference('connect/share-token', token.id),
      'inquiry-template': reference('inquiry-template', templateId),
    },
  }
}
