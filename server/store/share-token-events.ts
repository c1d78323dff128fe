import { recordEvent } from './events.ts'
import type { ShareToken } from './share-tokens.ts'
import type { Db } from './store.ts'

/** Tells both sides what became of a share token, each in its own direction. */
export async function recordOnBothSides(
  tx: Db,
  token: ShareToken,
  what: 'created' | 'redeemed' | 'expired' | 'failed',
  now: number,
  attributes: Record<string, string> = {},
): Promise<void> {
  const object = { type: 'connect/share-token', id: token.id }
  const outbound = { name: `connect/share-token.outbound-${what}`, object, attributes } as const
  const inbound = { name: `connect/share-token.inbound-${what}`, object, attributes } as const
  await recordEvent(tx, { environmentId: token.source_environment_id, ...outbound }, now)
  await recordEvent(tx, { environmentId: token.destination_environment_id, ...inbound }, now)
}
