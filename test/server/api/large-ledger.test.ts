import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usageKind } from '../../../server/connect/pricing.ts'
import { newId } from '../../../server/ids.ts'
import { getRedemption } from '../../../server/store/redemptions.ts'
import { insertUsageEntries } from '../../../server/store/usage-entries.ts'
import { share, startServer, type TestServer } from '../harness.ts'
import { priceListRow } from '../prices.ts'

/** Redemptions beside the one that is made for real; each is charged for everything that there is to charge for. */
const REDEMPTIONS = 400
const KINDS = usageKind.options
const ENTRIES = REDEMPTIONS * KINDS.length
const AT_A_TIME = 100

const MONTH = '2026-03'
const FROM = Date.UTC(2026, 2, 1)

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await priceListRow(server.connect.api.store.db, server.sandbox.destination['organization-id'])
  await fillLedger(await share(server))
}, 60_000)
afterAll(() => server.close())

/** Copies a redemption many times over, with entries of other amounts each; written as the engine writes them. */
async function fillLedger({ redemptionId }: { redemptionId: string }): Promise<void> {
  const { db } = server.connect.api.store
  const redemption = await getRedemption(db, redemptionId)
  const token = await db
    .selectFrom('share_token')
    .selectAll()
    .where('id', '=', redemption.share_token_id)
    .executeTakeFirstOrThrow()
  const entry = await db
    .selectFrom('usage_entry')
    .selectAll()
    .where('redemption_id', '=', redemptionId)
    .executeTakeFirstOrThrow()
  for (let at = 0; at < REDEMPTIONS; at += AT_A_TIME) {
    const copies = Array.from({ length: AT_A_TIME }, () => {
      const id = newId('share-token')
      return {
        token: { ...token, id, secret_hash: id },
        redemption: {
          ...redemption,
          id: newId('redemption'),
          share_token_id: id,
          destination_id: newId('inquiry'),
        },
      }
    })
    await db
      .insertInto('share_token')
      .values(copies.map(copy => copy.token))
      .execute()
    await db
      .insertInto('redemption')
      .values(copies.map(copy => copy.redemption))
      .execute()
    const entries = copies.flatMap((copy, of) =>
      KINDS.map((kind, place) => {
        const unit = 1 + ((at + of) % 7) + place
        return {
          ...entry,
          id: newId('usage-entry'),
          verification_id: null,
          redemption_id: copy.redemption.id,
          share_token_id: copy.token.id,
          kind,
          quantity: 1,
          unit_amount: unit,
          amount: unit,
          month: MONTH,
          occurred_at: FROM + at + of,
        }
      }),
    )
    await insertUsageEntries(db, entries)
  }
}

/** The cells of each line, without the header. */
async function inCsv(filter: { month: string }) {
  const text = await (await server.destination.usageEntries.csv({ filter })).text()
  const [header = '', ...lines] = text.split('\r\n').slice(0, -1)
  const names = header.split(',')
  return lines.map(line => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])))
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

describe('a ledger that is read in several parts', () => {
  // Guarantee: none of its lines is left out or told twice, wherever the reading was cut, and they add up to the statement.
  it('is whole as CSV, and adds up to the statement', async () => {
    const lines = await inCsv({ month: MONTH })
    expect(ENTRIES).toBeGreaterThan(2_000)
    expect(new Set(lines.map(({ id }) => id)).size).toBe(ENTRIES)
    expect(lines).toHaveLength(ENTRIES)
    const ids = lines.map(({ id = '' }) => id)
    expect(ids).toEqual([...ids].sort())

    const { data: statement } = await server.destination.statements.retrieve(MONTH)
    const [total] = statement.attributes.totals
    expect(total?.amount).toBe(sum(lines.map(({ amount }) => Number(amount))))
    for (const kind of KINDS) {
      const ofKind = lines.filter(line => line.kind === kind)
      const onStatement = statement.attributes.lines.filter(line => line.kind === kind)
      expect(sum(onStatement.map(({ quantity }) => quantity))).toBe(ofKind.length)
      expect(sum(onStatement.map(({ amount }) => amount))).toBe(
        sum(ofKind.map(({ amount }) => Number(amount))),
      )
    }
  })

  it('is whole page by page', async () => {
    const found: string[] = []
    const all = server.destination.usageEntries.all({ filter: { month: MONTH }, page: { size: 100 } })
    for await (const { id } of all) found.push(id)
    expect(found).toHaveLength(ENTRIES)
    expect(new Set(found).size).toBe(ENTRIES)
  })
})
