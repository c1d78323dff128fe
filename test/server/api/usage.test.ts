import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiError } from '../../../client/api-error.ts'
import { bankStandard, bankStrict } from '../../../demo/sandbox/templates.ts'
import { systemClock } from '../../../server/clock.ts'
import { awaitInput, BILL, giveForm } from '../awaiting.ts'
import { attributes, followToEnd, mint, share, startServer, type TestServer } from '../harness.ts'
import { priceListRow, RATES } from '../prices.ts'
import { cloneOf, create, keyWith, shareAndRedeem } from './backend.ts'

type UsageEntry = Awaited<ReturnType<TestServer['destination']['usageEntries']['retrieve']>>['data']

let server: TestServer
let aheadMs = 0
/** No two readings of the server's clock say the same: what happens at one time has one reading. */
let readings = 0
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + aheadMs + readings++ })
  await priceListRow(server.connect.api.store.db, server.sandbox.destination['organization-id'])
})
afterAll(() => server.close())

/** What was charged for a redemption: kinds and amounts. */
async function chargedFor(redemptionId: string) {
  const { data } = await server.destination.usageEntries.list({ filter: { 'redemption-id': redemptionId } })
  return data.map(({ attributes: { kind, amount, currency } }) => `${kind} ${amount} ${currency}`).sort()
}

const latestRedemption = async (): Promise<string> =>
  (await server.destination.redemptions.list({ page: { size: 1 } })).data[0]?.id ?? ''

/** Kinds of all entries there are, oldest first. */
async function everything(
  filter: NonNullable<Parameters<typeof server.destination.usageEntries.all>[0]>['filter'] = {},
) {
  const found: UsageEntry[] = []
  for await (const entry of server.destination.usageEntries.all({ filter, page: { size: 100 } })) {
    found.push(entry)
  }
  return found.reverse()
}

describe('a redemption', () => {
  it('costs the rate of each verification that it ran again', async () => {
    const { redemptionId } = await share(server)
    expect(await chargedFor(redemptionId)).toEqual(['government-id 150 EUR'])
    const { data } = await server.destination.usageEntries.list({ filter: { 'redemption-id': redemptionId } })
    const redemption = await server.asDestination('GET', `/connect/redemptions/${redemptionId}`)
    expect(data[0]).toMatchObject({
      attributes: {
        quantity: 1,
        'unit-amount': 150,
        'occurred-at': redemption.json.data.attributes['finished-at'],
      },
      relationships: {
        redemption: { data: { type: 'connect/redemption', id: redemptionId } },
        verification: { data: { type: 'verification/government-id' } },
        'share-token': redemption.json.data.relationships['share-token'],
        connection: { data: { id: server.sandbox['connection-id'] } },
      },
    })
  })

  it('costs as much where the person’s evidence was found wanting', async () => {
    const { redemptionId, inquiry } = await share(server, 'wrong-check-digit')
    expect(inquiry.attributes.status).toBe('needs_review')
    expect(await chargedFor(redemptionId)).toEqual(['government-id 150 EUR'])
  })

  it('costs the flat rate where it cloned', async () => {
    await cloneOf(server, 'complete')
    expect(await chargedFor(await latestRedemption())).toEqual(['clone 30 EUR'])
  })

  it('costs the flat rate where a verification was taken over', async () => {
    const verifications = [{ kind: 'government-id', required: true, checks: [], reuse: 'either' }]
    const document = { ...bankStandard, verifications }
    const template = await create(server, 'destination', '/inquiry-templates', { name: 'Reuse', document })
    const inquiry = await create(server, 'destination', '/inquiries', { 'inquiry-template-id': template.id })
    await shareAndRedeem(server, await server.inquiryOf('complete'), inquiry.id)
    expect(await chargedFor(await latestRedemption())).toEqual(['clone 30 EUR'])
  })

  it('costs nothing into an account, where nothing is verified', async () => {
    const account = await create(server, 'destination', '/accounts', {})
    await shareAndRedeem(server, await server.inquiryOf('complete'), account.id)
    expect(await chargedFor(await latestRedemption())).toEqual([])
  })

  // Guarantee: nothing while it awaits input; everything once, when the person has given the rest.
  it('costs when it is finished, and not before', async () => {
    const session = await awaitInput(server, { document: bankStrict })
    const redemptionId = await latestRedemption()
    expect(await chargedFor(redemptionId)).toEqual([])
    await giveForm(server, session, BILL)
    await followToEnd(server, session, session.seen)
    expect(await chargedFor(redemptionId)).toEqual(['document 90 EUR', 'government-id 150 EUR'])
  })

  // Guarantee: creating tokens costs the source nothing, and it sees nothing of what the destination pays.
  it('costs its source nothing', async () => {
    await mint(server)
    const { json } = await server.asSource('GET', '/connect/usage-entries')
    expect(json.data).toEqual([])
    expect((await server.asSource('GET', '/connect/statements')).json.data).toEqual([])
  })

  // Guarantee: the ledger holds identifiers only, and outlives what it is about.
  it('stays in the ledger when its inquiry is redacted', async () => {
    const { redemptionId, session } = await share(server)
    const path = `/connect/usage-entries?filter[redemption-id]=${redemptionId}`
    const before = await server.asDestination('GET', path)
    await server.asDestination('DELETE', `/inquiries/${session.inquiryId}`)
    expect((await server.asDestination('GET', path)).json).toEqual(before.json)
    expect(before.json.data).toHaveLength(1)
  })
})

describe('the ledger', () => {
  it('is read page by page, newest first, and entry by entry', async () => {
    const { json } = await server.asDestination('GET', '/connect/usage-entries?page[size]=2')
    expect(json.data).toHaveLength(2)
    expect(json.data[0].id > json.data[1].id).toBe(true)
    const next = await server.asDestination('GET', json.links.next.replace('/api/v1', ''))
    expect(next.json.data[0].id < json.data[1].id).toBe(true)
    const one = await server.asDestination('GET', `/connect/usage-entries/${json.data[0].id}`)
    expect(one.json.data).toEqual(json.data[0])
  })

  it('is filtered by kind, connection, month and time', async () => {
    const all = await everything()
    const kinds = all.map(entry => entry.attributes.kind)
    expect(new Set(kinds)).toEqual(new Set(['government-id', 'document', 'clone']))
    const clones = await everything({ kind: 'clone' })
    expect(clones.map(({ id }) => id)).toEqual(
      all.filter(entry => entry.attributes.kind === 'clone').map(({ id }) => id),
    )
    expect(await everything({ 'connection-id': server.sandbox['connection-id'] })).toEqual(all)
    expect(await everything({ 'connection-id': 'cxn_01k7f3q9vbe4rtd2m8xw6ycs5h' })).toEqual([])
    expect(await everything({ month: '2020-01' })).toEqual([])
    const at = all[1]?.attributes['occurred-at'] ?? ''
    const same = all.filter(entry => entry.attributes['occurred-at'] === at)
    expect(await everything({ 'occurred-at-start': at, 'occurred-at-end': at })).toEqual(same)
    expect(same.length).toBeGreaterThan(0)
  })

  it.each([
    'filter[kind]=report',
    'filter[month]=2026-13',
    'filter[occurred-at-start]=yesterday',
    'page[size]=101',
  ])('refuses %s', async query => {
    expect((await server.asDestination('GET', `/connect/usage-entries?${query}`)).status).toBe(400)
    const headers = { accept: 'text/csv' }
    const key = server.sandbox.destination['api-key']
    expect((await server.call(key, 'GET', `/connect/usage-entries?${query}`, { headers })).status).toBe(400)
  })

  it('is read with a permission of its own', async () => {
    for (const path of ['/connect/usage-entries', '/connect/statements', '/connect/price-lists']) {
      const without = await server.call(await keyWith(server, ['connect.read']), 'GET', path)
      expect(without.status, path).toBe(403)
      const allowed = await server.call(await keyWith(server, ['usage.read']), 'GET', path)
      expect(allowed.status, path).toBe(200)
    }
  })

  // Guarantee: no operation changes or removes an entry, and neither does the store.
  it('is only ever added to', async () => {
    const [entry] = await everything()
    for (const method of ['PATCH', 'DELETE', 'POST', 'PUT']) {
      const answer = await server.asDestination(method, `/connect/usage-entries/${entry?.id}`)
      expect(answer.status, method).toBe(405)
    }
    const { db } = server.connect.api.store
    const changing = db.updateTable('usage_entry').set({ amount: 0, unit_amount: 0 }).execute()
    await expect(changing).rejects.toThrow(/append-only|permission denied/)
    await expect(db.deleteFrom('usage_entry').execute()).rejects.toThrow(/append-only|permission denied/)
  })
})

describe('the ledger as CSV', () => {
  const csv = async (filter = {}) => {
    const response = await server.destination.usageEntries.csv({ filter })
    return { response, lines: (await response.text()).split('\r\n').slice(0, -1) }
  }

  it('has a line for each entry, oldest first, and the same filters', async () => {
    const { response, lines } = await csv()
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=usage.csv')
    expect(lines[0]?.split(',').slice(0, 8)).toEqual([
      'id',
      'occurred-at',
      'month',
      'kind',
      'quantity',
      'unit-amount',
      'amount',
      'currency',
    ])
    const all = await everything()
    expect(lines.slice(1).map(line => line.split(',')[0])).toEqual(all.map(({ id }) => id))
    const clones = await csv({ kind: 'clone' })
    expect(clones.lines.slice(1).map(line => line.split(',')[3])).toEqual(['clone', 'clone'])
  })

  it('is refused to whoever may not read it', async () => {
    const headers = { accept: 'text/csv' }
    const key = await keyWith(server, ['connect.read'])
    expect((await server.call(key, 'GET', '/connect/usage-entries', { headers })).status).toBe(403)
    expect((await server.call(null, 'GET', '/connect/usage-entries', { headers })).status).toBe(401)
  })

  it('is not what somebody gets who takes anything', async () => {
    const key = server.sandbox.destination['api-key']
    const { json } = await server.call(key, 'GET', '/connect/usage-entries', { headers: { accept: '*/*' } })
    expect(json.data.length).toBeGreaterThan(0)
  })
})

describe('a statement', () => {
  it('tells of a month by kind and price, and where its entries are', async () => {
    const month = new Date(systemClock() + aheadMs).toISOString().slice(0, 7)
    const { data } = await server.destination.statements.retrieve(month)
    const all = await everything({ month })
    for (const kind of ['government-id', 'document', 'clone'] as const) {
      const quantity = all.filter(entry => entry.attributes.kind === kind).length
      const line = data.attributes.lines.find(one => one.kind === kind)
      expect(line).toMatchObject({ quantity, 'unit-amount': RATES[kind], amount: quantity * RATES[kind] })
    }
    const sum = all.reduce((total, entry) => total + entry.attributes.amount, 0)
    expect(data.attributes.totals).toEqual([{ currency: 'EUR', amount: sum }])
    const entries = await server.asDestination('GET', data.links.entries.replace('/api/v1', ''))
    expect(entries.json.data.length).toBeGreaterThan(0)
    expect(data.attributes.status).toBe('open')
  })

  it('is of one month, closed once that is over; the newest comes first', async () => {
    const before = await server.destination.statements.list()
    const [closed] = before.data
    aheadMs += 40 * 86_400_000
    await cloneOf(server, 'complete')
    const after = await server.destination.statements.list({ page: { size: 1 } })
    expect(after.data[0]?.attributes).toMatchObject({
      status: 'open',
      lines: [{ kind: 'clone', quantity: 1, amount: 30 }],
      totals: [{ currency: 'EUR', amount: 30 }],
    })
    const older = await server.asDestination('GET', (after.links.next ?? '').replace('/api/v1', ''))
    expect(older.json.data).toEqual([{ ...closed, attributes: { ...closed?.attributes, status: 'closed' } }])
    expect(older.json.links.next).toBeNull()
    expect(older.json.links.prev).toContain(`page%5Bbefore%5D=${closed?.id}`)
  })

  it.each(['2020-01', '2026-13', '2026', 'plst_01k7f3q9vbe4rtd2m8xw6ycs5h'])(
    'is not there for %s',
    async month => {
      const refused = server.destination.statements.retrieve(month)
      await expect(refused).rejects.toMatchObject({ status: 404 } satisfies Partial<ApiError>)
    },
  )
})

describe('prices', () => {
  // Guarantee: what has been used keeps its price, whatever comes to hold later.
  it('change for what is used from their date on', async () => {
    const organization = server.sandbox.destination['organization-id']
    const { db } = server.connect.api.store
    const old = await everything()
    const now = systemClock() + aheadMs
    const later = await priceListRow(db, organization, {
      effective_from: now,
      created_at: now,
      currency: 'USD',
      rates: { ...RATES, clone: 77 },
    })
    await cloneOf(server, 'complete')
    expect(await chargedFor(await latestRedemption())).toEqual(['clone 77 USD'])
    expect((await everything()).slice(0, old.length)).toEqual(old)
    const [statement] = (await server.destination.statements.list({ page: { size: 1 } })).data
    expect(statement?.attributes.totals).toEqual([
      { currency: 'EUR', amount: 30 },
      { currency: 'USD', amount: 77 },
    ])
    expect(statement?.attributes.lines.map(line => line['price-list-id'])).toContain(later.id)
  })

  it('are those of the organization and those of everybody, and nobody else’s', async () => {
    const { json } = await server.asDestination('GET', '/connect/price-lists')
    const scopes = json.data.map((list: { attributes: { scope: string } }) => list.attributes.scope)
    expect(scopes).toEqual(['organization', 'organization', 'everybody'])
    expect(json.data[0].attributes).toMatchObject({ currency: 'USD', rates: { clone: 77, selfie: 60 } })
    const source = await server.asSource('GET', '/connect/price-lists')
    expect(source.json.data.map((list: { id: string }) => list.id)).toEqual([json.data[2].id])
  })
})

// Guarantee: no text in a ledger is run by the spreadsheet that opens it.
it('needs no attributes that a caller chose', async () => {
  const account = await server.asDestination(
    'POST',
    '/accounts',
    attributes({ 'reference-id': '=HYPERLINK("https://evil.example")' }),
  )
  await shareAndRedeem(server, await server.inquiryOf('complete'), account.json.data.id)
  const text = await (await server.destination.usageEntries.csv()).text()
  expect(text).not.toContain('HYPERLINK')
})
