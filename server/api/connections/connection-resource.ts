import { z } from 'zod'
import { iso } from '../../clock.ts'
import { CONSENT_TIERS } from '../../connect/consent.ts'
import { dataType } from '../../connect/scope.ts'
import type { NamedConnection } from '../../store/connections.ts'
import { dataTypes, readJson, readJsonOrNull, sides, terms } from '../../store/json.ts'
import { creatorOf } from '../creator.ts'
import { type Resource, resourceSchema, time, toOne } from '../http/document.ts'

export const connectionSchema = resourceSchema(
  z.literal('connect/connection'),
  {
    status: z.enum(['pending', 'active', 'inactive']),
    'source-organization-id': z.string(),
    'destination-organization-id': z.string(),
    /** Ours. */
    'source-organization-name': z.string(),
    'destination-organization-name': z.string(),
    'data-types': z.array(dataType),
    'share-url': z.string().nullable(),
    'lowest-consent-tier': z.enum(CONSENT_TIERS),
    'unbound-tokens': z.enum(['allowed', 'refused']),
    'required-consents': sides,
    'source-terms': terms.nullable(),
    'destination-terms': terms.nullable(),
    'created-at': time,
    'updated-at': time,
  },
  { creator: toOne },
)

/** A connection, the same to both of its sides. */
export const connectionResource = (connection: NamedConnection): Resource => ({
  type: 'connect/connection',
  id: connection.id,
  attributes: {
    status: connection.status,
    'source-organization-id': connection.source_organization_id,
    'destination-organization-id': connection.destination_organization_id,
    'source-organization-name': connection.source_organization_name,
    'destination-organization-name': connection.destination_organization_name,
    'data-types': readJson(dataTypes, connection.data_types_json),
    'share-url': connection.share_url,
    'lowest-consent-tier': connection.lowest_tier,
    'unbound-tokens': connection.unbound_tokens,
    'required-consents': readJson(sides, connection.required_consents_json),
    'source-terms': readJsonOrNull(terms, connection.source_terms_json),
    'destination-terms': readJsonOrNull(terms, connection.destination_terms_json),
    'created-at': iso(connection.created_at),
    'updated-at': iso(connection.updated_at),
  },
  relationships: { creator: creatorOf(connection.creator_id) },
})
