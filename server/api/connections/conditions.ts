import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { ConnectionSide } from '../../connect/connection.ts'
import { CONSENT_TIERS } from '../../connect/consent.ts'
import { ALL_DATA_TYPES } from '../../connect/data-type.ts'
import { missingByConnection } from '../../connect/gap.ts'
import { dataType } from '../../connect/scope.ts'
import { type Connection, sidesOf, updateConditions } from '../../store/connections.ts'
import { dataTypes, readJson, sides, type Terms } from '../../store/json.ts'
import type { Db } from '../../store/store.ts'
import type { PublishedTemplate } from '../../store/templates.ts'
import { ApiError } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { type Resource, reference } from '../http/document.ts'
import { tellBothSides } from './connection-events.ts'

const httpUrl = z
  .string()
  .max(2000)
  .refine(
    text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http(s) address',
  )

/** Ours: a side's own terms of service that cover sharing; null takes them off record. */
export const ownTerms = z
  .strictObject({ url: httpUrl, version: z.string().min(1).max(64) })
  .nullable()
  .optional()

export const policies = {
  /** Ours: what may travel; everything where none is named. */
  'data-types': z.array(dataType).min(1).optional(),
  /** Ours: the source's page that mints a token for a share request. */
  'share-url': httpUrl.optional(),
  /** Ours: the lowest tier of a person's decision that the source accepts. */
  'lowest-consent-tier': z.enum(CONSENT_TIERS).optional(),
  /** Ours: whether a token may be redeemed that no session has asked for. */
  'unbound-tokens': z.enum(['allowed', 'refused']).optional(),
  /** Ours: the sides whose consent a redemption by a backend needs. A session always needs the person's decision. */
  'required-consents': sides.min(1).optional(),
}

export const createBody = attributesOf(
  z.strictObject({ 'destination-organization-id': z.string().max(64), terms: ownTerms, ...policies }),
)

export const changeBody = attributesOf(z.strictObject({ terms: ownTerms, ...policies }))

type Change = z.infer<typeof changeBody>['data']['attributes']
type Policies = Omit<Change, 'terms'>

/** Each side once, however often it was named. */
const sidesJson = (sides: readonly ConnectionSide[]): string => JSON.stringify([...new Set(sides)])

/** What a source offers, with what applies where it says nothing. */
export function offerOf(caller: Caller, attributes: Change) {
  requireEncrypted(caller, attributes['share-url'])
  return {
    data_types_json: JSON.stringify(attributes['data-types'] ?? ALL_DATA_TYPES),
    share_url: attributes['share-url'] ?? null,
    lowest_tier: attributes['lowest-consent-tier'] ?? ('destination_asserted' as const),
    unbound_tokens: attributes['unbound-tokens'] ?? ('allowed' as const),
    required_consents_json: sidesJson(attributes['required-consents'] ?? ['source', 'destination']),
    source_terms_json: attributes.terms ? JSON.stringify(attributes.terms) : null,
  }
}

/** Where everything is real, whoever is on the network between could put a page of their own there, and get the token. */
function requireEncrypted({ environmentKind }: Caller, shareUrl: string | undefined): void {
  if (environmentKind === 'sandbox' || shareUrl === undefined) return
  if (new URL(shareUrl).protocol === 'https:') return
  throw new ApiError('unprocessable', 'data.attributes.share-url must begin with https:// in production')
}

/**
 * The source decides what it shares; tokens that are out already are held to the change when they are redeemed. Each
 * side has its own terms to put on record. Both sides are told of a change; where all is so already, nothing changes.
 */
export async function changeConditions(
  db: Db,
  caller: Caller,
  connection: Connection,
  { terms: own, ...policy }: Change,
  now: number,
): Promise<void> {
  const sides = sidesOf(connection, caller.environmentId)
  if (Object.keys(policy).length > 0 && !sides.includes('source')) {
    throw new ApiError('forbidden', 'only the source may change what a connection lets travel')
  }
  requireEncrypted(caller, policy['share-url'])
  const columns = { ...columnsOf(policy), ...termsColumns(sides, own) }
  if (isDeepStrictEqual({ ...connection, ...columns }, { ...connection })) return
  await updateConditions(db, connection, { ...columns, updated_at: now })
  await tellBothSides(db, connection, 'connect/connection.updated', now)
}

/** The terms of whichever sides the caller is. */
function termsColumns(sides: ConnectionSide[], own: Terms | null | undefined) {
  if (own === undefined) return {}
  const json = own && JSON.stringify(own)
  return {
    ...(sides.includes('source') ? { source_terms_json: json } : {}),
    ...(sides.includes('destination') ? { destination_terms_json: json } : {}),
  }
}

const columnsOf = (policy: Policies) => ({
  ...(policy['data-types'] ? { data_types_json: JSON.stringify(policy['data-types']) } : {}),
  ...(policy['share-url'] ? { share_url: policy['share-url'] } : {}),
  ...(policy['lowest-consent-tier'] ? { lowest_tier: policy['lowest-consent-tier'] } : {}),
  ...(policy['unbound-tokens'] ? { unbound_tokens: policy['unbound-tokens'] } : {}),
  ...(policy['required-consents'] ? { required_consents_json: sidesJson(policy['required-consents']) } : {}),
})

/** Found by machine, before anybody shares: what the template requires and the connection does not let travel. */
export function alignment(connection: Connection, template: PublishedTemplate): Resource {
  const travels = readJson(dataTypes, connection.data_types_json)
  return {
    type: 'connect/gap',
    id: connection.id,
    attributes: { available: travels, missing: missingByConnection(template.document, travels) },
    relationships: {
      connection: reference('connect/connection', connection.id),
      'inquiry-template': reference('inquiry-template', template.templateId),
    },
  }
}
