import { beforeAll, describe, expect, it } from 'vitest'
import { sealAudit } from '../../../server/audit/seal.ts'
import { environmentOf, newPerson, signIn } from '../dashboard/browser.ts'
import { attributes, mint, share, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  return server.close
})

// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape is what they assert
const entries = async (query = '', side: 'source' | 'destination' = 'source'): Promise<any[]> => {
  const as = side === 'source' ? server.asSource : server.asDestination
  const answer = await as('GET', `/connect/audit-entries?page[size]=100${query}`)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json.data
}

describe('an audit entry', () => {
  it('says which key has done what on what, for which request', async () => {
    const made = await server.asSource('POST', '/api-keys', attributes({ name: 'audited' }))
    const { id } = made.json.data
    await server.asSource('PATCH', `/api-keys/${id}`, attributes({ name: 'changed' }))
    const [changed, created] = await entries(`&filter[object-id]=${id}`)
    const key = await server.connect.api.store.db
      .selectFrom('api_key')
      .select('api_key.id')
      .innerJoin('environment', 'environment.id', 'api_key.environment_id')
      .where('organization_id', '=', server.sandbox.source['organization-id'])
      .orderBy('api_key.id')
      .executeTakeFirstOrThrow()
    expect(created.attributes).toMatchObject({
      'actor-type': 'api-key',
      'actor-id': key.id,
      'within-id': null,
      operation: 'POST /api-keys',
      'object-ids': [id],
      'request-id': made.headers.get('request-id'),
      status: 201,
    })
    expect(changed.attributes).toMatchObject({ operation: 'PATCH /api-keys/:id', 'object-ids': [id] })
  })

  it('says which person has done it, in which session', async () => {
    const person = await newPerson(server, 'operator', 'source')
    const browser = await signIn(server, person)
    const environment = await environmentOf(server, 'source')
    const path = `/${environment}/v1/connect/connection-invites`
    const { json } = await browser.ask('POST', path, { body: attributes({}) })
    const [entry] = await entries(`&filter[actor-id]=${person.id}`)
    expect(entry.attributes).toMatchObject({
      'actor-type': 'operator',
      'within-id': expect.stringMatching(/^dses_/),
      operation: 'POST /connect/connection-invites',
      'object-ids': [json.data.id],
    })
  })

  it('says who has signed in and out, and whom they have let in', async () => {
    const admin = await newPerson(server, 'admin', 'source')
    const browser = await signIn(server, admin)
    const path = `/${await environmentOf(server, 'source')}/v1/operators`
    const body = attributes({ email: 'let.in@meridian.example', name: 'Let In', role: 'viewer' })
    const { json } = await browser.ask('POST', path, { body })
    await browser.ask('PATCH', `${path}/${json.data.id}`, { body: attributes({ role: 'operator' }) })
    await browser.ask('DELETE', `${path}/${json.data.id}`)
    await browser.ask('POST', '/sign-out')
    const done = await entries(`&filter[actor-id]=${admin.id}`)
    expect(done.map(({ attributes: said }) => said.operation)).toEqual([
      'POST /dashboard/api/sign-out',
      'DELETE /operators/:id',
      'PATCH /operators/:id',
      'POST /operators',
      'POST /dashboard/api/sign-in/link/redeem',
    ])
    expect(done[2].attributes['object-ids']).toEqual([json.data.id])
    expect(JSON.stringify(done)).not.toContain('let.in')
  })

  it('says what a person has done at a destination’s page, by the session', async () => {
    const { session, token } = await share(server)
    const done = await entries(`&filter[actor-id]=${session.id}`, 'destination')
    expect(done.map(({ attributes: said }) => said.operation)).toEqual([
      'POST /connect/session/redemption',
      'POST /connect/session/consents',
    ])
    expect(done[0].attributes['object-ids']).toContain(token.id.split('.')[0])
  })

  it('names every object that a batch has made', async () => {
    const ids = [await server.inquiryOf('complete'), await server.inquiryOf('passport-holder')]
    const body = attributes({ 'connection-id': server.sandbox['connection-id'], 'source-ids': ids })
    const { json, status } = await server.asSource('POST', '/connect/share-tokens/batch', body)
    expect(status).toBe(201)
    const made = json.data.map((one: { id: string }) => one.id)
    const [entry] = await entries(`&filter[object-id]=${made[1]}`)
    expect(entry.attributes['object-ids']).toEqual(made)
  })

  // Guarantee: what did not happen is not said to have happened, and what happened once is said once.
  it('is there exactly when something was done', async () => {
    const count = async () => (await entries()).length
    const before = await count()
    expect((await server.asSource('POST', '/api-keys', attributes({ name: '' }))).status).toBe(400)
    expect((await server.asSource('POST', `/api-keys/api_${'0'.repeat(26)}/clone`)).status).toBe(404)
    await server.asSource('GET', '/api-keys')
    expect(await count()).toBe(before)
    const headers = { 'idempotency-key': 'audited-once' }
    const key = server.sandbox.source['api-key']
    const body = attributes({ name: 'once' })
    for (const _ of [1, 2, 3]) await server.call(key, 'POST', '/api-keys', { body, headers })
    expect(await count()).toBe(before + 1)
  })

  it('is found by who, what and when, and the pages go on from each other', async () => {
    await mint(server)
    const from = new Date().toISOString()
    await mint(server)
    const operation = encodeURIComponent('POST /connect/share-tokens')
    const minted = await entries(`&filter[operation]=${operation}`)
    expect(minted.length).toBeGreaterThanOrEqual(2)
    expect(new Set(minted.map(one => one.attributes.operation))).toEqual(
      new Set(['POST /connect/share-tokens']),
    )
    const later = await entries(`&filter[operation]=${operation}&filter[created-at-start]=${from}`)
    expect(later).toHaveLength(1)
    const earlier = await entries(`&filter[operation]=${operation}&filter[created-at-end]=${from}`)
    expect(earlier).toHaveLength(minted.length - 1)
    expect(await entries('&filter[actor-type]=workflow')).toEqual([])
    const page = await server.asSource('GET', '/connect/audit-entries?page[size]=1')
    const next = await server.asSource('GET', page.json.links.next.replace('/api/v1', ''))
    expect(next.json.data[0].id < page.json.data[0].id).toBe(true)
  })

  // Guarantee: nothing personal gets into what is kept for good.
  it('holds nothing of a person', async () => {
    const name = 'Ottoline Quarrington'
    await server.asDestination(
      'POST',
      '/accounts',
      attributes({ fields: { 'name-first': name }, 'reference-id': name }),
    )
    const { db } = server.connect.api.store
    const kept = JSON.stringify([
      await db.selectFrom('audit_entry').selectAll().execute(),
      await db.selectFrom('audit_object').selectAll().execute(),
    ])
    expect(kept).toContain('POST /accounts')
    expect(kept).not.toContain('Quarrington')
  })

  it('is neither changed nor removed by the server’s own statements', async () => {
    await mint(server)
    await sealAudit(server.connect.api)
    const { db } = server.connect.api.store
    for (const table of ['audit_entry', 'audit_root', 'audit_leaf'] as const) {
      await expect(db.updateTable(table).set({ environment_id: 'x' }).execute()).rejects.toThrow()
      await expect(db.deleteFrom(table).execute()).rejects.toThrow()
    }
  })
})
