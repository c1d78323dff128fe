import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'
import { publish, sign } from '../production.ts'

const SIGNATURES = '/connect/agreement-signatures'

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

const newcomer = async () => newKey(server.connect, await newEnvironment(server.connect, 'production'))

const agreementsOf = async (key: string) =>
  (await server.call(key, 'GET', '/connect/agreements?page[size]=100')).json.data
const agreementOf = async (key: string, id: string) =>
  (await agreementsOf(key)).find((one: { id: string }) => one.id === id)

describe('the agreement', () => {
  // Guarantee: what is hashed is what is read, byte for byte: whoever has the text can check the hash without this program.
  it('is told word for word, with the SHA-256 of its very bytes', async () => {
    const text = '\ufeffDas Übereinkommen.\r\n\tEnd – without a line feed'
    const { id } = await publish(server.connect, { text })
    const { attributes: told } = await agreementOf(await newcomer(), id)
    expect(told.text).toBe(text)
    const digest = createHash('sha256').update(Buffer.from(told.text, 'utf8')).digest('hex')
    expect(told['document-hash']).toBe(`sha-256:${digest}`)
  })

  it('tells of each version whether it is in force and whether the organization has signed it', async () => {
    const key = await newcomer()
    const before = await publish(server.connect)
    await sign(server, key, before)
    ahead += 1
    const current = await publish(server.connect, { graceDays: 10 })
    const next = await publish(server.connect, { effectiveAt: server.connect.api.clock() + 3_600_000 })
    const told = (await agreementsOf(key)).slice(0, 3)
    expect(told.map((one: { id: string }) => one.id)).toEqual([next.id, current.id, before.id])
    const states = told.map((one: { attributes: Record<string, unknown> }) => one.attributes.status)
    expect(states).toEqual(['upcoming', 'current', 'grace'])
    const [, unsigned, signed] = told
    expect(unsigned.attributes['signed-at']).toBeNull()
    expect(unsigned.relationships.signature.data).toBeNull()
    expect(signed.attributes['signed-at']).toMatch(/Z$/)
    expect(signed.relationships.signature.data.type).toBe('connect/agreement-signature')
    ahead += 3_600_000
  })

  // Guarantee: everybody learns of a version before it counts, by an event that webhooks and workflows take.
  it('is announced to every environment', async () => {
    const { id, hash, version } = await publish(server.connect)
    for (const key of [server.sandbox.source['api-key'], await newcomer()]) {
      const found = await server.call(key, 'GET', `/events?filter[object-id]=${id}`)
      if (key === server.sandbox.source['api-key']) {
        expect(found.json.data[0].attributes.payload.data.attributes).toEqual({
          version,
          'document-hash': hash,
        })
      } else expect(found.json.data).toEqual([])
    }
  })
})

describe('signing', () => {
  it('keeps who, when and what, readable to the own organization alone', async () => {
    const key = await newcomer()
    const agreement = await publish(server.connect)
    const answer = await sign(server, key, agreement)
    expect(answer.status).toBe(201)
    expect(answer.json.data).toEqual({
      type: 'connect/agreement-signature',
      id: expect.stringMatching(/^agsg_/),
      attributes: {
        'document-hash': agreement.hash,
        'signer-name': 'Ada Example',
        'signer-title': 'Director',
        'signer-email': 'ada@bank.example',
        'created-at': expect.stringMatching(/Z$/),
      },
      relationships: { agreement: { data: { type: 'connect/agreement', id: agreement.id } } },
    })
    const { id } = answer.json.data
    expect((await server.call(key, 'GET', `${SIGNATURES}/${id}`)).json.data).toEqual(answer.json.data)
    expect((await server.call(key, 'GET', SIGNATURES)).json.data).toEqual([answer.json.data])
    const stranger = await newcomer()
    expect((await server.call(stranger, 'GET', `${SIGNATURES}/${id}`)).status).toBe(404)
    expect((await server.call(stranger, 'GET', SIGNATURES)).json.data).toEqual([])
  })

  // Guarantee: the signer is sealed in the store, and is in no event and no line of the log.
  it('tells nobody else the signer', async () => {
    const key = await newcomer()
    const { json } = await sign(server, key, await publish(server.connect))
    const { db } = server.connect.api.store
    const row = await db
      .selectFrom('agreement_signature')
      .selectAll()
      .where('id', '=', json.data.id)
      .executeTakeFirstOrThrow()
    expect(Buffer.from(row.sealed_signer).includes('Ada')).toBe(false)
    const [event] = (await server.call(key, 'GET', `/events?filter[object-id]=${json.data.id}`)).json.data
    expect(event.attributes.name).toBe('connect/agreement.signed')
    expect(JSON.stringify(event)).not.toContain('Ada')
    expect(server.log()).not.toContain('ada@bank.example')
  })

  it('happens once for each version, also for two at once', async () => {
    const key = await newcomer()
    const agreement = await publish(server.connect)
    const answers = await Promise.all([1, 2, 3, 4].map(() => sign(server, key, agreement)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect((await server.call(key, 'GET', SIGNATURES)).json.data).toHaveLength(1)
  })

  // Guarantee: nobody signs what they have not read.
  it('needs the hash of the text that was read', async () => {
    const key = await newcomer()
    const [one, other] = [await publish(server.connect), await publish(server.connect)]
    const answer = await sign(server, key, { id: other.id, hash: one.hash })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('document-hash is not that of this version')
    expect((await server.call(key, 'GET', SIGNATURES)).json.data).toEqual([])
  })

  it('is for what is in force, or will be', async () => {
    const key = await newcomer()
    const before = await publish(server.connect)
    ahead += 1
    const current = await publish(server.connect)
    expect((await sign(server, key, before)).status).toBe(409)
    const next = await publish(server.connect, { effectiveAt: server.connect.api.clock() + 3_600_000 })
    expect((await sign(server, key, next)).status).toBe(201)
    expect((await sign(server, key, current)).status).toBe(201)
    expect(
      (await sign(server, key, { id: 'agr_01k7f3q9vbe4rtd2m8xw6ycs5h', hash: current.hash })).status,
    ).toBe(422)
    ahead += 3_600_000
  })

  it.each([
    ['no name', { 'signer-name': ' ' }],
    ['no address', { 'signer-email': 'ada' }],
    ['a title of more than 200 characters', { 'signer-title': 'x'.repeat(201) }],
    ['more than is asked for', { signature: 'x' }],
  ])('is refused with %s', async (_what, more) => {
    const { id, hash } = await publish(server.connect)
    const values = {
      'agreement-id': id,
      'document-hash': hash,
      'signer-name': 'Ada',
      'signer-title': 'Director',
      'signer-email': 'ada@bank.example',
    }
    const key = await newcomer()
    const body = attributes({ ...values, ...more })
    expect((await server.call(key, 'POST', SIGNATURES, { body })).status).toBe(400)
    expect((await server.call(key, 'GET', SIGNATURES)).json.data).toEqual([])
  })

  // Guarantee: who may share may not bind the organization by that.
  it('needs a permission of its own', async () => {
    const environmentId = await newEnvironment(server.connect, 'production')
    const permissions = ['agreement.read', 'connect.create', 'connect.redeem', 'api-key.write']
    const key = await newKey(server.connect, environmentId, { permissions })
    const answer = await sign(server, key, await publish(server.connect))
    expect([answer.status, answer.json.errors[0].details]).toEqual([
      403,
      'the API key lacks the permission agreement.sign',
    ])
  })
})
