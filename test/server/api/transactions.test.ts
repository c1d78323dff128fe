import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, mint, startServer, type TestServer } from '../harness.ts'
import { create, keyWith, shareAndRedeem } from './backend.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const createTransaction = (values: Record<string, unknown> = {}) =>
  create(server, 'source', '/transactions', values)

const text = (value: string) => ({ type: 'string', value })

describe('a transaction', () => {
  // Guarantee: it is shaped as published, with fields of the organization's own choosing.
  it('gives back what it was given', async () => {
    const fields = { 'external-integration-id': 'ind_123', 'name-first': 'Jane' }
    const transaction = await createTransaction({ 'reference-id': 'order-1', tags: ['web'], fields })
    expect(transaction).toEqual({
      type: 'transaction',
      id: expect.stringMatching(/^txn_/),
      attributes: {
        status: 'created',
        'reference-id': 'order-1',
        fields: { 'external-integration-id': text('ind_123'), 'name-first': text('Jane') },
        tags: ['web'],
        'created-at': expect.any(String),
        'updated-at': expect.any(String),
        'redacted-at': null,
      },
      relationships: {
        reviewer: { data: null },
        'transaction-label': { data: null },
        'transaction-type': { data: { type: 'transaction-type', id: expect.stringMatching(/^txntp_/) } },
        'related-objects': { data: [] },
      },
    })
    expect((await server.asSource('GET', `/transactions/${transaction.id}`)).json.data).toEqual(transaction)
  })

  // Guarantee: what a change does not name stays; null takes a value away.
  it('changes what is named and nothing else', async () => {
    const { id } = await createTransaction({ fields: { a: '1', b: '2' }, tags: ['web'] })
    const change = attributes({ status: 'approved', fields: { a: null, c: '3' } })
    const { json } = await server.asSource('PATCH', `/transactions/${id}`, change)
    expect(json.data.attributes).toMatchObject({ status: 'approved', tags: ['web'] })
    expect(json.data.attributes.fields).toEqual({ b: text('2'), c: text('3') })
  })

  // Guarantee: a reference id names the organization's own object, which may have many transactions.
  it('can share its reference id, by which it is found', async () => {
    const made = [
      await createTransaction({ 'reference-id': 'jane' }),
      await createTransaction({ 'reference-id': 'jane' }),
    ]
    const idsOf = async (query: string) =>
      (await server.asSource('GET', `/transactions?${query}`)).json.data.map(({ id }: { id: string }) => id)
    expect(await idsOf('filter[reference-id]=jane')).toEqual(made.map(({ id }) => id).reverse())
    const typeId = made[0].relationships['transaction-type'].data.id
    expect(await idsOf(`filter[transaction-type-id]=${typeId}&filter[reference-id]=jane`)).toHaveLength(2)
    expect(await idsOf('filter[transaction-type-id]=txntp_01m83bpe2kfak9e9azk9yfc5x7')).toEqual([])
  })

  it('is read page by page, newest first', async () => {
    const made = []
    for (const name of ['p1', 'p2', 'p3'])
      made.unshift((await createTransaction({ 'reference-id': name })).id)
    const first = await server.asSource('GET', '/transactions?page[size]=2')
    const second = await server.asSource('GET', first.json.links.next.replace('/api/v1', ''))
    expect([...first.json.data, ...second.json.data].map(({ id }) => id).slice(0, 3)).toEqual(made)
  })

  // Published: nothing of it has to be said.
  it('is made and changed of nothing', async () => {
    const made = await server.asSource('POST', '/transactions')
    expect(made.status, made.text).toBe(201)
    for (const body of [undefined, {}, { data: {} }]) {
      expect((await server.asSource('POST', '/transactions', body)).status).toBe(201)
      const changed = await server.asSource('PATCH', `/transactions/${made.json.data.id}`, body)
      expect(changed.json.data.attributes.status).toBe('created')
    }
    expect((await server.asSource('POST', '/transactions', { meta: {} })).status).toBe(201)
    expect((await server.asSource('POST', '/transactions', { meta: { colour: 'blue' } })).status).toBe(400)
  })

  const bad: [string, Record<string, unknown>, number][] = [
    ['a field that is a number', { fields: { amount: 100 } }, 400],
    ['a field with a name that cannot be', { fields: { 'no spaces': 'x' } }, 400],
    ['a status that it has not reached', { status: 'approved' }, 400],
    ['a label before there is anything to label', { label: 'fraud' }, 400],
    ['a type of somebody else', { 'transaction-type-id': 'txntp_01m83bpe2kfak9e9azk9yfc5x7' }, 422],
  ]
  it.each(bad)('is not made with %s', async (_what, values, status) => {
    const body = attributes({ ...values, 'reference-id': 'never-made' })
    expect((await server.asSource('POST', '/transactions', body)).status).toBe(status)
    const { json } = await server.asSource('GET', '/transactions?filter[reference-id]=never-made')
    expect(json.data).toEqual([])
  })
})

describe('the label of a transaction', () => {
  const label = (id: string, values: Record<string, unknown>) =>
    server.asSource('PATCH', `/transactions/${id}?include=transaction-label`, attributes(values))

  // Guarantee: what an organization has come to think of a transaction is kept, as an object of its own as published.
  it('is put on it, and put right', async () => {
    const { id } = await createTransaction()
    const first = (await label(id, { label: 'suspicious' })).json
    const { data } = first.data.relationships['transaction-label']
    expect(data).toEqual({ type: 'transaction-label', id: expect.stringMatching(/^txnl_/) })
    const made = first.included[0].attributes['created-at']
    expect(first.included).toEqual([
      {
        ...data,
        attributes: {
          'model-label': 'suspicious',
          'model-version': null,
          'created-at': first.data.attributes['updated-at'],
          'updated-at': made,
        },
      },
    ])
    const second = (await label(id, { label: 'fraud' })).json
    expect(second.included).toEqual([
      {
        ...data,
        attributes: {
          'model-label': 'fraud',
          'model-version': null,
          'created-at': made,
          'updated-at': second.data.attributes['updated-at'],
        },
      },
    ])
    // What does not name it leaves it.
    const third = (await label(id, { status: 'approved' })).json
    expect(third.included).toEqual(second.included)
    expect((await server.asSource('GET', `/transactions/${id}?include=transaction-label`)).json).toEqual(
      third,
    )
  })

  it('is told each time', async () => {
    const { id } = await createTransaction()
    await label(id, { label: 'suspicious' })
    await label(id, { status: 'approved' })
    await label(id, { label: 'fraud' })
    const { json, text } = await server.asSource('GET', `/events?filter[object-id]=${id}`)
    expect(json.data.map((event: { attributes: { name: string } }) => event.attributes.name)).toEqual([
      'transaction.labeled',
      'transaction.status-updated',
      'transaction.labeled',
      'transaction.created',
    ])
    expect(text).not.toContain('suspicious')
  })

  it.each([[''], ['x'.repeat(256)], [5], [null]])('is not %j', async wrong => {
    const { id } = await createTransaction()
    await label(id, { label: 'fraud' })
    const before = (await server.asSource('GET', `/transactions/${id}?include=transaction-label`)).json
    expect((await label(id, { label: wrong })).status).toBe(400)
    const after = (await server.asSource('GET', `/transactions/${id}?include=transaction-label`)).json
    expect(after).toEqual(before)
  })
})

describe('a transaction of another organization', () => {
  // Guarantee: to everybody but its owner it does not exist, and it cannot be changed.
  it('is not found, not changed and not redacted', async () => {
    const { id } = await createTransaction({ fields: { a: '1' } })
    const path = `/transactions/${id}`
    expect((await server.asSource('GET', path)).status).toBe(200)
    expect((await server.asDestination('GET', path)).status).toBe(404)
    expect((await server.asDestination('PATCH', path, attributes({ fields: { a: '2' } }))).status).toBe(404)
    expect((await server.asDestination('DELETE', path)).status).toBe(404)
    const { json } = await server.asSource('GET', path)
    expect(json.data.attributes).toMatchObject({ fields: { a: text('1') }, 'redacted-at': null })
  })

  it('needs the permission to read, and to write', async () => {
    const key = await keyWith(server, ['transaction.read'])
    expect((await server.call(key, 'GET', '/transactions')).status).toBe(200)
    expect((await server.call(key, 'POST', '/transactions', { body: attributes({}) })).status).toBe(403)
  })
})

describe('sharing a transaction', () => {
  // Guarantee: a transaction token fills an existing transaction with what may travel, and nothing else.
  it('hydrates a transaction with the standard fields', async () => {
    const { id } = await createTransaction({ fields: { 'name-first': 'Jane', 'order-number': '4711' } })
    const made = await create(server, 'destination', '/transactions', {})
    const token = await shareAndRedeem(server, id, made.id)
    expect(token.attributes.status).toBe('redeemed')
    const { json } = await server.asDestination('GET', `/transactions/${made.id}`)
    expect(json.data.attributes.fields).toEqual({ 'name-first': text('Jane') })
  })
})

describe('a redacted transaction', () => {
  // Guarantee: it stays under its organization's name for it, no value of it can be read, and nobody can share it.
  it('stays without a value, is not told again and cannot be shared', async () => {
    const key = server.sandbox.source['api-key']
    const values = { 'reference-id': 'gone', fields: { 'name-first': 'Wilhelmina-Secret' } }
    const request = { body: attributes(values), headers: { 'idempotency-key': 'make-transaction' } }
    const made = await server.call(key, 'POST', '/transactions', request)
    const path = `/transactions/${made.json.data.id}`
    const redacted = await server.asSource('DELETE', path)
    expect(redacted.status).toBe(200)
    expect(redacted.json.data.attributes).toMatchObject({ 'reference-id': 'gone', fields: {} })
    expect(redacted.json.data.attributes['redacted-at']).not.toBeNull()

    const again = await server.call(key, 'POST', '/transactions', request)
    expect(again.status).toBe(409)
    for (const { text } of [redacted, again, await server.asSource('GET', path)]) {
      expect(text).not.toContain('Wilhelmina-Secret')
    }
    const share = { 'connection-id': server.sandbox['connection-id'], 'source-id': made.json.data.id }
    expect((await server.asSource('POST', '/connect/share-tokens', attributes(share))).status).toBe(409)
  })

  it('cannot be hydrated', async () => {
    const { id } = await createTransaction({ fields: { 'name-first': 'Jane' } })
    const made = await create(server, 'destination', '/transactions', {})
    await server.asDestination('DELETE', `/transactions/${made.id}`)
    const token = await mint(server, 'complete', { 'source-id': id })
    const into = attributes({ 'destination-id': made.id })
    const refused = await server.asDestination('POST', `/connect/share-tokens/${token.id}/redeem`, into)
    expect(refused.status).toBe(409)
  })
})
