import { describe, expect, it } from 'vitest'
import { type Db, transaction } from '../../../server/store/store.ts'
import { openTestStore } from './fixture.ts'

const names = async (db: Db) =>
  (await db.selectFrom('setting').select('name').execute()).map(({ name }) => name)

describe('transactions at the same time', () => {
  // Guarantee: each sees the store as if no other ran. Of those that write only where nothing is there, one writes,
  // although they write different rows, so that no row and no lock stands between them.
  it('let one write that looks first', async () => {
    const { db } = await openTestStore()
    const writing = Array.from({ length: 12 }, (_, index) =>
      transaction(db, async tx => {
        if ((await names(tx)).length > 0) return false
        await tx
          .insertInto('setting')
          .values({ name: `writer-${index}`, value: '' })
          .execute()
        return true
      }),
    )
    expect((await Promise.all(writing)).filter(wrote => wrote)).toHaveLength(1)
    expect(await names(db)).toHaveLength(1)
  })

  // Guarantee: of many that begin at the same moment each comes to its turn; they do not spoil each other's tries until
  // their time is over.
  it('are each tried a few times at most, however many there are', async () => {
    const { db } = await openTestStore()
    const many = 100
    let tries = 0
    const adding = Array.from({ length: many }, (_, index) =>
      transaction(db, async tx => {
        tries += 1
        const seen = await names(tx)
        await tx
          .insertInto('setting')
          .values({ name: `writer-${index}`, value: String(seen.length) })
          .execute()
      }),
    )
    await Promise.all(adding)
    expect(await names(db)).toHaveLength(many)
    expect(tries / many).toBeLessThan(3)
  })

  it('each count on from the one before', async () => {
    const { db } = await openTestStore()
    await db.insertInto('setting').values({ name: 'count', value: '0' }).execute()
    const counting = Array.from({ length: 20 }, () =>
      transaction(db, async tx => {
        const { value } = await tx.selectFrom('setting').select('value').executeTakeFirstOrThrow()
        await tx
          .updateTable('setting')
          .set({ value: String(Number(value) + 1) })
          .execute()
      }),
    )
    await Promise.all(counting)
    expect(await db.selectFrom('setting').select('value').execute()).toEqual([{ value: '20' }])
  })
})
