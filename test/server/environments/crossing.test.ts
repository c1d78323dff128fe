import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, PAGE, startServer, type TestServer } from '../harness.ts'
import { done, openProduction, PLAIN_TEMPLATE, publish, sign } from '../production.ts'

/**
 * One organization's two environments: what is one's is of no use to the other. The owner is shown to succeed first, with
 * the very request that the other environment of the same organization then makes.
 */

const KINDS = ['sandbox', 'production'] as const
type Kind = (typeof KINDS)[number]
const OTHER = { sandbox: 'production', production: 'sandbox' } as const satisfies Record<Kind, Kind>

/** What an environment of the destination's has, beside its partner's. */
interface Side {
  key: string
  partnerKey: string
  connectionId: string
  templateId: string
  /** The partner's inquiry that can be shared. */
  sourceId: string
}

let server: TestServer
let sides: Record<Kind, Side>
beforeAll(async () => {
  server = await startServer()
  const real = await openProduction(server)
  const agreement = await publish(server.connect)
  for (const { key } of [real.source, real.destination]) await sign(server, key, agreement)
  const template = await done(
    server.asDestination('POST', '/inquiry-templates', attributes({ name: 'P', document: PLAIN_TEMPLATE })),
  )
  sides = {
    production: {
      key: real.destination.key,
      partnerKey: real.source.key,
      connectionId: real.connectionId,
      templateId: real.templateId,
      sourceId: real.inquiryId,
    },
    sandbox: {
      key: server.sandbox.destination['api-key'],
      partnerKey: server.sandbox.source['api-key'],
      connectionId: server.sandbox['connection-id'],
      templateId: template,
      sourceId: server.sandbox['source-inquiry-id'],
    },
  }
})
afterAll(() => server.close())

const call = (key: string, method: string, path: string, values?: Record<string, unknown>) =>
  server.call(key, method, path, values === undefined ? {} : { body: attributes(values) })
const post = (key: string, path: string, values: Record<string, unknown> = {}) =>
  call(key, 'POST', path, values)

const mintIn = async ({ partnerKey, connectionId, sourceId }: Side) =>
  (await post(partnerKey, '/connect/share-tokens', { 'connection-id': connectionId, 'source-id': sourceId }))
    .json
const sessionIn = ({ key, connectionId, templateId }: Side) =>
  post(key, '/connect/sessions', {
    'inquiry-template-id': templateId,
    'connection-id': connectionId,
    purpose: 'Cross',
    'allowed-origins': [PAGE],
  })
const inquiryIn = ({ key, templateId }: Side) =>
  done(post(key, '/inquiries', { 'inquiry-template-id': templateId }))

const WEBHOOK = { name: 'W', url: 'https://bank.invalid/hook', 'enabled-events': ['case.created'] }
const WORKFLOW = {
  name: 'W',
  document: {
    trigger: { type: 'api', about: 'nothing' },
    steps: [{ type: 'wait', name: 'wait', seconds: 3600 }],
  },
}
const NOTICE = { decision: 'granted', 'data-types': ['name'], notice: 'We share.', locale: 'en' }

type Attack = [method: string, path: string, values?: Record<string, unknown>]

/** Of each kind of object: how it is made, and what its owner may do with it by its identifier. */
const OBJECTS: Readonly<Record<string, { make(side: Side): Promise<string>; acts(id: string): Attack[] }>> = {
  'share token': {
    make: async side => (await mintIn(side)).data.id,
    acts: id => [
      ['GET', `/connect/share-tokens/${id}`],
      ['POST', `/connect/share-tokens/${id}/redeem`, {}],
    ],
  },
  connection: {
    make: async side => side.connectionId,
    acts: id => [
      ['GET', `/connect/connections/${id}`],
      ['PATCH', `/connect/connections/${id}`, { terms: { url: 'https://terms.example/', version: '1' } }],
    ],
  },
  'connection invite': {
    make: ({ key }) => done(post(key, '/connect/connection-invites')),
    acts: id => [
      ['GET', `/connect/connection-invites/${id}`],
      ['POST', `/connect/connection-invites/${id}/revoke`],
    ],
  },
  template: {
    make: async side => side.templateId,
    acts: id => [
      ['GET', `/inquiry-templates/${id}`],
      ['POST', `/inquiry-templates/${id}/versions`, { document: PLAIN_TEMPLATE }],
    ],
  },
  inquiry: {
    make: inquiryIn,
    acts: id => [
      ['GET', `/inquiries/${id}`],
      ['POST', `/inquiries/${id}/approve`],
      ['DELETE', `/inquiries/${id}`],
    ],
  },
  account: {
    make: ({ key }) => done(post(key, '/accounts')),
    acts: id => [
      ['GET', `/accounts/${id}`],
      ['DELETE', `/accounts/${id}`],
    ],
  },
  transaction: {
    make: ({ key }) => done(post(key, '/transactions')),
    acts: id => [['GET', `/transactions/${id}`]],
  },
  webhook: {
    make: ({ key }) => done(post(key, '/webhooks', WEBHOOK)),
    acts: id => [
      ['GET', `/webhooks/${id}`],
      ['POST', `/webhooks/${id}/enable`],
      ['POST', `/webhooks/${id}/rotate-secret`],
    ],
  },
  workflow: {
    make: async ({ key }) => {
      const id = await done(post(key, '/workflows', WORKFLOW))
      return done(server.call(key, 'POST', `/workflows/${id}/enable`))
    },
    acts: id => [
      ['GET', `/workflows/${id}`],
      ['POST', `/workflows/${id}/trigger`, { fields: {} }],
      ['POST', `/workflows/${id}/disable`],
    ],
  },
  consent: {
    make: ({ key, connectionId }) =>
      done(post(key, '/connect/consents', { 'connection-id': connectionId, ...NOTICE })),
    acts: id => [
      ['GET', `/connect/consents/${id}/receipt`],
      ['POST', `/connect/consents/${id}/withdraw`],
    ],
  },
  event: {
    make: async ({ key }) => {
      const account = await done(post(key, '/accounts'))
      return (await call(key, 'GET', `/events?filter[object-id]=${account}`)).json.data[0].id
    },
    acts: id => [['GET', `/events/${id}`]],
  },
  'audit entry': {
    make: async ({ key }) => {
      const account = await done(post(key, '/accounts'))
      return (await call(key, 'GET', `/connect/audit-entries?filter[object-id]=${account}`)).json.data[0].id
    },
    acts: id => [['GET', `/connect/audit-entries/${id}`]],
  },
  'reference list': {
    make: ({ key }) =>
      done(post(key, '/connect/reference-lists', { name: 'L', rows: [{ 'name-last': 'Norrvinge' }] })),
    acts: id => [
      ['GET', `/connect/reference-lists/${id}`],
      ['DELETE', `/connect/reference-lists/${id}`],
    ],
  },
  'API key': {
    make: ({ key }) => done(post(key, '/api-keys', { name: 'K' })),
    acts: id => [
      ['GET', `/api-keys/${id}`],
      ['POST', `/api-keys/${id}/clone`],
    ],
  },
  'agreement signature': {
    make: async ({ key }) => {
      const agreement = await publish(server.connect)
      // Everybody goes on sharing in production.
      await sign(server, sides.production.partnerKey, agreement)
      const signed = new Map<string, string>()
      for (const one of [sides.sandbox.key, sides.production.key]) {
        signed.set(one, (await sign(server, one, agreement)).json.data.id)
      }
      return signed.get(key) ?? ''
    },
    acts: id => [['GET', `/connect/agreement-signatures/${id}`]],
  },
}

describe.each(KINDS)('what is of the %s', kind => {
  const own = () => sides[kind]
  const other = () => sides[OTHER[kind]]

  // Guarantee: another environment's identifier is as if nothing had it, for the same organization as for a stranger.
  it.each(Object.keys(OBJECTS))('is not there for the other environment: %s', async name => {
    const object = OBJECTS[name]
    if (!object) throw new Error(name)
    const spared = await object.make(own())
    for (const [method, path, values] of object.acts(spared)) {
      const answer = await call(other().key, method, path, values)
      expect([answer.status, answer.json?.data], `${method} ${path}`).toEqual([404, undefined])
    }
    // And the owner does each of them, after the attack: it has changed nothing.
    for (const [method, path, values] of object.acts(spared)) {
      const answer = await call(own().key, method, path, values)
      expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300)
    }
  })

  it('does not fit into the other environment’s requests: connection, template, inquiry, account', async () => {
    const inquiryId = await inquiryIn(own())
    const attacks: [side: 'key' | 'partnerKey', path: string, right: object, wrong: object][] = [
      [
        'partnerKey',
        '/connect/share-tokens',
        { 'connection-id': other().connectionId, 'source-id': other().sourceId },
        { 'connection-id': own().connectionId },
      ],
      [
        'partnerKey',
        '/connect/share-tokens',
        { 'connection-id': other().connectionId, 'source-id': other().sourceId },
        { 'source-id': own().sourceId },
      ],
      [
        'key',
        '/inquiries',
        { 'inquiry-template-id': other().templateId },
        { 'inquiry-template-id': own().templateId },
      ],
      [
        'key',
        '/connect/consents',
        { 'connection-id': other().connectionId, ...NOTICE },
        { 'connection-id': own().connectionId },
      ],
      ['key', '/inquiry-sessions', { 'inquiry-id': await inquiryIn(other()) }, { 'inquiry-id': inquiryId }],
    ]
    for (const [side, path, right, wrong] of attacks) {
      const key = other()[side]
      expect((await post(key, path, { ...right })).status, path).toBeLessThan(300)
      expect([404, 422], path).toContain((await post(key, path, { ...right, ...wrong })).status)
    }
  })

  it('a share token is of no use in the other environment’s session or inquiry', async () => {
    const { data, meta } = await mintIn(own())
    const opened = await sessionIn(other())
    const secret: string = opened.json.meta['client-secret']
    const { 'notice-hash': hash } = opened.json.data.attributes
    const granted = { decision: 'granted', 'data-types': ['name'], 'notice-hash': hash, locale: 'en' }
    expect((await post(secret, '/connect/session/consents', granted)).status).toBeLessThan(300)
    for (const presented of [meta['share-token'], data.id]) {
      const answer = await post(secret, '/connect/session/redemption', { 'share-token': presented })
      expect(answer.status).toBe(404)
    }
    const foreign = await inquiryIn(other())
    const into = (key: string, id: string) =>
      post(key, `/connect/share-tokens/${data.id}/redeem`, { 'destination-id': id })
    expect((await into(other().key, foreign)).status).toBe(404)
    expect((await into(own().key, foreign)).status).toBe(404)
    expect((await into(own().key, await inquiryIn(own()))).status).toBeLessThan(300)
    // The session was none the worse for it: its own environment's token goes through.
    const { meta: right } = await mintIn(other())
    const redeemed = await post(secret, '/connect/session/redemption', {
      'share-token': right['share-token'],
    })
    expect(redeemed.status).toBe(202)
  })

  it('a connection invite is not accepted by the other environment, not even by its secret', async () => {
    const { json } = await post(own().partnerKey, '/connect/connection-invites')
    const invite = new URL(json.meta['invite-url']).hash.slice(1)
    const accept = (key: string) => post(key, '/connect/connection-invites/accept', { invite })
    expect((await accept(other().key)).status).toBe(404)
    expect((await accept(own().key)).status).toBeLessThan(300)
  })

  it('a client secret is no key, and a key no client secret', async () => {
    const { json } = await sessionIn(own())
    const secret: string = json.meta['client-secret']
    expect((await call(secret, 'GET', '/connect/session')).status).toBe(200)
    expect((await call(secret, 'GET', '/inquiries')).status).toBe(401)
    expect((await call(other().key, 'GET', '/connect/session')).status).toBe(401)
    const codes = await call(other().key, 'GET', `/connect/sessions/${json.data.id}/codes`)
    expect([403, 404]).toContain(codes.status)
  })

  it('an Idempotency-Key means nothing in the other environment', async () => {
    const headers = { 'idempotency-key': `crossing-${kind}` }
    const make = (key: string, reference: string) =>
      server.call(key, 'POST', '/accounts', { headers, body: attributes({ 'reference-id': reference }) })
    const first = await make(own().key, kind)
    expect((await make(own().key, kind)).json.data.id).toBe(first.json.data.id)
    // The very same request, and another one under the same key: neither is answered from there, and neither conflicts.
    const same = await make(other().key, kind)
    expect([same.status, same.json.data.id === first.json.data.id]).toEqual([201, false])
    expect((await make(own().key, 'else')).status).toBe(409)
  })
})

it('a file of the sandbox is had by its own link, and not by the production key', async () => {
  const key = server.sandbox.source['api-key']
  const inquiry = await server.call(key, 'GET', `/inquiries/${server.sandbox['source-inquiry-id']}`)
  const document = inquiry.json.data.relationships.documents.data.find(
    (one: { type: string }) => one.type === 'document/government-id',
  )
  const path = `/document/government-ids/${document.id}`
  const own = await server.call(key, 'GET', path)
  expect(own.status).toBe(200)
  expect((await server.call(sides.production.partnerKey, 'GET', path)).status).toBe(404)
  expect((await server.call(sides.production.partnerKey, 'GET', `/documents/${document.id}`)).status).toBe(
    404,
  )
})
