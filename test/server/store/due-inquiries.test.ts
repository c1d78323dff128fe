import { describe, expect, it } from 'vitest'
import { INQUIRY_STATUSES, isOpen } from '../../../server/connect/inquiry.ts'
import { dueInquiries, expireDueInquiry } from '../../../server/store/due-inquiries.ts'
import { findInquiry, setInquiryStatus, updateInquiry } from '../../../server/store/inquiries.ts'
import { NOW, openTestStore } from './fixture.ts'
import { inquiryRow } from './rows.ts'

describe('inquiries whose time is over', () => {
  /** One of the destination's that expires at NOW + 1; another environment has one too. */
  async function withDue() {
    const store = await openTestStore()
    const { db, source, destination } = store
    const change = { expires_at: NOW + 1 }
    const theirs = await inquiryRow(db, source, change)
    const id = await inquiryRow(db, destination, change)
    await inquiryRow(db, destination)
    const idsAt = async (now: number, environmentId?: string, limit = 10) =>
      (await dueInquiries(db, now, limit, environmentId)).map(row => row.id)
    return { ...store, id, theirs, idsAt, ours: { id, environment_id: destination.environmentId } }
  }

  it('are found from that moment on, of one environment or of all, and no more than asked', async () => {
    const { destination, source, id, theirs, idsAt } = await withDue()
    expect(await idsAt(NOW)).toEqual([])
    expect(await idsAt(NOW + 1, destination.environmentId)).toEqual([id])
    expect(await idsAt(NOW + 1, source.environmentId)).toEqual([theirs])
    expect((await idsAt(NOW + 1)).sort()).toEqual([id, theirs].sort())
    expect(await idsAt(NOW + 1, undefined, 1)).toHaveLength(1)
  })

  it('are found only while they are open and hold something', async () => {
    const { db, destination, id, idsAt } = await withDue()
    const { environmentId } = destination
    for (const status of INQUIRY_STATUSES) {
      await setInquiryStatus(db, environmentId, id, status, { updated_at: NOW })
      expect(await idsAt(NOW + 1, environmentId), status).toEqual(isOpen(status) ? [id] : [])
    }
    await setInquiryStatus(db, environmentId, id, 'pending', { updated_at: NOW })
    await updateInquiry(db, { id, environment_id: environmentId }, { redacted_at: NOW, updated_at: NOW })
    expect(await idsAt(NOW + 1, environmentId)).toEqual([])
  })

  // Looking and expiring are two steps: what happens between them counts.
  it('are expired as of then, once, and only if that is still so', async () => {
    const { db, destination, ours, id } = await withDue()
    const read = () => findInquiry(db, destination.environmentId, id)
    expect(await expireDueInquiry(db, ours, NOW)).toBe(false)
    await setInquiryStatus(db, ours.environment_id, id, 'pending', { updated_at: NOW, expires_at: NOW + 9 })
    expect(await expireDueInquiry(db, ours, NOW + 8)).toBe(false)
    const both = await Promise.all([
      expireDueInquiry(db, ours, NOW + 20),
      expireDueInquiry(db, ours, NOW + 20),
    ])
    expect(both.sort()).toEqual([false, true])
    expect(await read()).toMatchObject({ status: 'expired', expired_at: NOW + 9, updated_at: NOW + 20 })
  })
})
