import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listPriceLists, type PriceList, priceListAt } from '../../../server/store/price-lists.ts'
import { isPostgres } from '../database.ts'
import { priceListRow } from '../prices.ts'
import { asOwner, insertSide, NOW, openTestStore } from './fixture.ts'

const PAGE = { size: 100, cursor: null }

describe('price lists', () => {
  // Guarantee: at any moment the newest list that has begun holds, an organization's own before everybody's.
  it('hold from their date on, and never before', { timeout: 60_000 }, async () => {
    const { db, vault } = await openTestStore()
    const everybodys: PriceList[] = []
    const list = fc.record({
      isOwn: fc.boolean(),
      effective_from: fc.integer({ min: NOW, max: NOW + 20 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(list, { maxLength: 8 }), async lists => {
        const { organizationId } = await insertSide(db, vault)
        const other = await insertSide(db, vault)
        const own: PriceList[] = []
        for (const [index, { isOwn, effective_from }] of lists.entries()) {
          const change = { effective_from, created_at: NOW + index }
          await priceListRow(db, other.organizationId, change)
          if (isOwn) own.push(await priceListRow(db, organizationId, change))
          else
            everybodys.push(await priceListRow(db, null, { ...change, created_at: NOW + everybodys.length }))
        }
        for (let at = NOW - 1; at <= NOW + 21; at += 1) {
          const begun = (all: PriceList[]) =>
            all
              .filter(one => one.effective_from <= at)
              .sort((a, b) => a.effective_from - b.effective_from || a.created_at - b.created_at)
              .at(-1)
          const found = await priceListAt(db, organizationId, at)
          const wanted = begun(own) ?? begun(everybodys)
          if (wanted) expect(found.id, `${at - NOW}`).toBe(wanted.id)
          else expect(found).toMatchObject({ organization_id: null, effective_from: 0 })
        }
      }),
      { numRuns: 6 },
    )
  })

  it('are free of charge where nobody has said anything', async () => {
    const { db, source } = await openTestStore()
    const { rates, currency } = await priceListAt(db, source.organizationId, 0)
    expect([currency, Object.values(rates)]).toEqual(['USD', [0, 0, 0, 0, 0, 0, 0]])
  })

  // Guarantee: not even the owner of the tables changes or removes a list, or an entry.
  it('are never changed', async () => {
    const opened = await openTestStore()
    const owner = asOwner(opened)
    await priceListRow(opened.db, opened.source.organizationId)
    await expect(owner.updateTable('price_list').set({ currency: 'JPY' }).execute()).rejects.toThrow(
      'price lists are append-only',
    )
    await expect(owner.deleteFrom('price_list').execute()).rejects.toThrow('price lists are append-only')
  })
})

describe.runIf(isPostgres)('the wall around price lists', () => {
  // Guarantee: nobody sees what another organization pays, and nobody but the server writes prices.
  it('shows each its own and everybody’s', async () => {
    const { store, db, source, destination } = await openTestStore()
    const mine = await priceListRow(db, source.organizationId)
    await priceListRow(db, destination.organizationId)
    const within = store.within([source.environmentId])
    const rows = await within.selectFrom('price_list').select(['id', 'organization_id']).execute()
    expect(rows.filter(row => row.organization_id !== null).map(row => row.id)).toEqual([mine.id])
    expect(rows).toHaveLength(2)
    expect((await listPriceLists(within, destination.organizationId, PAGE)).rows).toHaveLength(1)
    await expect(priceListRow(within, source.organizationId)).rejects.toThrow('row-level security')
  })
})
