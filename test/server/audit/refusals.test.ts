import { beforeAll, describe, expect, it } from 'vitest'
import { REFUSALS_PER_MINUTE } from '../../../server/audit/refused.ts'
import { sealAudit } from '../../../server/audit/seal.ts'
import { systemClock } from '../../../server/clock.ts'
import { environmentOf, newPerson, openBrowser, signIn } from '../dashboard/browser.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { newKey } from '../identities.ts'

let ahead = 0
let server: TestServer
let environment: string
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
  environment = await environmentOf(server, 'source')
  return server.close
})

interface Entry {
  id: string
  attributes: Record<string, unknown>
}

const entriesOf = async (actorId: string, side: 'source' | 'destination' = 'source'): Promise<Entry[]> => {
  const as = side === 'source' ? server.asSource : server.asDestination
  return (await as('GET', `/connect/audit-entries?page[size]=100&filter[actor-id]=${actorId}`)).json.data
}
const refusalsOf = async (actorId: string, side?: 'source' | 'destination') =>
  (await entriesOf(actorId, side)).filter(({ attributes: said }) => said.status === 403)

/** A key that may do nothing but read connections, and its identifier. */
async function weakKey(): Promise<{ key: string; id: string }> {
  const key = await newKey(server.connect, environment, { permissions: ['connect.read'] })
  const row = await server.connect.api.store.db
    .selectFrom('api_key')
    .select('id')
    .where('environment_id', '=', environment)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return { key, id: row.id }
}

describe('a refusal', () => {
  // Guarantee: who tried what they may not do is on record, as surely as who did it.
  it('of a person at the dashboard says who, in which session, what, and on what', async () => {
    const viewer = await newPerson(server, 'viewer', 'source')
    const browser = await signIn(server, viewer)
    const id = server.sandbox['connection-id']
    const refused = await browser.ask('POST', `/${environment}/v1/connect/connections/${id}/deactivate`, {
      body: attributes({}),
    })
    expect(refused.status).toBe(403)
    expect((await server.asSource('GET', `/connect/connections/${id}`)).json.data.attributes.status).toBe(
      'active',
    )
    expect(await refusalsOf(viewer.id)).toMatchObject([
      {
        attributes: {
          'actor-type': 'operator',
          'within-id': expect.stringMatching(/^dses_/),
          operation: 'POST /connect/connections/:id/deactivate',
          'object-ids': [id],
          'request-id': refused.headers.get('request-id'),
        },
      },
    ])
  })

  it('to decide about people says the same', async () => {
    const operator = await newPerson(server, 'operator', 'source')
    const other = await newPerson(server, 'viewer', 'source')
    const browser = await signIn(server, operator)
    const path = `/${environment}/v1/operators`
    const body = attributes({ email: 'let.in@meridian.example', name: 'Let In', role: 'admin' })
    expect((await browser.ask('POST', path, { body })).status).toBe(403)
    const raised = { body: attributes({ role: 'admin' }) }
    expect((await browser.ask('PATCH', `${path}/${other.id}`, raised)).status).toBe(403)
    expect((await browser.ask('DELETE', `${path}/${other.id}`)).status).toBe(403)
    const said = (await refusalsOf(operator.id)).map(one => [
      one.attributes.operation,
      one.attributes['object-ids'],
    ])
    expect(said).toEqual([
      ['DELETE /operators/:id', [other.id]],
      ['PATCH /operators/:id', [other.id]],
      ['POST /operators', []],
    ])
    expect(JSON.stringify(await entriesOf(operator.id))).not.toContain('let.in')
  })

  it('of an API key says which, also of what only reads', async () => {
    const { key, id } = await weakKey()
    expect((await server.call(key, 'POST', '/accounts', { body: attributes({}) })).status).toBe(403)
    expect((await server.call(key, 'GET', '/api-keys')).status).toBe(403)
    const said = (await refusalsOf(id)).map(one => one.attributes.operation)
    expect(said).toEqual(['GET /api-keys', 'POST /accounts'])
  })

  it('is there where the operation is the other side’s, too', async () => {
    const id = server.sandbox['connection-id']
    const change = attributes({ 'data-types': ['name'] })
    expect((await server.asDestination('PATCH', `/connect/connections/${id}`, change)).status).toBe(403)
    const { json } = await server.asDestination('GET', `/connect/audit-entries?filter[object-id]=${id}`)
    expect(json.data[0].attributes).toMatchObject({
      operation: 'PATCH /connect/connections/:id',
      status: 403,
    })
    // It is the refused side's to know, and not the other's.
    const others = await server.asSource('GET', `/connect/audit-entries?filter[object-id]=${id}`)
    expect(others.json.data.map((one: Entry) => one.attributes.operation)).not.toContain(
      'PATCH /connect/connections/:id',
    )
  })

  // Guarantee: nobody fills what is kept for good, and nobody's noise hides somebody else's attempt.
  it('is written down ten times a minute for each caller, and then in the next minute', async () => {
    const [noisy, quiet] = [await weakKey(), await weakKey()]
    const times = Array.from({ length: REFUSALS_PER_MINUTE + 5 })
    await Promise.all(times.map(() => server.call(noisy.key, 'GET', '/api-keys')))
    expect(await refusalsOf(noisy.id)).toHaveLength(REFUSALS_PER_MINUTE)
    await server.call(quiet.key, 'GET', '/api-keys')
    expect(await refusalsOf(quiet.id)).toHaveLength(1)
    ahead += 61_000
    await server.call(noisy.key, 'GET', '/api-keys')
    expect(await refusalsOf(noisy.id)).toHaveLength(REFUSALS_PER_MINUTE + 1)
  })

  it('of nobody who is known, and of what is not valid or not there, leaves nothing', async () => {
    const { db } = server.connect.api.store
    const count = async () => (await db.selectFrom('audit_entry').select('id').execute()).length
    const before = await count()
    expect((await server.call(null, 'GET', '/api-keys')).status).toBe(401)
    expect((await server.call('connect_sandbox_none', 'GET', '/api-keys')).status).toBe(401)
    expect((await openBrowser(server).ask('GET', `/${environment}/v1/operators`)).status).toBe(401)
    expect((await server.asSource('POST', '/api-keys', attributes({ name: '' }))).status).toBe(400)
    expect((await server.asSource('GET', `/inquiries/inq_${'0'.repeat(26)}`)).status).toBe(404)
    expect(await count()).toBe(before)
  })

  it('is sealed and proven as everything else', async () => {
    const { key, id } = await weakKey()
    await server.call(key, 'GET', '/api-keys')
    await sealAudit(server.connect.api)
    const [entry] = await refusalsOf(id)
    const proof = await server.asSource('GET', `/connect/audit-entries/${entry?.id}/proof`)
    expect(proof.status).toBe(200)
  })
})
