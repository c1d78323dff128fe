import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const template = () => server.sandbox['destination-inquiry-template-id']

const create = (values: Record<string, unknown> = {}, meta?: Record<string, unknown>) =>
  server.asDestination('POST', '/inquiries', {
    ...attributes({ 'inquiry-template-id': template(), ...values }),
    ...(meta ? { meta } : {}),
  })

const created = async (values: Record<string, unknown> = {}, meta?: Record<string, unknown>) => {
  const answer = await create(values, meta)
  expect(answer.status, answer.text).toBe(201)
  return answer.json.data
}

const retrieve = async (id: string) => (await server.asDestination('GET', `/inquiries/${id}`)).json.data

const patch = (id: string, values: Record<string, unknown>) =>
  server.asDestination('PATCH', `/inquiries/${id}`, attributes(values))

const accountOf = (inquiry: { relationships: { account: { data: { id: string } | null } } }) =>
  inquiry.relationships.account.data?.id ?? null

describe('a new inquiry', () => {
  it('keeps what it was created with', async () => {
    const inquiry = await created({
      note: 'from the branch in Turku',
      tags: ['new', 'branch', 'new'],
      'reference-id': 'customer-17',
      fields: { 'name-first': 'Aino', birthdate: '1990-12-10', 'name-last': null },
    })
    expect(await retrieve(inquiry.id)).toEqual(inquiry)
    expect(inquiry.attributes).toMatchObject({
      status: 'created',
      note: 'from the branch in Turku',
      tags: ['new', 'branch'],
      'reference-id': 'customer-17',
      fields: { 'name-first': { value: 'Aino' }, birthdate: { value: '1990-12-10' } },
    })
    expect(inquiry.attributes.fields['name-last'].value).toBeNull()
  })

  // Guarantee: a client that sends what is published is not refused for what this server has no use for.
  it('takes every published property', async () => {
    await created(
      {
        'template-id': null,
        'creator-email-address': 'taylor@example.com',
        'theme-id': null,
        'theme-set-id': null,
        'redirect-uri': 'https://bank.example/done',
        'initial-step-name': 'start',
      },
      {
        'expiration-after-create-interval-seconds': 60,
        'expiration-after-start-interval-seconds': null,
        'expiration-after-resume-interval-seconds': 60,
        'one-time-link-expiration-seconds': null,
      },
    )
  })

  // Published: a user of the organization can be named as the one who makes it; otherwise it is the API key.
  it('says who made it', async () => {
    expect((await created()).attributes.creator).toMatch(/^api_/)
    const named = await created({ 'creator-email-address': 'taylor@example.com' })
    expect(named.attributes.creator).toBe('taylor@example.com')
  })

  it.each<[string, Record<string, unknown>, number]>([
    ['no template', { 'inquiry-template-id': null }, 400],
    ['a template of nobody', { 'inquiry-template-id': newId('inquiry-template') }, 404],
    ['a version of nobody', { 'inquiry-template-version-id': newId('inquiry-template-version') }, 404],
    ['a template of the earlier kind', { 'inquiry-template-id': null, 'template-id': 'tmpl_1' }, 404],
    ['an account of nobody', { 'account-id': newId('account') }, 404],
    ['a field that the template does not have', { fields: { shoe: '42' } }, 422],
    ['a birthdate that is not a day', { fields: { birthdate: '1990-02-30' } }, 422],
    ['tags that are no list', { tags: 'x' }, 400],
    ['a creator that is no address', { 'creator-email-address': '1990-02-30' }, 400],
    ['a property that is not published', { colour: 'blue' }, 400],
  ])('is refused for %s', async (_what, values, status) => {
    const answer = await create(values)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.text).not.toContain('1990-02-30')
  })

  it('is not made from the template of another organization', async () => {
    const answer = await server.asSource(
      'POST',
      '/inquiries',
      attributes({ 'inquiry-template-id': template() }),
    )
    expect(answer.status).toBe(404)
  })
})

describe('the account of a new inquiry', () => {
  it('is made along with it, unless it is not wanted', async () => {
    expect(accountOf(await created())).toMatch(/^act_/)
    expect(accountOf(await created({}, { 'auto-create-account': false }))).toBeNull()
  })

  // Guarantee: one reference id is one account, also for inquiries that are created at the same time.
  it('is the one of the reference id, made once', async () => {
    const meta = { 'auto-create-account-reference-id': 'customer-31' }
    const inquiries = await Promise.all(Array.from({ length: 8 }, () => created({}, meta)))
    expect(new Set(inquiries.map(accountOf)).size).toBe(1)
    expect(accountOf(await created({ 'reference-id': 'customer-31' }))).toBe(
      accountOf(inquiries[0] ?? expect.fail()),
    )
    expect(accountOf(await created({ 'reference-id': 'customer-32' }))).not.toBe(
      accountOf(inquiries[0] ?? expect.fail()),
    )
  })

  it('is the one that is named', async () => {
    const accountId = accountOf(await created())
    expect(accountOf(await created({ 'account-id': accountId }))).toBe(accountId)
  })

  // Guarantee: an account of another organization is as good as none.
  it('is never another organization’s', async () => {
    const path = `/inquiries/${await server.inquiryOf('complete')}`
    const theirs = accountOf((await server.asSource('GET', path)).json.data)
    expect(theirs).toMatch(/^act_/)
    expect((await create({ 'account-id': theirs })).status).toBe(404)
  })

  // Published: of which type an account would be made does not matter where it is there already.
  it('is taken as it is, whatever type is asked for', async () => {
    const meta = { 'auto-create-account-reference-id': 'customer-33' }
    const accountId = accountOf(await created({}, meta))
    expect(accountOf(await created({}, { ...meta, 'auto-create-account-type-id': 'acttp_1' }))).toBe(
      accountId,
    )
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['is unwanted and named', {}, { 'auto-create-account': false, 'auto-create-account-reference-id': 'x' }],
    ['is of a type that is not there', {}, { 'auto-create-account-type-id': 'acttp_1' }],
    ['is two', { 'account-id': newId('account') }, { 'auto-create-account-reference-id': 'x' }],
  ])('is refused where it %s', async (_what, values, meta) => {
    expect((await create(values, meta)).status).toBe(422)
  })
})

describe('what is told once with a new inquiry', () => {
  it('is null where it was not asked for', async () => {
    const nothing = { 'session-token': null, 'one-time-link': null, 'one-time-link-short': null }
    expect((await create()).json.meta).toEqual(nothing)
  })

  it('is a token and a link, each of a session of its own', async () => {
    const { meta, data } = (
      await create({}, { 'auto-create-inquiry-session': true, 'auto-create-one-time-link': true })
    ).json
    expect(meta['session-token']).toMatch(/^iqse_[0-9a-z]{26}\.[A-Za-z0-9_-]{43}$/)
    expect(meta['one-time-link']).toMatch(
      new RegExp(`^${server.origin}/api/v1/verify\\?code=[A-Za-z0-9_-]{43}$`),
    )
    expect(data.relationships.sessions.data).toHaveLength(2)
    expect((await retrieve(data.id)).relationships.sessions).toEqual(data.relationships.sessions)
  })

  // Guarantee: nothing in the store opens an inquiry to whoever reads it.
  it('is stored as hashes', async () => {
    const { meta } = (
      await create({}, { 'auto-create-inquiry-session': true, 'auto-create-one-time-link': true })
    ).json
    const secrets = [meta['session-token'].split('.')[1], meta['one-time-link'].split('code=')[1]]
    const { db } = server.connect.api.store
    const rows = JSON.stringify([
      await db.selectFrom('inquiry_session').selectAll().execute(),
      await db.selectFrom('one_time_link').selectAll().execute(),
    ])
    expect(rows).toContain(meta['session-token'].split('.')[0])
    for (const secret of secrets) expect(rows).not.toContain(secret)
  })
})

describe('creating again with the same Idempotency-Key', () => {
  const repeat = (key: string, values: Record<string, unknown> = {}) =>
    server.call(server.sandbox.destination['api-key'], 'POST', '/inquiries', {
      body: {
        ...attributes({ 'inquiry-template-id': template(), ...values }),
        meta: { 'auto-create-inquiry-session': true },
      },
      headers: { 'idempotency-key': key },
    })

  const count = async (table: 'inquiry' | 'account' | 'inquiry_session') => {
    const { db } = server.connect.api.store
    const { rows } = await db
      .selectFrom(table)
      .select(eb => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    return rows
  }

  // Guarantee: a repeated request makes nothing twice, and gets the token that the first one made.
  it('makes one inquiry, one account and one session, however many come at once', async () => {
    const tables = ['inquiry', 'account', 'inquiry_session'] as const
    const before = await Promise.all(tables.map(count))
    const answers = await Promise.all(Array.from({ length: 8 }, () => repeat('once-1')))
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([201]))
    expect(new Set(answers.map(answer => answer.text)).size).toBe(1)
    expect(await Promise.all(tables.map(count))).toEqual(before.map(rows => rows + 1))
  })

  it('is refused where the request is another one', async () => {
    await repeat('once-2')
    expect((await repeat('once-2', { note: 'another' })).status).toBe(409)
  })
})

describe('changing an inquiry', () => {
  it('changes what is named and nothing else', async () => {
    const before = await created({ note: 'old', fields: { 'name-first': 'Aino', 'name-last': 'Virtanen' } })
    const answer = await patch(before.id, {
      note: 'new',
      tags: ['one', 'two'],
      fields: { 'name-first': 'Eino', 'name-last': null, birthdate: '1990-12-10' },
      'redirect-uri': null,
    })
    expect(answer.status, answer.text).toBe(200)
    const after = await retrieve(before.id)
    expect(after).toEqual(answer.json.data)
    expect(after).toEqual({
      ...before,
      attributes: {
        ...before.attributes,
        note: 'new',
        tags: ['one', 'two'],
        'updated-at': expect.any(String),
        fields: {
          ...before.attributes.fields,
          'name-first': { type: 'string', value: 'Eino' },
          'name-last': { type: 'string', value: null },
          birthdate: { type: 'date', value: '1990-12-10' },
        },
      },
    })
    expect((await patch(before.id, { note: null })).json.data.attributes).toMatchObject({
      note: null,
      tags: ['one', 'two'],
    })
  })

  it.each<[string, Record<string, unknown>, number]>([
    ['a status', { status: 'approved' }, 400],
    ['another template', { 'inquiry-template-id': newId('inquiry-template') }, 400],
    ['tags that are no list', { tags: 'x' }, 400],
    ['a field that the template does not have', { fields: { shoe: '42' } }, 422],
    ['a birthdate that is not a day', { fields: { birthdate: 'yesterday' } }, 422],
  ])('is refused for %s, and changes nothing', async (_what, values, status) => {
    const before = await created()
    expect((await patch(before.id, { note: 'x', ...values })).status).toBe(status)
    expect(await retrieve(before.id)).toEqual(before)
  })

  it('is its owner’s alone', async () => {
    const { id } = await created()
    expect((await patch(id, { note: 'mine' })).status).toBe(200)
    const answer = await server.asSource('PATCH', `/inquiries/${id}`, attributes({ note: 'theirs' }))
    expect(answer.status).toBe(404)
    expect((await retrieve(id)).attributes.note).toBe('mine')
  })
})

describe('the tags of an inquiry', () => {
  const tag = async (id: string, action: string, name: string | string[]) => {
    const answer = await server.asDestination('POST', `/inquiries/${id}/${action}`, {
      meta: { 'tag-name': name },
    })
    expect(answer.status, answer.text).toBe(200)
    return answer.json.data.attributes.tags
  }

  it('are added, taken away and replaced, each there once', async () => {
    const { id } = await created()
    expect(await tag(id, 'add-tag', 'apple')).toEqual(['apple'])
    expect(await tag(id, 'add-tag', 'banana')).toEqual(['apple', 'banana'])
    expect(await tag(id, 'add-tag', 'apple')).toEqual(['apple', 'banana'])
    expect(await tag(id, 'remove-tag', 'apple')).toEqual(['banana'])
    expect(await tag(id, 'remove-tag', 'cherry')).toEqual(['banana'])
    expect(await tag(id, 'set-tags', ['kiwi', 'lime', 'kiwi'])).toEqual(['kiwi', 'lime'])
    expect(await tag(id, 'set-tags', [])).toEqual([])
  })

  // Guarantee: two that tag at once both have their tag in the end.
  it('are all there after many were added at once', async () => {
    const { id } = await created()
    const names = Array.from({ length: 16 }, (_, index) => `tag-${index}`)
    await Promise.all(names.map(name => tag(id, 'add-tag', name)))
    expect((await retrieve(id)).attributes.tags.sort()).toEqual(names.sort())
  })

  it('are a hundred at most', async () => {
    const { id } = await created({ tags: Array.from({ length: 100 }, (_, index) => `tag-${index}`) })
    const body = { meta: { 'tag-name': 'one more' } }
    expect((await server.asDestination('POST', `/inquiries/${id}/add-tag`, body)).status).toBe(422)
  })

  it('are set by the owner alone', async () => {
    const { id } = await created()
    const body = { meta: { 'tag-name': 'theirs' } }
    expect((await server.asSource('POST', `/inquiries/${id}/add-tag`, body)).status).toBe(404)
    expect((await retrieve(id)).attributes.tags).toEqual([])
  })
})

describe('the list of inquiries', () => {
  const ids = async (filter: string) =>
    (await server.asDestination('GET', `/inquiries?page[size]=100&${filter}`)).json.data.map(
      (one: { id: string }) => one.id,
    )

  it('is narrowed by account', async () => {
    const first = await created({ 'reference-id': 'customer-41' })
    const second = await created({ 'reference-id': 'customer-41' })
    const other = await created()
    expect(await ids(`filter[account-id]=${accountOf(first)}`)).toEqual([second.id, first.id])
    expect(await ids(`filter[account-id]=${accountOf(first)},${accountOf(other)}`)).toEqual([
      other.id,
      second.id,
      first.id,
    ])
    expect(await ids(`filter[account-id]=${newId('account')}`)).toEqual([])
  })

  // Guarantee: a filter that this server has nothing for narrows to nothing, and never widens.
  it('holds none of the earlier kind of template', async () => {
    expect((await ids('')).length).toBeGreaterThan(0)
    expect(await ids('filter[template-id]=tmpl_1')).toEqual([])
  })
})
