import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import type { ApiKey } from '../../store/api-keys.ts'
import { readJson, words } from '../../store/json.ts'
import { type Resource, resourceSchema, time } from '../http/document.ts'
import { API_VERSION } from '../http/version.ts'

const shared = {
  name: z.string(),
  note: z.string().nullable(),
  'api-version': z.string(),
  'api-key-inflection': z.enum(['kebab', 'camel', 'snake']),
  'api-attributes-blocklist': z.array(z.string()),
  permissions: z.array(z.string()),
  'ip-address-allowlist': z.array(z.string()),
  'expires-at': time.nullable(),
  'created-at': time,
}

const type = z.literal('api-key')

export const apiKeySchema = resourceSchema(type, shared, {})

/** The one answer that shows the key itself. */
export const apiKeyWithValueSchema = resourceSchema(type, { ...shared, value: z.string() }, {})

/** A key without its value, which nobody can read again. */
export const apiKeyResource = (key: ApiKey): Resource => ({
  type: 'api-key',
  id: key.id,
  attributes: {
    name: key.name,
    note: key.note,
    'api-version': API_VERSION,
    'api-key-inflection': key.inflection,
    'api-attributes-blocklist': [],
    permissions: readJson(words, key.permissions_json),
    'ip-address-allowlist': readJson(words, key.ip_addresses_json),
    'expires-at': isoOrNull(key.expires_at),
    'created-at': iso(key.created_at),
  },
})
