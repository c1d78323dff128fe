import { z } from 'zod'
import { eventResource } from '../api/events.ts'
import { inflect } from '../api/http/inflection.ts'
import type { StoredEvent } from '../store/events.ts'
import { readJson, words } from '../store/json.ts'
import type { EnvironmentKind } from '../store/tables/organizations.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import type { WebhookDelivery } from '../store/webhook-deliveries.ts'
import { liveSecrets, unsealOfWebhook, type Webhook } from '../store/webhooks.ts'
import { withoutBlocked } from './blocklist.ts'
import { attemptHeaders } from './schedule.ts'
import type { Message } from './send.ts'
import { signatureHeaders } from './sign.ts'
import { isExempt, type TargetRules } from './target.ts'

const headersSchema = z.record(z.string(), z.string())

export interface ToDeliver {
  event: StoredEvent
  delivery: WebhookDelivery
  webhook: Webhook
  vault: EnvironmentVault
  environmentKind: EnvironmentKind
}

/**
 * What is sent: the event as `GET /events/{id}` shows it, which names its object and its states and holds no value of a
 * person; whoever needs more asks the API, with a key that may. The organization's own headers come first, so that none
 * of ours can be replaced.
 */
export function messageOf(
  { event, delivery, webhook, vault, environmentKind }: ToDeliver,
  rules: TargetRules,
  now: number,
): Message {
  const url = new URL(webhook.url)
  const body = JSON.stringify(inflect({ data: bodyOf(event, webhook) }, webhook.inflection))
  const own = unsealOfWebhook(vault, webhook.id, 'headers', webhook.sealed_headers)
  const timestamp = Math.floor(now / 1000)
  return {
    url,
    body,
    exempt: isExempt(url, environmentKind, rules),
    headers: {
      ...readJson(headersSchema, own),
      ...signatureHeaders({ id: event.id, timestamp, body, secrets: liveSecrets(vault, webhook, now) }),
      ...attemptHeaders(delivery.attempts + 1, delivery.first_attempted_at ?? now),
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      'User-Agent': 'Connect-Webhooks/1',
    },
  }
}

/** The blocklist is for the object that the event is about, not for the event around it. */
function bodyOf(event: StoredEvent, webhook: Webhook): object {
  const resource = eventResource(event)
  const blocklist = readJson(words, webhook.blocklist_json)
  const { payload } = resource.attributes
  return { ...resource, attributes: { ...resource.attributes, payload: withoutBlocked(payload, blocklist) } }
}
