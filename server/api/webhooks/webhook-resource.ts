import { z } from 'zod'
import { iso } from '../../clock.ts'
import { readJson, words } from '../../store/json.ts'
import type { Webhook } from '../../store/webhooks.ts'
import { type Resource, resourceSchema, time } from '../http/document.ts'
import { API_VERSION } from '../http/version.ts'

export const webhookStatus = z.enum(['disabled', 'enabled', 'archived'])

const none = z.strictObject({ state: z.literal('include_none') })

const shared = {
  status: webhookStatus,
  name: z.string(),
  description: z.string().nullable(),
  url: z.string(),
  'api-version': z.string(),
  'api-key-inflection': z.enum(['kebab', 'camel', 'snake']),
  'api-attributes-blocklist': z.array(z.string()),
  'file-access-token-expires-in': z.int(),
  'enabled-events': z.array(z.string()),
  'payload-filter': z.null(),
  'included-allowlist': none,
  'relationship-allowlist': none,
  'created-at': time,
}

const type = z.literal('webhook')

export const webhookSchema = resourceSchema(type, shared, {})

const secret = z.strictObject({ value: z.string(), 'expires-at': time.nullable() })

/** The answers that show the secrets. */
export const webhookWithSecretSchema = resourceSchema(
  type,
  { ...shared, secret: z.string(), secrets: z.array(secret) },
  {},
)

/** A webhook without its secrets, which nobody can read again, and without its headers, which may hold some. */
export const webhookResource = (webhook: Webhook): Resource => ({
  type: 'webhook',
  id: webhook.id,
  attributes: {
    status: webhook.status,
    name: webhook.name,
    description: webhook.description,
    url: webhook.url,
    'api-version': API_VERSION,
    'api-key-inflection': webhook.inflection,
    'api-attributes-blocklist': readJson(words, webhook.blocklist_json),
    'file-access-token-expires-in': webhook.file_access_seconds,
    'enabled-events': readJson(words, webhook.enabled_events_json),
    'payload-filter': null,
    // What is in effect: a webhook names the object that changed, and carries no other.
    'included-allowlist': { state: 'include_none' },
    'relationship-allowlist': { state: 'include_none' },
    'created-at': iso(webhook.created_at),
  },
})

/** With the secrets that sign now, the newest first. */
export function webhookWithSecrets(webhook: Webhook, secrets: readonly string[]): Resource {
  const shown = webhookResource(webhook)
  const until = webhook.previous_secret_expires_at
  const list = secrets.map((value, index) => ({
    value,
    'expires-at': index === 0 || until === null ? null : iso(until),
  }))
  return { ...shown, attributes: { ...shown.attributes, secret: secrets[0], secrets: list } }
}
