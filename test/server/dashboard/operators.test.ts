import { beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../harness.ts'
import { newEnvironment } from '../identities.ts'
import { type Browser, newLink, newPerson, openBrowser, type Person, signIn } from './browser.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  return server.close
})

/** An organization of the test's own, with one admin. */
async function newOrganization(): Promise<{ admin: Person; browser: Browser; organizationId: string }> {
  const environment = await newEnvironment(server.connect)
  const { organization_id: organizationId } = await server.connect.api.store.db
    .selectFrom('environment')
    .select('organization_id')
    .where('id', '=', environment)
    .executeTakeFirstOrThrow()
  const admin = await newPerson(server, 'admin', { organizationId })
  return { admin, browser: await signIn(server, admin), organizationId }
}

const invite = (browser: Browser, more: object = {}) =>
  browser.ask('POST', '/operators', {
    body: { email: 'vera@outsider.example', name: 'Vera', role: 'viewer', ...more },
  })

describe('people', () => {
  it('are let in by an admin, listed, changed and removed', async () => {
    const { admin, browser, organizationId } = await newOrganization()
    const made = await invite(browser)
    expect(made.status).toBe(201)
    const { id } = made.json.data
    expect(made.json.data.attributes).toMatchObject({
      name: 'Vera',
      email: 'vera@outsider.example',
      role: 'viewer',
    })
    const listed = (await browser.ask('GET', '/operators')).json.data
    expect(listed.map((one: { id: string }) => one.id)).toEqual([admin.id, id])

    const vera = await signIn(server, { id, organizationId, email: 'vera@outsider.example' })
    const changed = await browser.ask('PATCH', `/operators/${id}`, {
      body: { role: 'admin', name: 'Vera V.' },
    })
    expect(changed.json.data.attributes).toMatchObject({ role: 'admin', name: 'Vera V.' })
    expect((await vera.ask('GET', '/me')).json.operator).toMatchObject({ role: 'admin', name: 'Vera V.' })

    expect((await browser.ask('DELETE', `/operators/${id}`)).status).toBe(204)
    expect((await vera.ask('GET', '/me')).status).toBe(401)
    expect((await browser.ask('DELETE', `/operators/${id}`)).status).toBe(404)
  })

  it('are there once', async () => {
    const { browser } = await newOrganization()
    await invite(browser)
    expect((await invite(browser, { email: 'VERA@outsider.example' })).status).toBe(409)
  })

  // Guarantee: the same address in another organization is neither an obstacle nor told of.
  it('can belong to two organizations, which do not hear of each other', async () => {
    const [one, other] = [await newOrganization(), await newOrganization()]
    expect((await invite(one.browser)).status).toBe(201)
    expect((await invite(other.browser)).status).toBe(201)
  })

  // Guarantee: nobody but an admin decides who is one.
  it.each(['viewer', 'operator'] as const)('are not for a %s to decide about', async role => {
    const { admin, organizationId } = await newOrganization()
    const own = await newPerson(server, role, { organizationId })
    const browser = await signIn(server, own)
    expect((await browser.ask('GET', '/operators')).status).toBe(200)
    const statuses = [
      await invite(browser),
      await browser.ask('PATCH', `/operators/${own.id}`, { body: { role: 'admin' } }),
      await browser.ask('DELETE', `/operators/${admin.id}`),
    ].map(({ status }) => status)
    expect(statuses).toEqual([403, 403, 403])
    expect((await browser.ask('GET', '/me')).json.operator.role).toBe(role)
  })

  // Guarantee: another organization's people do not exist.
  it('are those of one’s own organization', async () => {
    const [one, other] = [await newOrganization(), await newOrganization()]
    const path = `/operators/${other.admin.id}`
    expect((await one.browser.ask('PATCH', path, { body: { role: 'viewer' } })).status).toBe(404)
    expect((await one.browser.ask('DELETE', path)).status).toBe(404)
    expect((await one.browser.ask('GET', '/operators')).text).not.toContain(other.admin.id)
    expect((await other.browser.ask('GET', '/me')).json.operator.role).toBe('admin')
  })

  // Guarantee: an organization is never left without anybody who decides.
  it('always include an admin, also when two demote each other at once', async () => {
    const { admin, browser, organizationId } = await newOrganization()
    const demoting = { body: { role: 'viewer' } }
    expect((await browser.ask('PATCH', `/operators/${admin.id}`, demoting)).status).toBe(409)
    expect((await browser.ask('DELETE', `/operators/${admin.id}`)).status).toBe(409)

    for (let round = 0; round < 5; round += 1) {
      const second = await newPerson(server, 'admin', { organizationId })
      const theirs = await signIn(server, second)
      const mine = openBrowser(server)
      await mine.ask('POST', '/sign-in/link/redeem', { body: { secret: await newLink(server, admin) } })
      await Promise.all([
        mine.ask('PATCH', `/operators/${second.id}`, demoting),
        theirs.ask('PATCH', `/operators/${admin.id}`, demoting),
      ])
      const { db } = server.connect.api.store
      const admins = await db
        .selectFrom('operator')
        .select('id')
        .where('organization_id', '=', organizationId)
        .where('role', '=', 'admin')
        .execute()
      expect(admins).toHaveLength(1)
      await db.updateTable('operator').set({ role: 'admin' }).where('id', '=', admin.id).execute()
      await db.deleteFrom('operator').where('id', '=', second.id).execute()
    }
  })
})
