import { recordEvent } from './events.ts'
import { expireOutstanding, overdueShareTokens, type ShareToken } from './share-tokens.ts'
import { type Db, seeBothSides, transaction } from './store.ts'

/** How many tokens whose time has run out are ended in one transaction. */
const AT_ONCE = 100

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

/** Ends every token whose time has run out, of all environments; both sides of each hear of it, once. */
export async function endOverdue(db: Db, now: number): Promise<void> {
  for (;;) {
    const ids = await overdueShareTokens(db, now, AT_ONCE)
    if (ids.length === 0) return
    await transaction(db, async tx => {
      for (const tokenId of ids) await endOutstanding(tx, { tokenId }, now)
    })
  }
}
