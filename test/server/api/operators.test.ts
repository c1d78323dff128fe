import { beforeAll, describe, expect, it } from 'vitest'
import { PERMISSIONS, type Permission } from '../../../server/api/http/permissions.ts'
import { newId } from '../../../server/ids.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  return server.close
})

type Keys = Awaited<ReturnType<typeof newOrganization>>

/** An organization of the test's own, with a key of each of its environments. */
async function newOrganization() {
  const { connect } = server
  const sandbox = await newEnvironment(connect)
  const { organization_id: organizationId } = await connect.api.store.db
    .selectFrom('environment')
    .select('organization_id')
    .where('id', '=', sandbox)
    .executeTakeFirstOrThrow()
  const production = await newEnvironment(connect, 'production', organizationId)
  const keyWith = (permissions: readonly string[]) => newKey(connect, production, { permissions })
  return { organizationId, sandbox: await newKey(connect, sandbox), all: await keyWith(PERMISSIONS), keyWith }
}

const somebody = (role: string) =>
  attributes({ name: 'Nora Lind', email: `${newId('request')}@bank.example`, role })

const invite = (key: string, role: string) => server.call(key, 'POST', '/operators', { body: somebody(role) })

const made = async ({ all }: Keys, role: string): Promise<string> => (await invite(all, role)).json.data.id

describe('the people of an organization', () => {
  // Guarantee: what the dashboard can do, a backend can, by a key that was made for it.
  it('are let in, listed, changed and removed by a key', async () => {
    const keys = await newOrganization()
    const ask = (method: string, path: string, body?: unknown) =>
      server.call(keys.all, method, path, { body })
    const id = await made(keys, 'viewer')
    const { json: changed } = await ask('PATCH', `/operators/${id}`, attributes({ role: 'operator' }))
    expect(changed.data.attributes).toMatchObject({ name: 'Nora Lind', role: 'operator' })
    expect((await ask('GET', `/operators/${id}`)).json).toEqual(changed)
    expect((await ask('GET', '/operators')).json.data).toEqual([changed.data])
    const removed = await ask('DELETE', `/operators/${id}`)
    expect(removed.text).not.toMatch(/Nora|bank\.example/)
    expect((await ask('GET', '/operators')).json.data).toEqual([])
  })

  // Guarantee: the keys that an organization begins with say nothing of its people, and let nobody in.
  it('are not for a key that was not made for that', async () => {
    const { 'api-key': first } = server.sandbox.destination
    expect((await server.call(first, 'GET', '/operators')).status).toBe(403)
    expect((await invite(first, 'viewer')).status).toBe(403)
    const raised = attributes({ name: 'raised', permissions: ['operator.write'] })
    expect((await server.call(first, 'POST', '/api-keys', { body: raised })).status).toBe(403)
  })

  // Guarantee: no key of the sandbox lets anybody into production.
  it('are not for a key of the sandbox where there is production', async () => {
    const keys = await newOrganization()
    const id = await made(keys, 'viewer')
    const statuses = [
      await server.call(keys.sandbox, 'GET', '/operators'),
      await server.call(keys.sandbox, 'GET', `/operators/${id}`),
      await invite(keys.sandbox, 'viewer'),
      await server.call(keys.sandbox, 'DELETE', `/operators/${id}`),
    ].map(({ status }) => status)
    expect(statuses).toEqual([403, 403, 403, 403])
    expect((await server.call(keys.all, 'GET', '/operators')).json.data).toHaveLength(1)
  })

  // Guarantee: a key makes nobody who may do more than it, and decides about nobody who may.
  it('are within what the key may do itself', async () => {
    const keys = await newOrganization()
    const narrow = await keys.keyWith(['operator.read', 'operator.write'] satisfies Permission[])
    const id = await made(keys, 'admin')
    await made(keys, 'admin')
    const ask = (method: string, path: string, body?: unknown) => server.call(narrow, method, path, { body })
    const statuses = [
      await invite(narrow, 'admin'),
      await invite(narrow, 'viewer'),
      await ask('PATCH', `/operators/${id}`, attributes({ role: 'viewer' })),
      await ask('DELETE', `/operators/${id}`),
    ].map(({ status }) => status)
    expect(statuses).toEqual([403, 403, 403, 403])
    expect((await ask('GET', `/operators/${id}`)).json.data.attributes.role).toBe('admin')
  })

  it('always include an admin, whoever asks', async () => {
    const keys = await newOrganization()
    const id = await made(keys, 'admin')
    const demoted = await server.call(keys.all, 'PATCH', `/operators/${id}`, {
      body: attributes({ role: 'viewer' }),
    })
    const removed = await server.call(keys.all, 'DELETE', `/operators/${id}`)
    expect([demoted.status, removed.status]).toEqual([409, 409])
  })

  // Guarantee: nothing personal of whoever was removed is kept, not even in an answer that would be repeated.
  it('that were removed are in no kept answer', async () => {
    const keys = await newOrganization()
    const headers = { 'idempotency-key': newId('request') }
    const once = { body: somebody('viewer'), headers }
    const first = await server.call(keys.all, 'POST', '/operators', once)
    expect((await server.call(keys.all, 'POST', '/operators', once)).text).toBe(first.text)
    await server.call(keys.all, 'DELETE', `/operators/${first.json.data.id}`)
    const again = await server.call(keys.all, 'POST', '/operators', once)
    expect(again.status).toBeGreaterThanOrEqual(400)
    expect(again.text).not.toContain('Nora')
  })
})
