import { EVENT_NAMES } from '../../../webhooks/event-names.ts'
import { type Terms, words } from './term.ts'

const EVENTS = ['inquiry.approved', 'connect/share-token.inbound-created']

/** Webhooks and deliveries. */
export const webhooks: Terms = {
  ...words({
    'webhook.api-key-inflection': 'The case of the keys in what the webhook is sent.',
    'webhook.api-version': 'The version of the published API that it speaks.',
    'webhook.description': 'Your own note of what it is for.',
    'webhook.status':
      '`disabled` when it is made, `enabled` while it is told of events, or `archived` for good.',
    'webhook.secrets': 'The secrets that sign now, the newest first: one, or two after a rotation.',
    'webhook-delivery.status':
      '`pending` while it is on its way, `delivered`, or `failed` when no attempt has succeeded: a dead letter.',
    'webhook-delivery.failure-reason': 'Why the last attempt got no answer; null where it got one.',
    'attempts-left': 'How many attempts will be made if none succeeds.',
    'attempts-made': 'How many attempts have been made since it was last asked for.',
    deliveries: 'How many deliveries are made again.',
    'event-types': 'Published: what to include for each type of event.',
    'event-type': 'Published: the type of event.',
    'event-types.relationships': 'Published: what to include.',
    'first-attempted-at': 'When the first attempt was made.',
    'included-allowlist': 'Published; nothing is included here, so it is always answered `include_none`.',
    'last-attempted-at': 'When the last attempt was made.',
    'next-attempt-at': 'When the next attempt is due; null where none is.',
    'payload-filter': 'Published; not here, and always null.',
    'relationship-allowlist': 'Published; events have no relationships here, so it is always `include_none`.',
    'response-status': 'The HTTP status that the last attempt was answered with; null where it was not.',
    'included-allowlist.state': 'Published: what is included.',
    'relationship-allowlist.state': 'Published: whether relationships are sent.',
  }),
  'webhook.api-attributes-blocklist': {
    description:
      'Attributes that are left out of what is sent: by their name, wherever they are, or by their path; `*` stands for any part of a name.',
    example: ['failure-*', '/data/attributes/status'],
  },
  'event-name': { description: 'What happened that it tells of.', example: 'inquiry.completed' },
  'webhook.name': {
    description: 'What the webhook is called.',
    example: 'Backend',
    rule: { pattern: '\\S' },
  },
  'webhook.url': {
    description: 'Where events are sent: an address of the public internet, by https.',
    example: 'https://bank.example/webhooks',
    rule: { format: 'uri', pattern: '^https?:' },
  },
  'webhook.secret': {
    description:
      'The newest secret. Whole, it verifies `Persona-Signature`; as a secret of Standard Webhooks, `webhook-signature`. It is shown once.',
    example: `whsec_${'x7Kq'.repeat(10)}x7I=`,
  },
  'secrets.value': { description: 'The secret.', example: `whsec_${'x7Kq'.repeat(10)}x7I=` },
  'secrets.expires-at': { description: 'Until when it signs; null for the newest.' },
  'enabled-events': {
    description: 'The names of the events that it is told of; `*` for all of them.',
    example: EVENTS,
    rule: { items: { type: 'string', enum: ['*', ...EVENT_NAMES] } },
  },
  'custom-http-headers': {
    description: 'Headers that are sent along, for example `Authorization`. They are never shown again.',
    example: { 'X-API-Key': 'x7Kq' },
  },
}
