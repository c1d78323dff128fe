import { createHmac } from 'node:crypto'
import { signBody } from '../signature.ts'
import { standardKeyOf } from './secret.ts'

export interface ToSign {
  /** What a receiver tells repetitions by: the event's identifier. */
  id: string
  /** Seconds since the epoch. */
  timestamp: number
  body: string
  /** The newest first; two while a rotation is under way. */
  secrets: readonly string[]
}

/**
 * The headers that prove where a webhook comes from, by both schemes.
 *
 * Published: `Persona-Signature` is `t=…,v1=…` for each secret, separated by a space, where v1 is the HMAC-SHA256 of
 * `timestamp.body` under the whole secret, in hex. Standard Webhooks: `webhook-signature` is `v1,…` for each secret,
 * separated by a space: the HMAC-SHA256 of `id.timestamp.body` under the secret's bytes, in base64.
 */
export function signatureHeaders({ id, timestamp, body, secrets }: ToSign): Record<string, string> {
  const published = secrets.map(secret => signBody(secret, body, timestamp * 1000))
  const standard = secrets.map(secret => {
    const mac = createHmac('sha256', standardKeyOf(secret)).update(`${id}.${timestamp}.${body}`)
    return `v1,${mac.digest('base64')}`
  })
  return {
    'Persona-Signature': published.join(' '),
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': standard.join(' '),
  }
}
