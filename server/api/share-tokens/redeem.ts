import { z } from 'zod'
import { isId } from '../../ids.ts'
import { type ClaimRefusal, ClaimRefused, claim } from '../../redemption/claim.ts'
import type { ShareToken } from '../../store/share-tokens.ts'
import { agreementRequired, isAgreementRefusal } from '../agreements/agreement-refusals.ts'
import type { Api } from '../api.ts'
import { ApiError, type ApiErrorCode } from '../http/api-error.ts'
import { kebab } from '../http/inflection.ts'
import type { Call } from '../http/keyed.ts'
import type { AgreementRefusal } from '../wire.ts'

const id = z.string().max(64)
const fieldName = z.string().min(1).max(64)

/** How many field mappings one redemption may have. */
const MAPPINGS_MAX = 100

/** With `destination-id`: hydrate. Without, or without a body: clone. */
export const redeemBody = z
  .strictObject({
    data: z
      .strictObject({
        attributes: z
          .strictObject({
            'destination-id': id.optional(),
            /** Ours: the destination's own consent record that it relies on; its terms where none is named. */
            'consent-id': id.optional(),
          })
          .optional(),
      })
      .optional(),
    meta: z
      .strictObject({
        'field-mappings': z
          .array(z.strictObject({ 'source-field-name': fieldName, 'destination-field-name': fieldName }))
          .max(MAPPINGS_MAX)
          .optional(),
      })
      .optional(),
  })
  .optional()

type RedeemBody = z.infer<typeof redeemBody>

/** Starts the redemption of a token by its destination's own backend; it runs once this is durable. Its identifier. */
export async function redeem(
  api: Api,
  { caller, db, body, after }: Pick<Call<RedeemBody, undefined>, 'caller' | 'db' | 'body' | 'after'>,
  token: ShareToken,
): Promise<string> {
  if (token.destination_environment_id !== caller.environmentId) {
    throw new ApiError('forbidden', 'only the destination of a share token may redeem it')
  }
  const mappings = body?.meta?.['field-mappings'] ?? []
  const destination = destinationOf(body?.data?.attributes?.['destination-id'])
  if (!destination && mappings.length > 0) {
    throw new ApiError('unprocessable', 'meta.field-mappings is for hydrating; a clone has no other names')
  }
  const request = {
    token,
    environmentId: caller.environmentId,
    destination,
    fieldMappings: mappings.map(mapping => ({
      source: kebab(mapping['source-field-name']),
      destination: kebab(mapping['destination-field-name']),
    })),
    consentId: body?.data?.attributes?.['consent-id'] ?? null,
    session: null,
    owner: api.runner.owner,
  }
  const { redemption, lease, streamId } = await claim(db, request, api.clock()).catch(refuse)
  after(() => {
    api.engine.signals.publish(streamId)
    api.runner.start(lease)
  })
  return redemption.id
}

function destinationOf(destinationId: string | undefined) {
  if (destinationId === undefined) return null
  const type = (['inquiry', 'account', 'transaction'] as const).find(kind => isId(kind, destinationId))
  if (!type) throw new ApiError('not_found', 'data.attributes.destination-id is not found')
  return { type, id: destinationId }
}

/** What a destination's own backend is told: it knows the token, so it may know why. */
const REFUSALS: Readonly<Record<Exclude<ClaimRefusal, AgreementRefusal>, [ApiErrorCode, string]>> = {
  share_token_not_redeemable: ['conflict', 'the share token cannot be redeemed'],
  destination_not_found: ['not_found', 'data.attributes.destination-id is not found'],
  destination_not_open: ['conflict', 'the destination already has been redeemed into, or is finished'],
  source_not_cloneable: [
    'unprocessable',
    'an account or a transaction cannot be cloned: name a destination-id',
  ],
  source_not_hydratable: ['unprocessable', 'a verification can only be cloned: leave destination-id out'],
  consent_missing: ['conflict', 'no consent record covers this redemption'],
  consent_declined: ['conflict', 'the person has declined'],
  consent_tier_too_low: ['conflict', 'the source asks for a better proof of consent than this record has'],
  nothing_to_share: ['conflict', 'token, connection and consent have no data type in common'],
}

function refuse(error: unknown): never {
  if (!(error instanceof ClaimRefused)) throw error
  const { refusal } = error
  throw isAgreementRefusal(refusal) ? agreementRequired(refusal) : new ApiError(...REFUSALS[refusal])
}
