import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { outlivedInquiries, outlivedInquiry } from '../../../server/store/retained-inquiries.ts'
import type { InquiryTable } from '../../../server/store/tables/inquiries.ts'
import { asOwner, migrateAgain, NOW, openTestStore } from './fixture.ts'
import { inquiryRow, templateRow } from './rows.ts'

const DAY = 86_400_000

/** An inquiry that is kept for two days after it ended at {@link NOW}. */
async function withEnded() {
  const store = await openTestStore()
  const { db, destination } = store
  const id = await inquiryRow(db, destination, { retention_days: 2 })
  const set = (change: Partial<InquiryTable>) =>
    db.updateTable('inquiry').set(change).where('id', '=', id).execute()
  await set({ status: 'completed', completed_at: NOW })
  const idsAt = (now: number, skip = 0, limit = 10) => outlivedInquiries(db, now, { skip, limit })
  return { ...store, id, set, idsAt }
}

describe('inquiries that their template keeps no longer', () => {
  // Guarantee: to the millisecond, whichever way it ended.
  it.each([
    ['completed', 'completed_at'],
    ['failed', 'failed_at'],
    ['expired', 'expired_at'],
    ['needs_review', 'marked_for_review_at'],
    ['approved', 'decisioned_at'],
    ['declined', 'decisioned_at'],
  ] as const)('are found so many days after they were %s', async (status, time) => {
    const { db, id, set, idsAt } = await withEnded()
    await set({ completed_at: null, status, [time]: NOW })
    expect(await idsAt(NOW + 2 * DAY - 1)).toEqual([])
    expect(await outlivedInquiry(db, NOW + 2 * DAY - 1, id)).toBeUndefined()
    expect(await idsAt(NOW + 2 * DAY)).toEqual([id])
    expect(await outlivedInquiry(db, NOW + 2 * DAY, id)).toMatchObject({ id, status })
  })

  // Guarantee: a reviewer who takes their time does not keep a person's data for longer than the person was told.
  it.each([
    ['approved', { marked_for_review_at: NOW + DAY, decisioned_at: NOW + 2 * DAY - 1 }],
    ['needs_review', { marked_for_review_at: NOW + DAY }],
  ])('are found by when the person had finished, and not by when they were %s', async (status, later) => {
    const { id, set, idsAt } = await withEnded()
    await set({ status, ...later })
    expect(await idsAt(NOW + 2 * DAY - 1)).toEqual([])
    expect(await idsAt(NOW + 2 * DAY)).toEqual([id])
  })

  it.each(['created', 'pending'])(
    'are not found while they are %s, whatever they have been',
    async status => {
      const { set, idsAt } = await withEnded()
      await set({ status })
      expect(await idsAt(NOW + 1_000 * DAY)).toEqual([])
    },
  )

  it('are not found where they have been redacted, or no time was told', async () => {
    const { db, destination, id, set, idsAt } = await withEnded()
    const kept = await inquiryRow(db, destination)
    const ended = { status: 'completed', completed_at: NOW }
    await db.updateTable('inquiry').set(ended).where('id', '=', kept).execute()
    expect(await idsAt(NOW + 1_000 * DAY)).toEqual([id])
    await set({ redacted_at: NOW })
    expect(await idsAt(NOW + 1_000 * DAY)).toEqual([])
    expect(await outlivedInquiry(db, NOW + 1_000 * DAY, id)).toBeUndefined()
  })

  it('are found of every environment, the longest overdue first, some of them left out, and no more than asked', async () => {
    const { db, source, id, idsAt } = await withEnded()
    const theirs = await inquiryRow(db, source, { retention_days: 1 })
    const ended = { status: 'failed', failed_at: NOW }
    await db.updateTable('inquiry').set(ended).where('id', '=', theirs).execute()
    const now = NOW + 3 * DAY
    expect(await idsAt(now)).toEqual([theirs, id])
    expect(await idsAt(now, 0, 1)).toEqual([theirs])
    expect(await idsAt(now, 1)).toEqual([id])
    expect(await idsAt(now, 2)).toEqual([])
  })
})

describe('a database that is older than retention', () => {
  // Guarantee: what a person was told before counts as well.
  it('keeps inquiries for as long as their templates have said all along', async () => {
    const store = await withEnded()
    const { db, destination, id, idsAt } = store
    const owner = asOwner(store)
    const template = await templateRow(db, destination)
    const document_json = JSON.stringify({ ...template.document, 'retention-days': 2 })
    await db
      .updateTable('inquiry_template_version')
      .set({ document_json })
      .where('id', '=', template.versionId)
      .execute()
    await db.updateTable('inquiry').set({ template_version_id: template.versionId }).execute()
    await sql.raw('drop index inquiry_outlived').execute(owner)
    await sql.raw('alter table inquiry drop column retention_days').execute(owner)
    await sql`delete from kysely_migration where name = '0017-retention'`.execute(owner)
    await migrateAgain(store)
    expect(await idsAt(NOW + 2 * DAY - 1)).toEqual([])
    expect(await idsAt(NOW + 2 * DAY)).toEqual([id])
  })
})
