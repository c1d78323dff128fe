import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ webhookOrigins: ['http://127.0.0.1:4000'] })
})
afterAll(() => server.close())

const URL_OF_OURS = 'https://bank.example/webhooks'
const GIVEN = { name: 'Backend', url: URL_OF_OURS, 'enabled-events': ['account.created'] }

const create = (more: Record<string, unknown> = {}) =>
  server.asDestination('POST', '/webhooks', attributes({ ...GIVEN, ...more }))
const created = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await create(more)).json.data.id

describe('POST /webhooks', () => {
  it('makes a webhook, disabled, with what is published', async () => {
    const { status, json } = await create({ description: 'For testing' })
    expect(status).toBe(201)
    expect(json.data).toEqual({
      type: 'webhook',
      id: expect.stringMatching(/^wbh_/),
      attributes: {
        ...GIVEN,
        status: 'disabled',
        description: 'For testing',
        secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
        secrets: [{ value: json.data.attributes.secret, 'expires-at': null }],
        'api-version': '2025-12-08',
        'api-key-inflection': 'kebab',
        'api-attributes-blocklist': [],
        'file-access-token-expires-in': 21_600,
        'payload-filter': null,
        'included-allowlist': { state: 'include_none' },
        'relationship-allowlist': { state: 'include_none' },
        'created-at': expect.any(String),
      },
    })
  })

  it('takes the published example', async () => {
    const answer = await create({
      'enabled-events': ['account.created', 'verification.created'],
      'included-allowlist': { state: 'include_all' },
      'relationship-allowlist': { state: 'include_all' },
    })
    expect(answer.status).toBe(201)
  })

  it.each([
    ['published', 'connect/share-token.inbound-redeemed'],
    ['published, of what is not here', 'case.created'],
    ['ours', 'connect/consent.withdrawn'],
    ['all', '*'],
  ])('takes the name of an event that is %s', async (_, name) => {
    expect((await create({ 'enabled-events': [name] })).status).toBe(201)
  })

  it.each([
    ['no name', { name: undefined }, 'data.attributes.name is missing'],
    [
      'no event',
      { 'enabled-events': [] },
      'data.attributes.enabled-events is too small or too short: at least 1',
    ],
    [
      'an unknown event',
      { 'enabled-events': ['account.forgotten'] },
      'data.attributes.enabled-events.0 is not the name of an event',
    ],
    ['a filter', { 'payload-filter': { data: {} } }, 'data.attributes has a property that is not known'],
    [
      'a header that is ours',
      { 'custom-http-headers': { 'Webhook-Id': 'evt_1' } },
      'data.attributes.custom-http-headers has a header that only the server may set',
    ],
    [
      'a header that says how long the body is',
      { 'custom-http-headers': { 'Content-Length': '1' } },
      'data.attributes.custom-http-headers has a header that only the server may set',
    ],
    [
      'a header that splits the request',
      { 'custom-http-headers': { 'X-Mine': 'a\r\nX-Yours: b' } },
      'data.attributes.custom-http-headers is not valid',
    ],
    [
      'one header in two cases',
      { 'custom-http-headers': { 'X-Mine': 'a', 'x-mine': 'b' } },
      'data.attributes.custom-http-headers has the same header twice',
    ],
  ])('refuses %s and says what is wrong', async (_, change, details) => {
    const before = (await server.asDestination('GET', '/webhooks?page[size]=100')).json.data.length
    const answer = await create(change)
    expect([answer.status, answer.json.errors[0].details]).toEqual([400, details])
    expect((await server.asDestination('GET', '/webhooks?page[size]=100')).json.data).toHaveLength(before)
  })

  // The shapes are told apart by what an attacker can write; where a name leads is looked at when it is called.
  it.each([
    ['no URL', 'bank.example', 'must be a URL'],
    ['no encryption', 'http://bank.example/webhooks', 'must begin with https://'],
    ['another scheme', 'file:///etc/passwd', 'must begin with https://'],
    ['credentials', 'https://me:secret@bank.example/', 'must not hold a user name or password'],
    ['a fragment', 'https://bank.example/#here', 'must not have a fragment'],
    ['loopback', 'https://127.0.0.1/', 'must not lead to a private address'],
    ['loopback in decimal', 'https://2130706433/', 'must not lead to a private address'],
    ['loopback in octal', 'https://0177.0.0.1/', 'must not lead to a private address'],
    ['the metadata service', 'https://169.254.169.254/latest', 'must not lead to a private address'],
    ['IPv6 loopback', 'https://[::1]/', 'must not lead to a private address'],
    ['IPv4 within IPv6', 'https://[::ffff:10.0.0.1]/', 'must not lead to a private address'],
    ['another port than the one that is let through', 'http://127.0.0.1:4001/', 'must begin with https://'],
  ])('refuses a URL with %s', async (_, url, problem) => {
    const answer = await create({ url })
    expect([answer.status, answer.json.errors]).toEqual([
      422,
      [{ title: 'Unprocessable entity', details: `data.attributes.url ${problem}` }],
    ])
  })

  it('takes an origin that the operator lets sandbox environments send to', async () => {
    expect((await create({ url: 'http://127.0.0.1:4000/webhooks' })).status).toBe(201)
  })
})

describe('a webhook', () => {
  // Guarantee: whoever may read webhooks cannot sign in our name, nor use the credentials of the receiver.
  it('never shows its secret or its headers again', async () => {
    const { json } = await create({ 'custom-http-headers': { Authorization: 'Bearer 4711' } })
    const { id, attributes: shown } = json.data
    const answers = [
      await server.asDestination('GET', `/webhooks/${id}`),
      await server.asDestination('GET', '/webhooks?page[size]=100'),
      await server.asDestination('PATCH', `/webhooks/${id}`, attributes({ name: 'Renamed' })),
      await server.asDestination('POST', `/webhooks/${id}/enable`),
    ]
    for (const { status, text } of answers) {
      expect(status).toBe(200)
      expect(text).toContain(id)
      expect(text).not.toContain(shown.secret)
      expect(text).not.toContain('4711')
    }
    expect(server.log()).not.toContain(shown.secret)
  })

  it('is changed in what is given, and in nothing else', async () => {
    const id = await created()
    const { json } = await server.asDestination(
      'PATCH',
      `/webhooks/${id}`,
      attributes({ url: 'https://bank.example/new', 'api-key-inflection': 'camel' }),
    )
    expect(json.data.attributes).toMatchObject({
      ...GIVEN,
      url: 'https://bank.example/new',
      'api-key-inflection': 'camel',
    })
    const refused = await server.asDestination(
      'PATCH',
      `/webhooks/${id}`,
      attributes({ url: 'https://10.0.0.1/' }),
    )
    expect(refused.status).toBe(422)
    const now = await server.asDestination('GET', `/webhooks/${id}`)
    expect(now.json.data.attributes.url).toBe('https://bank.example/new')
  })

  it('is enabled, disabled, and archived for good', async () => {
    const id = await created()
    const act = async (action: string) => {
      const { status, json } = await server.asDestination('POST', `/webhooks/${id}/${action}`)
      return [status, json.data?.attributes.status]
    }
    expect(await act('enable')).toEqual([200, 'enabled'])
    expect(await act('disable')).toEqual([200, 'disabled'])
    expect(await act('archive')).toEqual([200, 'archived'])
    expect(await act('archive')).toEqual([200, 'archived'])
    for (const action of ['enable', 'disable', 'rotate-secret', 'redeliver']) {
      expect((await act(action))[0], action).toBe(409)
    }
    expect((await server.asDestination('PATCH', `/webhooks/${id}`, attributes({}))).status).toBe(409)
  })

  it('has two secrets after a rotation, never three', async () => {
    const { json } = await create()
    const { id, attributes: first } = json.data
    const rotate = async (seconds?: number) => {
      const meta = seconds === undefined ? {} : { meta: { 'expires-in-seconds': seconds } }
      return (await server.asDestination('POST', `/webhooks/${id}/rotate-secret`, meta)).json.data.attributes
    }
    const second = await rotate()
    expect(second.secrets).toEqual([
      { value: second.secret, 'expires-at': null },
      { value: first.secret, 'expires-at': expect.any(String) },
    ])
    const third = await rotate(60)
    expect(third.secrets.map(({ value }: { value: string }) => value)).toEqual([third.secret, second.secret])
    const fourth = await rotate(0)
    expect(fourth.secrets).toEqual([{ value: fourth.secret, 'expires-at': null }])
    expect(new Set([first.secret, second.secret, third.secret, fourth.secret]).size).toBe(4)
  })

  it('is cloned with all but its secret', async () => {
    const original = (await create({ 'api-attributes-blocklist': ['name-*'] })).json.data
    await server.asDestination('POST', `/webhooks/${original.id}/enable`)
    const { status, json } = await server.asDestination('POST', `/webhooks/${original.id}/clone`)
    expect(status).toBe(200)
    const { secret, secrets, 'created-at': _, ...copied } = json.data.attributes
    const { secret: old, secrets: __, 'created-at': ___, ...expected } = original.attributes
    expect(copied).toEqual(expected)
    expect(json.data.id).not.toBe(original.id)
    expect(secret).not.toBe(old)
    expect(secrets).toEqual([{ value: secret, 'expires-at': null }])
  })
})
