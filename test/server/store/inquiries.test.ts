import { describe, expect, it, onTestFinished } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { insertAccount } from '../../../server/store/accounts.ts'
import { insertDocument } from '../../../server/store/documents.ts'
import { putFields } from '../../../server/store/fields.ts'
import {
  findInquiry,
  holdingsOf,
  inquiriesOfAccount,
  listInquiries,
  moveInquiry,
  setInquiryStatus,
  updateInquiry,
} from '../../../server/store/inquiries.ts'
import { NOW, openTestStore } from './fixture.ts'
import { inquiryRow } from './rows.ts'

const page = { size: 10, cursor: null }

describe('an inquiry', () => {
  it('begins as created, with nothing behind it', async () => {
    const { db, destination } = await openTestStore()
    const id = await inquiryRow(db, destination, { reference_id: 'customer-1' })
    expect(await findInquiry(db, destination.environmentId, id)).toMatchObject({
      id,
      status: 'created',
      reference_id: 'customer-1',
      created_at: NOW,
      updated_at: NOW,
      started_at: null,
      completed_at: null,
      redacted_at: null,
    })
  })

  it('moves on in its own environment only', async () => {
    const { db, source, destination } = await openTestStore()
    const id = await inquiryRow(db, destination)
    const [theirs, ours] = [source.environmentId, destination.environmentId]
    await setInquiryStatus(db, theirs, id, 'approved', { updated_at: NOW + 1 })
    expect(await findInquiry(db, ours, id)).toMatchObject({ status: 'created', updated_at: NOW })
    await setInquiryStatus(db, ours, id, 'pending', { updated_at: NOW + 1, started_at: NOW + 1 })
    expect(await findInquiry(db, ours, id)).toMatchObject({ status: 'pending', started_at: NOW + 1 })
  })

  it('is not found or listed by another environment', async () => {
    const { db, source, destination } = await openTestStore()
    const ids = [await inquiryRow(db, destination), await inquiryRow(db, destination)]
    for (const id of ids) {
      expect((await findInquiry(db, destination.environmentId, id))?.id).toBe(id)
      expect(await findInquiry(db, source.environmentId, id)).toBeUndefined()
    }
    expect((await listInquiries(db, source.environmentId, { ids }, page)).rows).toEqual([])
  })

  it('is listed by id, status and reference, newest first', async () => {
    const { db, destination } = await openTestStore()
    const first = await inquiryRow(db, destination, { reference_id: 'a' })
    const second = await inquiryRow(db, destination, { reference_id: 'b', note: 'VIP' })
    const third = await inquiryRow(db, destination, { reference_id: 'a' })
    const { environmentId } = destination
    await setInquiryStatus(db, environmentId, second, 'pending', { updated_at: NOW })
    const list = async (filter: Parameters<typeof listInquiries>[2]) =>
      (await listInquiries(db, environmentId, filter, page)).rows.map(({ id }) => id)
    expect(await list({})).toEqual([third, second, first])
    expect(await list({ referenceId: 'a' })).toEqual([third, first])
    expect(await list({ statuses: ['pending'] })).toEqual([second])
    expect(await list({ ids: [first, second] })).toEqual([second, first])
    expect(await list({ ids: [first, second], referenceId: 'a' })).toEqual([first])
    expect(await list({ referenceId: '' })).toEqual([])
    expect(await list({ note: 'VIP' })).toEqual([second])
    const template = (await findInquiry(db, environmentId, first))?.template_id ?? ''
    expect(await list({ templateIds: [template] })).toEqual([first])
    expect(await list({ createdFrom: NOW, createdTo: NOW })).toEqual([third, second, first])
    expect(await list({ createdFrom: NOW + 1 })).toEqual([])
    expect(await list({ createdTo: NOW - 1 })).toEqual([])
  })
})

/** An inquiry of the destination's, beside another one, which no test ever changes. */
async function withInquiry() {
  const store = await openTestStore()
  const { db, source, destination } = store
  const read = (id: string) => findInquiry(db, destination.environmentId, id)
  const bystander = await inquiryRow(db, destination)
  const before = await read(bystander)
  onTestFinished(async () => expect(await read(bystander)).toEqual(before))
  const id = await inquiryRow(db, destination)
  const ours = { id, environment_id: destination.environmentId }
  return { ...store, ours, theirs: { id, environment_id: source.environmentId }, read: () => read(id) }
}

describe('moving an inquiry on', () => {
  const start = { from: ['created'], to: 'pending' } as const
  const change = { started_at: NOW + 1, updated_at: NOW + 1 }

  it('happens once for two that ask at the same time', async () => {
    const { db, ours, read } = await withInquiry()
    const moves = await Promise.all([
      moveInquiry(db, ours, start, change),
      moveInquiry(db, ours, start, change),
    ])
    expect(moves.sort()).toEqual([false, true])
    expect(await read()).toMatchObject({ status: 'pending', started_at: NOW + 1 })
  })

  it('does not happen from another status, by another environment, or once it is redacted', async () => {
    const { db, ours, theirs, read } = await withInquiry()
    const before = await read()
    expect(await moveInquiry(db, theirs, start, change)).toBe(false)
    expect(await moveInquiry(db, ours, { from: ['expired'], to: 'pending' }, change)).toBe(false)
    expect(await read()).toEqual(before)
    await updateInquiry(db, ours, { redacted_at: NOW, updated_at: NOW })
    expect(await moveInquiry(db, ours, start, change)).toBe(false)
    expect(await read()).toMatchObject({ status: 'created' })
  })
})

describe('what an organization says of an inquiry', () => {
  it('is changed by that organization alone, and the status stays', async () => {
    const { db, ours, theirs, read } = await withInquiry()
    const before = await read()
    await updateInquiry(db, theirs, { note: 'Stolen', updated_at: NOW + 1 })
    expect(await read()).toEqual(before)
    await updateInquiry(db, ours, { note: 'VIP', updated_at: NOW + 1 })
    expect(await read()).toEqual({ ...before, note: 'VIP', updated_at: NOW + 1 })
  })
})

describe('the inquiries of an account', () => {
  it('are those of that account in that environment', async () => {
    const { db, source, destination, ours } = await withInquiry()
    const account = { id: newId('account'), environment_id: ours.environment_id, reference_id: 'customer-1' }
    const times = { created_at: NOW, updated_at: NOW, redacted_at: null }
    await insertAccount(db, { ...account, status: 'active', tags_json: '[]', ...times })
    await db.updateTable('inquiry').set({ account_id: account.id }).where('id', '=', ours.id).execute()
    const idsOf = async (environmentId: string) => [
      (await inquiriesOfAccount(db, environmentId, account.id)).map(({ id }) => id),
      (await listInquiries(db, environmentId, { accountIds: [account.id] }, page)).rows.map(({ id }) => id),
    ]
    expect(await idsOf(destination.environmentId)).toEqual([[ours.id], [ours.id]])
    expect(await idsOf(source.environmentId)).toEqual([[], []])
    expect(await inquiriesOfAccount(db, destination.environmentId, 'act_none')).toEqual([])
  })
})

describe('what an inquiry holds', () => {
  it('is said by the names of its fields and the kinds of its documents', async () => {
    const { db, source, destination } = await openTestStore()
    const [id, other] = [await inquiryRow(db, destination), await inquiryRow(db, destination)]
    const document = { id: newId('document'), inquiryId: id, kind: 'government-id', attributes: {} }
    await insertDocument(db, destination.vault, document, NOW)
    await putFields(db, destination.vault, id, new Map([['name-first', 'Elsa']]))
    expect(await holdingsOf(db, destination.environmentId, id)).toEqual({
      fields: new Set(['name-first']),
      documents: new Set(['government-id']),
    })
    const nothing = { fields: new Set(), documents: new Set() }
    expect(await holdingsOf(db, destination.environmentId, other)).toEqual(nothing)
    expect(await holdingsOf(db, source.environmentId, id)).toEqual(nothing)
  })
})
