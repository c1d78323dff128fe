import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

const PATH = '/connect/connection-invites'
const OFFER = {
  'data-types': ['name', 'birthdate'],
  'share-url': 'https://source.example/share',
  'lowest-consent-tier': 'hosted',
  'unbound-tokens': 'refused',
  'required-consents': ['destination'],
  terms: { url: 'https://source.example/terms', version: '7' },
}

/** An invite as the source makes it; what follows the `#` of its link is for the destination. */
async function invite(more: Record<string, unknown> = {}) {
  const { status, json, text } = await server.asSource('POST', PATH, attributes({ ...OFFER, ...more }))
  if (status !== 201) throw new Error(text)
  const url = new URL(json.meta['invite-url'])
  return { id: json.data.id, resource: json.data, url, secretForm: url.hash.slice(1) }
}

/** A destination of its own, so that a test's connection is nobody else's. */
async function newDestination(kind: 'sandbox' | 'production' = 'sandbox') {
  const key = await newKey(server.connect, await newEnvironment(server.connect, kind))
  const post = (action: string, body: Record<string, unknown>) =>
    server.call(key, 'POST', `${PATH}/${action}`, { body: attributes(body) })
  return {
    key,
    preview: (secretForm: string) => post('preview', { invite: secretForm }),
    accept: (secretForm: string, more = {}) => post('accept', { invite: secretForm, ...more }),
    connections: async () => (await server.call(key, 'GET', '/connect/connections')).json.data,
  }
}

const statusOf = async (id: string) =>
  (await server.asSource('GET', `${PATH}/${id}`)).json.data.attributes.status

async function rows() {
  const { db } = server.connect.api.store
  return db.selectFrom('connection_invite').selectAll().execute()
}

describe('POST /connect/connection-invites', () => {
  // Guarantee: the secret is told once, in the part of the link that no server sees, and is nowhere in the store.
  it('answers, once, a link with the secret in its fragment', async () => {
    const { id, url, secretForm } = await invite({ note: 'for the bank' })
    expect(url.origin + url.pathname + url.search).toBe(`${server.origin}/invite`)
    expect(secretForm).toMatch(new RegExp(`^${id}\\.[A-Za-z0-9_-]{43}$`))
    const secret = secretForm.split('.')[1] ?? ''
    expect(JSON.stringify(await rows())).not.toContain(secret)
    expect((await server.asSource('GET', `${PATH}/${id}`)).text).not.toContain(secret)
  })

  it.each([
    ['a life under a minute', { 'expires-in-seconds': 59 }],
    ['a life over ninety days', { 'expires-in-seconds': 7_776_001 }],
    ['no data type', { 'data-types': [] }],
    ['no side that has to consent', { 'required-consents': [] }],
    ['an address that is none', { 'share-url': 'javascript:alert(1)' }],
    ['an empty note', { note: '' }],
    ['a destination', { 'destination-organization-id': 'org_x' }],
  ])('refuses %s', async (_what, more) => {
    const before = (await rows()).length
    expect((await server.asSource('POST', PATH, attributes({ ...OFFER, ...more }))).status).toBe(400)
    expect((await rows()).length).toBe(before)
  })
})

describe('looking at an invite', () => {
  it('tells whoever holds the link who offers what, and no more', async () => {
    const { secretForm } = await invite({ note: 'a reminder of ours' })
    const { status, json } = await (await newDestination()).preview(secretForm)
    expect(status).toBe(200)
    expect(json.data.attributes).toEqual({
      source: expect.objectContaining({ name: 'Meridian Exchange' }),
      'data-types': OFFER['data-types'],
      'lowest-consent-tier': 'hosted',
      'unbound-tokens': 'refused',
      'required-consents': ['destination'],
      'source-terms': OFFER.terms,
      'created-at': expect.any(String),
      'expires-at': expect.any(String),
    })
  })

  it('is listed and retrieved by the organization that made it, and by nobody else', async () => {
    const { id } = await invite()
    const { json } = await server.asSource('GET', `${PATH}?filter[status]=pending&page[size]=100`)
    expect(json.data.map((row: { id: string }) => row.id)).toContain(id)
    expect((await server.asDestination('GET', PATH)).json.data).toEqual([])
    expect((await server.asDestination('GET', `${PATH}/${id}`)).status).toBe(404)
    expect((await server.asDestination('POST', `${PATH}/${id}/revoke`)).status).toBe(404)
  })

  it('is found by where it stands', async () => {
    const pending = await invite()
    const revoked = await invite()
    await server.asSource('POST', `${PATH}/${revoked.id}/revoke`)
    const accepted = await invite()
    await (await newDestination()).accept(accepted.secretForm)
    const late = await invite({ 'expires-in-seconds': 60 })
    ahead = 60_000
    const found = async (status: string) => {
      const { json } = await server.asSource('GET', `${PATH}?filter[status]=${status}&page[size]=100`)
      const own = [pending.id, revoked.id, accepted.id, late.id]
      return json.data.map((row: { id: string }) => row.id).filter((id: string) => own.includes(id))
    }
    expect(await found('pending')).toEqual([pending.id])
    expect(await found('revoked')).toEqual([revoked.id])
    expect(await found('accepted')).toEqual([accepted.id])
    expect(await found('expired')).toEqual([late.id])
    ahead = 0
  })

  it('tells the source of its life, and nobody else', async () => {
    const { id, secretForm } = await invite()
    const destination = await newDestination()
    await destination.accept(secretForm)
    const namesOf = async (key: string) =>
      (await server.call(key, 'GET', `/events?filter[object-id]=${id}`)).json.data.map(
        (event: { attributes: { name: string } }) => event.attributes.name,
      )
    expect(await namesOf(server.sandbox.source['api-key'])).toEqual([
      'connect/connection-invite.accepted',
      'connect/connection-invite.created',
    ])
    expect(await namesOf(destination.key)).toEqual([])
  })
})

describe('accepting an invite', () => {
  it('makes the connection that was offered, active at once, and tells both sides', async () => {
    const { id, secretForm } = await invite()
    const destination = await newDestination()
    const terms = { url: 'https://bank.example/terms', version: '1' }
    const { status, json } = await destination.accept(secretForm, { terms })
    expect(status).toBe(201)
    expect(json.data.attributes).toMatchObject({
      status: 'active',
      'source-organization-id': server.sandbox.source['organization-id'],
      'data-types': OFFER['data-types'],
      'share-url': OFFER['share-url'],
      'lowest-consent-tier': 'hosted',
      'unbound-tokens': 'refused',
      'required-consents': ['destination'],
      'source-terms': OFFER.terms,
      'destination-terms': terms,
    })
    const invited = (await server.asSource('GET', `${PATH}/${id}`)).json.data
    expect(invited.attributes.status).toBe('accepted')
    expect(invited.relationships.connection.data.id).toBe(json.data.id)
    for (const key of [destination.key, server.sandbox.source['api-key']]) {
      const events = await server.call(key, 'GET', `/events?filter[object-id]=${json.data.id}`)
      expect(
        events.json.data.map((event: { attributes: { name: string } }) => event.attributes.name).sort(),
      ).toEqual(['connect/connection.accepted', 'connect/connection.created'])
    }
  })

  it('lets an organization accept its own invite, to try things out', async () => {
    const { secretForm } = await invite()
    const body = attributes({ invite: secretForm })
    const { json } = await server.asSource('POST', `${PATH}/accept`, body)
    expect(json.data.attributes['destination-organization-id']).toBe(server.sandbox.source['organization-id'])
  })

  // Guarantee: an invite leads to one connection, however many accept it at once.
  it('happens once, whoever races', async () => {
    const { secretForm } = await invite()
    const racers = await Promise.all(Array.from({ length: 8 }, () => newDestination()))
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => racers[index % 8]?.accept(secretForm)),
    )
    const statuses = answers.map(answer => answer?.status)
    expect(statuses.filter(status => status === 201)).toHaveLength(1)
    expect(statuses.filter(status => status === 404)).toHaveLength(31)
    const made = await Promise.all(racers.map(racer => racer.connections()))
    expect(made.flat()).toHaveLength(1)
  })

  // Guarantee: nobody learns why a link does not work, or whether there ever was one.
  it('answers every link that does not work in one way, and changes nothing', async () => {
    const destination = await newDestination()
    const revoked = await invite()
    await server.asSource('POST', `${PATH}/${revoked.id}/revoke`)
    const used = await invite()
    await (await newDestination()).accept(used.secretForm)
    const [late, foreign] = [await invite({ 'expires-in-seconds': 60 }), await invite()]
    const wrongSecret = `${foreign.id}.${'A'.repeat(43)}`
    const otherId = `${used.id}.${foreign.secretForm.split('.')[1]}`
    const production = await newDestination('production')

    const answers = [
      await destination.accept('cinv_01k7f3q9vbe4rtd2m8xw6ycs5h.'.padEnd(75, 'A')),
      await destination.accept('nonsense'),
      await destination.accept(foreign.id),
      await destination.accept(wrongSecret),
      await destination.accept(otherId),
      await destination.accept(revoked.secretForm),
      await destination.accept(used.secretForm),
      await destination.preview(used.secretForm),
      await production.accept(foreign.secretForm),
      await production.preview(foreign.secretForm),
    ]
    ahead = 60_000
    answers.push(await destination.accept(late.secretForm), await destination.preview(late.secretForm))
    expect(await statusOf(late.id)).toBe('expired')
    ahead = 0
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(404)
    expect(await destination.connections()).toEqual([])
    expect(await statusOf(foreign.id)).toBe('pending')
  })
})

describe('revoking an invite', () => {
  it('ends it, once, and not after it was accepted', async () => {
    const { id } = await invite()
    const revoke = () => server.asSource('POST', `${PATH}/${id}/revoke`)
    expect((await revoke()).json.data.attributes.status).toBe('revoked')
    expect((await revoke()).status).toBe(409)
    const used = await invite()
    await (await newDestination()).accept(used.secretForm)
    expect((await server.asSource('POST', `${PATH}/${used.id}/revoke`)).status).toBe(409)
    expect(await statusOf(used.id)).toBe('accepted')
  })
})
