import { describe, expect, it } from 'vitest'
import { endOverdue } from '../../../server/store/share-token-events.ts'
import { overdueShareTokens } from '../../../server/store/share-tokens.ts'
import { NOW, openTestStore } from './fixture.ts'
import { connectionRow, shareTokenRow } from './rows.ts'

/** A token that ends at NOW + 1, beside one that ends later. */
async function withOverdue() {
  const store = await openTestStore()
  const { db, source, destination } = store
  const connection = await connectionRow(db, source, destination)
  const { id } = await shareTokenRow(db, connection, { expires_at: NOW + 1 })
  const later = await shareTokenRow(db, connection, { expires_at: NOW + 2 })
  const told = async () => {
    const events = await db.selectFrom('event').select(['name', 'environment_id', 'object_id']).execute()
    return events.map(event => [event.object_id, event.environment_id, event.name]).sort()
  }
  const expired = (tokenId: string) => [
    [tokenId, source.environmentId, 'connect/share-token.outbound-expired'],
    [tokenId, destination.environmentId, 'connect/share-token.inbound-expired'],
  ]
  return { ...store, connection, id, later: later.id, told, expired }
}

describe('share tokens whose time has run out', () => {
  it('are found from that moment on, the longest overdue first, and no more than asked', async () => {
    const { db, id, later } = await withOverdue()
    expect(await overdueShareTokens(db, NOW, 10)).toEqual([])
    expect(await overdueShareTokens(db, NOW + 1, 10)).toEqual([id])
    expect(await overdueShareTokens(db, NOW + 2, 10)).toEqual([id, later])
    expect(await overdueShareTokens(db, NOW + 2, 1)).toEqual([id])
  })

  it.each(['pending', 'redeemed', 'failed', 'expired'] as const)(
    'are left alone where they are %s',
    async status => {
      const { db, id, told } = await withOverdue()
      await db.updateTable('share_token').set({ status }).where('id', '=', id).execute()
      await endOverdue(db, NOW + 1)
      expect(await told()).toEqual([])
    },
  )

  // Guarantee: each side hears of it once, whoever looks at the same time.
  it('are ended, and both sides hear of it once', async () => {
    const { db, id, told, expired } = await withOverdue()
    await Promise.all([endOverdue(db, NOW + 1), endOverdue(db, NOW + 1)])
    expect(await told()).toEqual(expired(id).sort())
    const { status } = await db
      .selectFrom('share_token')
      .select('status')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(status).toBe('expired')
    await endOverdue(db, NOW + 1)
    expect(await told()).toHaveLength(2)
  })

  it('are ended however many there are', async () => {
    const { db, connection, told } = await withOverdue()
    for (let n = 0; n < 250; n += 1) await shareTokenRow(db, connection, { expires_at: NOW + 1 })
    await endOverdue(db, NOW + 1)
    expect(await told()).toHaveLength(2 * 251)
  })
})
