import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, mint, startServer, type TestServer } from '../harness.ts'
import { create, keyWith, shareAndRedeem } from './backend.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const createAccount = (values: Record<string, unknown> = {}) => create(server, 'source', '/accounts', values)

describe('an account', () => {
  // Guarantee: it is shaped as published: fields grouped, each with its type, and of the one account type.
  it('gives back what it was given, grouped as published', async () => {
    const account = await createAccount({
      'reference-id': 'shape',
      tags: ['vip'],
      'name-first': 'Jane',
      birthdate: '1994-04-12',
      'country-code': 'SE',
      'social-security-number': '123-45-6789',
      fields: { name: { last: 'Doe' }, address: { 'street-1': '1 Main St' }, 'loyalty-number': 'L-77' },
    })
    const text = (value: string | null) => ({ type: 'string', value })
    const number = { type: 'hash', value: { identification_number: text('123-45-6789') } }
    expect(account).toEqual({
      type: 'account',
      id: expect.stringMatching(/^act_/),
      attributes: {
        'reference-id': 'shape',
        'account-type-name': 'User',
        'account-status': 'active',
        'created-at': expect.any(String),
        'updated-at': expect.any(String),
        'redacted-at': null,
        tags: ['vip'],
        fields: {
          name: { type: 'hash', value: { first: text('Jane'), middle: text(null), last: text('Doe') } },
          address: {
            type: 'hash',
            value: {
              street_1: text('1 Main St'),
              street_2: text(null),
              subdivision: text(null),
              city: text(null),
              postal_code: text(null),
              country_code: text('SE'),
            },
          },
          identification_numbers: { type: 'array', value: [number] },
          birthdate: { type: 'date', value: '1994-04-12' },
          phone_number: text(null),
          email_address: text(null),
          selfie_photo: { type: 'file', value: null },
          loyalty_number: text('L-77'),
        },
      },
      relationships: {
        'account-type': { data: { type: 'account-type', id: expect.stringMatching(/^acttp_/) } },
      },
    })
    expect((await server.asSource('GET', `/accounts/${account.id}`)).json.data).toEqual(account)
  })

  // Guarantee: its fields are not key-inflected (published), everything around them is.
  it('keeps the names of its fields in every inflection', async () => {
    const account = await createAccount({ 'name-first': 'Jane' })
    const key = server.sandbox.source['api-key']
    const headers = { 'key-inflection': 'camel' }
    const { json } = await server.call(key, 'GET', `/accounts/${account.id}`, { headers })
    expect(json.data.attributes.accountTypeName).toBe('User')
    expect(json.data.attributes.fields).toEqual(account.attributes.fields)
  })

  // Guarantee: a field has one name, in whatever case a caller writes it.
  it('takes fields in camel and in snake case', async () => {
    const fields = { name: { first: 'Jane' }, address: { street_1: '1 Main St' }, loyaltyNumber: 'L-77' }
    const account = await createAccount({ referenceId: 'inflected', fields })
    expect(account.attributes['reference-id']).toBe('inflected')
    expect(account.attributes.fields.address.value.street_1.value).toBe('1 Main St')
    expect(account.attributes.fields.loyalty_number.value).toBe('L-77')
  })

  it('can be included with its account type', async () => {
    const { id } = await createAccount()
    const { json } = await server.asSource('GET', `/accounts/${id}?include=account-type`)
    expect(json.included).toEqual([
      expect.objectContaining({
        ...json.data.relationships['account-type'].data,
        attributes: expect.objectContaining({ name: 'User' }),
      }),
    ])
  })

  // Guarantee: what a change does not name stays; null takes a value away.
  it('changes what is named and nothing else', async () => {
    const { id } = await createAccount({ 'name-first': 'Jane', 'name-last': 'Doe', tags: ['vip'] })
    const change = { 'name-first': null, 'email-address': 'jane@example.com', 'account-status': 'closed' }
    const { json } = await server.asSource('PATCH', `/accounts/${id}`, attributes(change))
    const { fields, tags, ...rest } = json.data.attributes
    expect(fields.name.value).toMatchObject({ first: { value: null }, last: { value: 'Doe' } })
    expect(fields.email_address.value).toBe('jane@example.com')
    expect(tags).toEqual(['vip'])
    expect(rest['account-status']).toBe('closed')
  })

  // Guarantee: an organization hears what happened to its accounts, in the published words, without values.
  it('tells of its making, its changes and its redaction', async () => {
    const { id } = await createAccount({ 'name-first': 'Zebedee' })
    await server.asSource('PATCH', `/accounts/${id}`, attributes({ 'name-first': 'Zacchaeus', tags: ['a'] }))
    await server.asSource('DELETE', `/accounts/${id}`)
    const { json, text } = await server.asSource('GET', `/events?filter[object-id]=${id}`)
    expect(json.data.map((event: { attributes: { name: string } }) => event.attributes.name)).toEqual([
      'account.redacted',
      'account.updated-tags',
      'account.updated-fields',
      'account.created',
    ])
    expect(text).not.toMatch(/Zebedee|Zacchaeus/)
  })
})

describe('an account of nothing', () => {
  // Published: nothing of it has to be said.
  it('is made, and changed', async () => {
    const made = await server.asSource('POST', '/accounts')
    expect(made.status, made.text).toBe(201)
    for (const body of [undefined, {}, { data: {} }]) {
      expect((await server.asSource('POST', '/accounts', body)).status).toBe(201)
      const changed = await server.asSource('PATCH', `/accounts/${made.json.data.id}`, body)
      expect(changed.json.data.attributes.fields).toEqual(made.json.data.attributes.fields)
    }
  })
})

describe('the list of accounts', () => {
  // Guarantee: newest first, page by page, each once.
  it('is read by cursors', async () => {
    const made = []
    for (const name of ['p1', 'p2', 'p3']) made.unshift((await createAccount({ 'reference-id': name })).id)
    const first = await server.asSource('GET', '/accounts?page[size]=2')
    const second = await server.asSource('GET', first.json.links.next.replace('/api/v1', ''))
    const ids = [...first.json.data, ...second.json.data].map(({ id }) => id)
    expect(ids.slice(0, 3)).toEqual(made)
    expect(first.json.links.prev).toBeNull()
  })

  // Guarantee: a filter narrows to exactly the reference ids that it names.
  it('is filtered by one reference id and by several', async () => {
    const [a, b] = [
      await createAccount({ 'reference-id': 'f-a' }),
      await createAccount({ 'reference-id': 'f-b' }),
    ]
    const idsOf = async (query: string) =>
      (await server.asSource('GET', `/accounts?${query}`)).json.data.map(({ id }: { id: string }) => id)
    expect(await idsOf('filter[reference-id]=f-a')).toEqual([a.id])
    expect(await idsOf('filter[reference-id]=f-a&filter[reference-id]=f-b')).toEqual([b.id, a.id])
    expect(await idsOf('filter[reference-id]=nobody')).toEqual([])
  })
})

describe('a reference id', () => {
  // Guarantee: it names one account, also where many ask at once.
  it('is given to one of 32 that want it at the same time', async () => {
    const body = attributes({ 'reference-id': 'race', 'name-first': 'Jane' })
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => server.asSource('POST', '/accounts', body)),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(31)
    expect((await server.asSource('GET', '/accounts?filter[reference-id]=race')).json.data).toHaveLength(1)
  })

  // Guarantee: an inquiry that wants an account by a reference id finds the one, also where many want it at once.
  it('leads 8 inquiries at once to the same account', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () =>
        server.asDestination('POST', '/inquiries', {
          ...attributes({ 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }),
          meta: { 'auto-create-account': true, 'auto-create-account-reference-id': 'shared' },
        }),
      ),
    )
    expect(made.map(({ status }) => status)).toEqual(Array(8).fill(201))
    const accounts = new Set(made.map(({ json }) => json.data.relationships.account.data.id))
    expect(accounts.size).toBe(1)
  })

  it('is refused in a change where another account has it, and changes nothing', async () => {
    await createAccount({ 'reference-id': 'taken' })
    const { id } = await createAccount({ 'reference-id': 'mine', 'name-first': 'Jane' })
    const change = attributes({ 'reference-id': 'taken', 'name-first': 'Joan' })
    expect((await server.asSource('PATCH', `/accounts/${id}`, change)).status).toBe(409)
    const after = (await server.asSource('GET', `/accounts/${id}`)).json.data.attributes
    expect(after['reference-id']).toBe('mine')
    expect(after.fields.name.value.first.value).toBe('Jane')
  })

  // Guarantee: it is unique within an environment and says nothing about others.
  it('is free for another organization', async () => {
    const body = attributes({ 'reference-id': 'everybody' })
    expect((await server.asSource('POST', '/accounts', body)).status).toBe(201)
    expect((await server.asDestination('POST', '/accounts', body)).status).toBe(201)
  })

  it('changes the account that has it where the request says so', async () => {
    const body = (name: string) => ({
      ...attributes({ 'reference-id': 'upsert', 'name-first': name }),
      meta: { 'upsert-by': 'reference_id' },
    })
    const made = await server.asSource('POST', '/accounts', body('Jane'))
    const changed = await server.asSource('POST', '/accounts', body('Joan'))
    expect([made.status, changed.status]).toEqual([201, 200])
    expect(changed.json.data.id).toBe(made.json.data.id)
    expect(changed.json.data.attributes.fields.name.value.first.value).toBe('Joan')
  })
})

describe('bad input', () => {
  const bad: [string, Record<string, unknown>, number][] = [
    ['an attribute that is not known', { nickname: 'J' }, 400],
    ['a birthdate that is none', { birthdate: '1994-13-12' }, 400],
    ['a field that is a number', { fields: { 'loyalty-number': 77 } }, 400],
    ['a name that is not in parts', { fields: { name: 'Jane' } }, 400],
    ['a part that a name does not have', { fields: { name: { nick: 'J' } } }, 400],
    ['a field with a name that cannot be', { fields: { 'no spaces': 'x' } }, 400],
    ['a field under a name that is taken', { fields: { 'selfie-photo': 'x' } }, 400],
    ['a value that is too long', { 'name-first': 'x'.repeat(1025) }, 400],
    ['an account type of somebody else', { 'account-type-id': 'acttp_01m83bpe2kfak9e9azk9yfc5x7' }, 422],
    ['more fields than an account has', { fields: manyFields(101) }, 422],
  ]
  // Guarantee: it is refused in our words, the value is not repeated, and nothing is made of it.
  it.each(bad)('%s is refused', async (_what, values, status) => {
    const body = attributes({ ...values, 'reference-id': 'never-made' })
    const answer = await server.asSource('POST', '/accounts', body)
    expect(answer.status).toBe(status)
    expect(answer.text).not.toMatch(/1994-13-12|no spaces|xxx|acttp_/)
    expect((await server.asSource('GET', '/accounts?filter[reference-id]=never-made')).json.data).toEqual([])
  })

  function manyFields(count: number) {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`own-${index}`, 'x']))
  }
})

describe('an account of another organization', () => {
  // Guarantee: to everybody but its owner it does not exist, and it cannot be changed.
  it('is not found, not changed and not redacted', async () => {
    const { id } = await createAccount({ 'name-first': 'Jane' })
    const path = `/accounts/${id}`
    expect((await server.asSource('GET', path)).status).toBe(200)
    expect((await server.asDestination('GET', path)).status).toBe(404)
    expect((await server.asDestination('PATCH', path, attributes({ 'name-first': 'Joan' }))).status).toBe(404)
    expect((await server.asDestination('DELETE', path)).status).toBe(404)
    const { json } = await server.asSource('GET', path)
    expect(json.data.attributes.fields.name.value.first.value).toBe('Jane')
  })

  it('is not included, nor is one’s own without the permission to read it', async () => {
    const path = `/inquiries/${await server.inquiryOf('complete')}?include=account,verifications`
    const typesFor = async (key: string) => {
      const { json } = await server.call(key, 'GET', path)
      return json.included.map(({ type }: { type: string }) => type)
    }
    expect(await typesFor(server.sandbox.source['api-key'])).toContain('account')
    expect(await typesFor(await keyWith(server, ['inquiry.read']))).toEqual([])
    const narrow = await keyWith(server, ['account.read'])
    expect((await server.call(narrow, 'GET', '/accounts')).status).toBe(200)
    expect((await server.call(narrow, 'POST', '/accounts', { body: attributes({}) })).status).toBe(403)
  })
})

describe('sharing an account', () => {
  // Guarantee: an account token fills an existing account of the destination with what may travel, and nothing else.
  it('hydrates an account with the standard fields and leaves the source as it was', async () => {
    const source = await createAccount({
      'name-first': 'Jane',
      'name-last': 'Doe',
      'email-address': 'jane@example.com',
      fields: { 'loyalty-number': 'L-77' },
    })
    const made = await create(server, 'destination', '/accounts', { 'reference-id': 'hydrated' })
    const token = await shareAndRedeem(server, source.id, made.id)
    expect(token.attributes.status).toBe('redeemed')
    expect(token.relationships.destination.data).toEqual({ type: 'account', id: made.id })
    const { fields } = (await server.asDestination('GET', `/accounts/${made.id}`)).json.data.attributes
    expect(fields.name.value.first.value).toBe('Jane')
    expect(fields.email_address.value).toBe('jane@example.com')
    expect(fields).not.toHaveProperty('loyalty_number')
    expect((await server.asSource('GET', `/accounts/${source.id}`)).json.data).toEqual(source)
  })

  it('cannot clone it, and leaves the token unspent', async () => {
    const token = await mint(server, 'complete', { 'source-id': (await createAccount()).id })
    const path = `/connect/share-tokens/${token.id}`
    expect((await server.asDestination('POST', `${path}/redeem`)).status).toBe(422)
    expect((await server.asDestination('GET', path)).json.data.attributes.status).toBe('created')
  })
})
