import { recordEvent } from './events.ts'
import { expireOutstanding, type ShareToken } from './share-tokens.ts'
import { type Db, seeBothSides } from './store.ts'

/** Tells both sides what became of a share token, each in its own direction. */
export async function recordOnBothSides(
  tx: Db,
  token: ShareToken,
  what: 'created' | 'redeemed' | 'expired' | 'failed',
  now: number,
  attributes: Record<string, string> = {},
): Promise<void> {
  await seeBothSides(tx, token.connection_id)
  const object = { type: 'connect/share-token', id: token.id }
  const outbound = { name: `connect/share-token.outbound-${what}`, object, attributes } as const
  const inbound = { name: `connect/share-token.inbound-${what}`, object, attributes } as const
  await recordEvent(tx, { environmentId: token.source_environment_id, ...outbound }, now)
  await recordEvent(tx, { environmentId: token.destination_environment_id, ...inbound }, now)
}

/**
 * Ends the tokens that nobody has redeemed yet: one, those of a connection, or those that stand on a consent record.
 * Both sides of each hear of it. How many there were.
 */
export async function endOutstanding(
  tx: Db,
  which: Parameters<typeof expireOutstanding>[1],
  now: number,
): Promise<number> {
  const ended = await expireOutstanding(tx, which, now)
  for (const token of ended) await recordOnBothSides(tx, token, 'expired', now)
  return ended.length
}
