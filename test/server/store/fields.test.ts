import { describe, expect, it } from 'vitest'
import { countFields, listFields, putFields, readFields, removeFields } from '../../../server/store/fields.ts'
import { SealBroken } from '../../../server/store/seal.ts'
import { openTestStore } from './fixture.ts'
import { connectionRow, inquiryRow, sessionRow } from './rows.ts'

/** Two inquiries of the destination's, and how their fields are written and read. */
async function withInquiries() {
  const store = await openTestStore()
  const { db, destination } = store
  const ids = [await inquiryRow(db, destination), await inquiryRow(db, destination)] as const
  const put = (id: string, fields: Record<string, string>) =>
    putFields(db, destination.vault, id, new Map(Object.entries(fields)))
  const read = async (id: string) => Object.fromEntries(await readFields(db, destination.vault, id))
  return { ...store, ids, put, read }
}

describe('fields', () => {
  it('are read as they were written', async () => {
    const { ids, put, read } = await withInquiries()
    const fields = { 'name-first': 'Žofie', 'name-last': 'Светлоречки', birthdate: '1991-04-17', note: '🛂' }
    await put(ids[0], fields)
    expect(await read(ids[0])).toEqual(fields)
  })

  it('replace the value of a field that is there, and keep the others', async () => {
    const { ids, put, read } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa', 'name-last': 'Norrvinge' })
    await put(ids[0], { 'name-last': 'Lind' })
    await put(ids[0], {})
    expect(await read(ids[0])).toEqual({ 'name-first': 'Elsa', 'name-last': 'Lind' })
  })

  it('belong to their owner alone', async () => {
    const { ids, put, read } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa' })
    await put(ids[1], { 'name-first': 'Jonas' })
    expect([await read(ids[0]), await read(ids[1])]).toEqual([
      { 'name-first': 'Elsa' },
      { 'name-first': 'Jonas' },
    ])
  })

  it('are counted', async () => {
    const { db, source, destination, ids, put } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa', 'name-last': 'Norrvinge' })
    await put(ids[1], { 'name-first': 'Jonas' })
    expect(await countFields(db, destination.environmentId, ids[0])).toBe(2)
    expect(await countFields(db, source.environmentId, ids[0])).toBe(0)
  })

  it('are taken away by name, and nothing else is', async () => {
    const { db, destination, ids, put, read } = await withInquiries()
    for (const id of ids) await put(id, { 'name-first': 'Elsa', 'name-last': 'Norrvinge' })
    await removeFields(db, destination.environmentId, ids[0], ['name-last', 'birthdate'])
    await removeFields(db, destination.environmentId, ids[0], [])
    expect(await read(ids[0])).toEqual({ 'name-first': 'Elsa' })
    expect(await read(ids[1])).toEqual({ 'name-first': 'Elsa', 'name-last': 'Norrvinge' })
  })
})

describe('fields and another environment that knows their owner', () => {
  // Tenancy holds in each statement, whatever was checked before it.
  it('are not read by it', async () => {
    const { db, source, ids, put, read } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa' })
    expect(await read(ids[0])).toEqual({ 'name-first': 'Elsa' })
    expect((await readFields(db, source.vault, ids[0])).size).toBe(0)
  })

  it('are not taken away by it', async () => {
    const { db, source, ids, put, read } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa' })
    await removeFields(db, source.environmentId, ids[0], ['name-first'])
    expect(await read(ids[0])).toEqual({ 'name-first': 'Elsa' })
  })

  // Refused or without effect: either will do, as long as the value stays.
  it('are not replaced by it', async () => {
    const { db, source, ids, put, read } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa' })
    await putFields(db, source.vault, ids[0], new Map([['name-first', 'Mallory']])).catch(() => {})
    expect(await read(ids[0])).toEqual({ 'name-first': 'Elsa' })
  })
})

describe('a field that was moved', () => {
  // A ciphertext is bound to its row and column: it is nobody else's value, and no other one of the same person.
  it('to another owner does not open', async () => {
    const { db, ids, put, read } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa' })
    await db.updateTable('field').set({ owner_id: ids[1] }).execute()
    await expect(read(ids[1])).rejects.toThrow(SealBroken)
  })

  it('to another name does not open', async () => {
    const { db, ids, put, read } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa' })
    await db.updateTable('field').set({ name: 'name-last' }).execute()
    await expect(read(ids[0])).rejects.toThrow(SealBroken)
  })

  it('to another environment does not open', async () => {
    const { db, source, ids, put } = await withInquiries()
    await put(ids[0], { 'name-first': 'Elsa' })
    await db.updateTable('field').set({ environment_id: source.environmentId }).execute()
    await expect(readFields(db, source.vault, ids[0])).rejects.toThrow(SealBroken)
  })
})

describe('a field that a person gave in a session', () => {
  // Who brought a value decides who may replace it.
  it('says so, until somebody else writes over it', async () => {
    const { db, source, destination, ids, put } = await withInquiries()
    const session = await sessionRow(db, destination, await connectionRow(db, source, destination))
    const origins = async (environmentId: string) => listFields(db, environmentId, ids[0])
    await put(ids[0], { 'name-first': 'Elsa' })
    await putFields(db, destination.vault, ids[0], new Map([['name-last', 'Lind']]), session.id)
    expect(await origins(destination.environmentId)).toEqual([
      { name: 'name-first', session_id: null },
      { name: 'name-last', session_id: session.id },
    ])
    expect(await origins(source.environmentId)).toEqual([])
    await put(ids[0], { 'name-last': 'Norrvinge' })
    expect(await origins(destination.environmentId)).toContainEqual({ name: 'name-last', session_id: null })
  })

  it('names a session that there is', async () => {
    const { db, destination, ids } = await withInquiries()
    const putting = putFields(db, destination.vault, ids[0], new Map([['name-last', 'Lind']]), 'cses_none')
    await expect(putting).rejects.toThrow(/FOREIGN KEY/i)
  })
})
