import { describe, expect, it } from 'vitest'
import { affected, type Db, transaction } from '../../../server/store/store.ts'
import { openTestStore } from './fixture.ts'

const write = (db: Db, name: string) => db.insertInto('setting').values({ name, value: '' }).execute()

const written = async (db: Db) =>
  (await db.selectFrom('setting').select('name').orderBy('name').execute()).map(({ name }) => name)

describe('a transaction', () => {
  it('keeps everything when its work is done, and answers what the work did', async () => {
    const { db } = await openTestStore()
    const answer = await transaction(db, async tx => {
      await write(tx, 'a')
      await write(tx, 'b')
      return 42
    })
    expect([answer, await written(db)]).toEqual([42, ['a', 'b']])
  })

  // Half of a step is worse than none: whatever throws, however late, nothing of it stays.
  it('keeps nothing where its work throws', async () => {
    const { db } = await openTestStore()
    const working = transaction(db, async tx => {
      await write(tx, 'a')
      await write(tx, 'b')
      throw new Error('later')
    })
    await expect(working).rejects.toThrow('later')
    expect(await written(db)).toEqual([])
  })

  it('keeps nothing where the database refuses the last of its rows', async () => {
    const { db } = await openTestStore()
    const working = transaction(db, async tx => {
      await write(tx, 'a')
      await write(tx, 'a')
    })
    await expect(working).rejects.toThrow(/UNIQUE/i)
    expect(await written(db)).toEqual([])
  })

  // A function that needs a transaction can be called within one: the outer one decides.
  it('within another one is part of it', async () => {
    const { db } = await openTestStore()
    const working = transaction(db, async tx => {
      await transaction(tx, inner => write(inner, 'inner'))
      expect(await written(tx)).toEqual(['inner'])
      throw new Error('outer')
    })
    await expect(working).rejects.toThrow('outer')
    expect(await written(db)).toEqual([])
  })

  it('is not seen by others before it ends', async () => {
    const { db } = await openTestStore()
    const reading: Promise<string[]>[] = []
    await transaction(db, async tx => {
      await write(tx, 'a')
      reading.push(written(db))
      await write(tx, 'b')
    })
    expect([[], ['a', 'b']]).toContainEqual(await reading[0])
  })

  it('leaves the store usable after it failed', async () => {
    const { db } = await openTestStore()
    await expect(transaction(db, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await transaction(db, tx => write(tx, 'a'))
    expect(await written(db)).toEqual(['a'])
  })
})

describe('the number of rows that an update touched', () => {
  it('is counted', async () => {
    const { db } = await openTestStore()
    await write(db, 'a')
    await write(db, 'b')
    const update = (names: string[]) =>
      db.updateTable('setting').set({ value: '1' }).where('name', 'in', names).executeTakeFirst()
    expect(affected(await update(['a', 'b']))).toBe(2)
    expect(affected(await update(['c']))).toBe(0)
    expect(affected(undefined)).toBe(0)
  })
})
