import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { attributes, followRedemption, mint, startServer, type TestServer } from '../harness.ts'

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

const path = (id: string, action = '') => `/connect/share-tokens/${id}${action}`
const seen = async (id: string) => (await server.asDestination('GET', path(id))).json.data

/** Redeems as the destination's backend and waits for the end; the redemption's row. */
async function redeemed(tokenId: string, body?: unknown) {
  const answer = await server.asDestination('POST', path(tokenId, '/redeem'), body)
  if (answer.status !== 202) throw new Error(answer.text)
  const { db } = server.connect.api.store
  const find = () =>
    db.selectFrom('redemption').selectAll().where('share_token_id', '=', tokenId).executeTakeFirstOrThrow()
  await followRedemption(server, (await find()).id)
  return find()
}

describe('a share token', () => {
  it('is listed by both sides, each in its own direction', async () => {
    const token = await mint(server)
    for (const [ask, direction] of [
      [server.asSource, 'outbound'],
      [server.asDestination, 'inbound'],
    ] as const) {
      const { json } = await ask('GET', `/connect/share-tokens?filter[direction]=${direction}&page[size]=100`)
      const found = json.data.find((one: { id: string }) => one.id === token.id)
      expect(found.attributes.direction).toBe(direction)
    }
  })

  // Guarantee: the order is the whole list's, not a page's, and the links to the neighbours keep it.
  it('is listed with the oldest first, page after page', async () => {
    for (let count = 0; count < 3; count += 1) await mint(server)
    const ids = async (path: string) => {
      const { json } = await server.asSource('GET', path)
      return { ids: json.data.map(({ id }: { id: string }) => id), next: json.links.next }
    }
    const all = await ids('/connect/share-tokens?page[size]=100')
    const first = await ids('/connect/share-tokens?sort=created-at&page[size]=2')
    const second = await ids(first.next.replace('/api/v1', ''))
    expect([...first.ids, ...second.ids]).toEqual(all.ids.toReversed().slice(0, 4))
    expect((await server.asSource('GET', '/connect/share-tokens?sort=status')).status).toBe(400)
  })

  it('is listed among those of its time', async () => {
    const token = await mint(server)
    const { 'created-at': at } = (await seen(token.id)).attributes
    const listed = async (filter: string, ms: number) => {
      const time = encodeURIComponent(new Date(Date.parse(at) + ms).toISOString())
      const { json } = await server.asSource('GET', `/connect/share-tokens?filter[${filter}]=${time}`)
      return json.data.some((one: { id: string }) => one.id === token.id)
    }
    expect(await listed('created-at-start', 0)).toBe(true)
    expect(await listed('created-at-start', 1)).toBe(false)
    expect(await listed('created-at-end', 0)).toBe(true)
    expect(await listed('created-at-end', -1)).toBe(false)
  })

  it('leads to its redemption, for its destination', async () => {
    const [one, other] = [await mint(server), await mint(server)]
    const redemption = await redeemed(one.id)
    const listed = async (id: string) =>
      (await server.asDestination('GET', `/connect/redemptions?filter[share-token-id]=${id}`)).json.data
    expect((await listed(one.id)).map(({ id }: { id: string }) => id)).toEqual([redemption.id])
    expect(await listed(other.id)).toEqual([])
  })

  // Guarantee: the destination never learns which object of the source a token stands for, before or after.
  it('does not tell the destination what it stands for', async () => {
    const token = await mint(server)
    const { relationships } = await seen(token.id)
    expect(Object.keys(relationships)).toEqual(['connection'])
  })

  it('is expired by its source, once, and not by its destination', async () => {
    const token = await mint(server)
    expect((await server.asDestination('POST', path(token.id, '/expire'))).status).toBe(403)
    const expired = await server.asSource('POST', path(token.id, '/expire'))
    expect(expired.json.data.attributes.status).toBe('expired')
    expect((await server.asSource('POST', path(token.id, '/expire'))).status).toBe(409)
    expect((await server.asDestination('POST', path(token.id, '/redeem'))).status).toBe(409)
  })

  // Guarantee: a token's time is up at its second, whether or not anything has run since.
  it('expires by time, in what is shown, in lists and in what is allowed', async () => {
    const token = await mint(server, 'complete', { 'expires-in-seconds': 60 })
    const listed = async (status: string) => {
      const { json } = await server.asSource(
        'GET',
        `/connect/share-tokens?filter[status]=${status}&page[size]=100`,
      )
      return json.data.some((one: { id: string }) => one.id === token.id)
    }
    expect([await listed('created'), await listed('expired')]).toEqual([true, false])
    ahead = 60_000
    const { attributes: late } = await seen(token.id)
    const lists = [await listed('created'), await listed('expired')]
    const refused = await server.asDestination('POST', path(token.id, '/redeem'))
    ahead = 0
    expect(late.status).toBe('expired')
    expect(lists).toEqual([false, true])
    expect(refused.status).toBe(409)
  })

  it('stops when its connection is deactivated, and stays stopped when that is reactivated', async () => {
    const destination = server.sandbox.destination['organization-id']
    const made = await server.asSource(
      'POST',
      '/connect/connections',
      attributes({ 'destination-organization-id': destination }),
    )
    const connection = `/connect/connections/${made.json.data.id}`
    await server.asDestination('POST', `${connection}/accept`)
    const token = await mint(server, 'complete', { 'connection-id': made.json.data.id })
    await server.asSource('POST', `${connection}/deactivate`)
    await server.asSource('POST', `${connection}/reactivate`)
    await server.asDestination('POST', `${connection}/accept`)
    expect((await seen(token.id)).attributes.status).toBe('expired')
  })
})

describe('peek-source-data', () => {
  // Guarantee: presence, never a value; for the destination, while there is something to redeem.
  it('shows which fields have a value, to the destination alone', async () => {
    const token = await mint(server, 'complete', { 'data-types': ['name', 'birthdate'] })
    const { json, text } = await server.asDestination('GET', `${path(token.id)}?peek-source-data=true`)
    expect(json.data.attributes['source-data']['peekable-attributes'].fields).toEqual({
      birthdate: { visibility: 'presence', value: true },
      'name-first': { visibility: 'presence', value: true },
      'name-last': { visibility: 'presence', value: true },
    })
    expect(text).not.toContain('Norrvinge')
    const own = await server.asSource('GET', `${path(token.id)}?peek-source-data=true`)
    expect(own.json.data.attributes).not.toHaveProperty('source-data')
    await server.asSource('POST', path(token.id, '/expire'))
    const late = await server.asDestination('GET', `${path(token.id)}?peek-source-data=true`)
    expect(late.json.data.attributes).not.toHaveProperty('source-data')
  })
})

describe('a preview', () => {
  it('says what a redemption would leave missing, and leaves the token unspent', async () => {
    const token = await mint(server, 'no-proof-of-address')
    const body = attributes({
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id-strict'],
    })
    const { json } = await server.asDestination('POST', path(token.id, '/preview'), body)
    expect(json.data.attributes.missing).toEqual([{ kind: 'document', name: 'proof-of-address' }])
    expect((await seen(token.id)).attributes.status).toBe('created')
    expect((await server.asSource('POST', path(token.id, '/preview'), body)).status).toBe(403)
  })
})

describe('a batch', () => {
  const batch = (sourceIds: string[]) =>
    server.asSource(
      'POST',
      '/connect/share-tokens/batch',
      attributes({ 'connection-id': server.sandbox['connection-id'], 'source-ids': sourceIds }),
    )

  it('makes a token for each object', async () => {
    const ids = [await server.inquiryOf('complete'), await server.inquiryOf('minor')]
    const { status, json } = await batch(ids)
    expect(status).toBe(201)
    expect(
      json.data.map(
        (one: { relationships: { source: { data: { id: string } } } }) => one.relationships.source.data.id,
      ),
    ).toEqual(ids)
    expect(Object.keys(json.meta['share-tokens'])).toEqual(json.data.map((one: { id: string }) => one.id))
  })

  // Guarantee: one bad object, and nothing has been made.
  it('makes none where one cannot be made', async () => {
    const { db } = server.connect.api.store
    const count = async () => (await db.selectFrom('share_token').select('id').execute()).length
    const before = await count()
    const answer = await batch([await server.inquiryOf('complete'), 'inq_01m8383bbzfajt0f8q5rwjz9j2'])
    expect(answer.status).toBe(422)
    expect(await count()).toBe(before)
  })
})

describe('cloning', () => {
  it('makes a new inquiry with the source’s fields, files and verifications, and says whose they were', async () => {
    const token = await mint(server)
    const { destination_id: id } = await redeemed(token.id)
    const { json } = await server.asDestination('GET', `/inquiries/${id}?include=verifications`)
    const source = await server.asSource('GET', `/inquiries/${await server.inquiryOf('complete')}`)
    const values = (data: typeof json.data) =>
      Object.fromEntries(
        Object.entries<{ value: string | null }>(data.attributes.fields).flatMap(([name, { value }]) =>
          value === null ? [] : [[name, value]],
        ),
      )
    expect(values(json.data)).toEqual(values(source.json.data))
    expect(json.data.attributes.status).toBe('approved')
    const { db } = server.connect.api.store
    const [verification] = json.data.relationships.verifications.data
    const row = await db
      .selectFrom('verification')
      .selectAll()
      .where('id', '=', verification.id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.cloned_from_json ?? '')).toMatchObject({
      'organization-id': server.sandbox.source['organization-id'],
    })
    expect((await seen(token.id)).attributes).toMatchObject({ status: 'redeemed', 'redeem-mode': 'clone' })
  })

  it('makes a verification out of a verification', async () => {
    const source = await server.asSource('GET', `/inquiries/${await server.inquiryOf('complete')}`)
    const [verification] = source.json.data.relationships.verifications.data
    const minted = await server.asSource(
      'POST',
      '/connect/share-tokens',
      attributes({ 'connection-id': server.sandbox['connection-id'], 'source-id': verification.id }),
    )
    const { destination_id: id } = await redeemed(minted.json.data.id)
    const clone = await server.asDestination('GET', `/verifications/${id}`)
    const original = await server.asSource('GET', `/verifications/${verification.id}`)
    expect(clone.json.data.attributes.checks).toEqual(original.json.data.attributes.checks)
    expect(id).not.toBe(verification.id)
  })

  // Guarantee: a clone brings no more than the token, the connection and the consents let travel.
  it('brings only what travels', async () => {
    const token = await mint(server, 'complete', { 'data-types': ['name'] })
    const { destination_id: id } = await redeemed(token.id)
    const { json } = await server.asDestination('GET', `/inquiries/${id}`)
    expect(Object.keys(json.data.attributes.fields).sort()).toEqual(['name-first', 'name-last'])
    expect(json.data.relationships.verifications.data).toEqual([])
  })
})

describe('field mappings', () => {
  const hydrate = async (mappings: { source: string; destination: string }[]) => {
    const made = await server.asDestination(
      'POST',
      '/inquiries',
      attributes({ 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }),
    )
    const token = await mint(server, 'complete', { 'data-types': ['name', 'birthdate'] })
    await redeemed(token.id, {
      ...attributes({ 'destination-id': made.json.data.id }),
      meta: {
        'field-mappings': mappings.map(({ source, destination }) => ({
          'source-field-name': source,
          'destination-field-name': destination,
        })),
      },
    })
    return (await server.asDestination('GET', `/inquiries/${made.json.data.id}`)).json.data.attributes.fields
  }

  it('fill what no field of the same name fills, and override none that one does', async () => {
    const fields = await hydrate([
      { source: 'name_first', destination: 'address_street_2' },
      { source: 'name_first', destination: 'name_last' },
    ])
    expect(fields['address-street-2'].value).toBe('Elsa')
    expect(fields['name-last'].value).toBe('Norrvinge')
  })

  // Guarantee: another name does not smuggle out what does not travel.
  it('bring nothing that does not travel under its own name', async () => {
    const fields = await hydrate([{ source: 'email_address', destination: 'address_street_2' }])
    expect(fields['address-street-2'].value).toBeNull()
  })
})
