import { beforeAll, describe, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { newEnvironment } from '../identities.ts'
import { type Browser, newLink, newPerson, openBrowser, type Person, signIn } from './browser.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  return server.close
})

interface Organization {
  admin: Person
  browser: Browser
  organizationId: string
  /** Where its people are, below `/dashboard/api`. */
  path: string
}

/** An organization of the test's own, with one admin. */
async function newOrganization(): Promise<Organization> {
  const environment = await newEnvironment(server.connect)
  const { organization_id: organizationId } = await server.connect.api.store.db
    .selectFrom('environment')
    .select('organization_id')
    .where('id', '=', environment)
    .executeTakeFirstOrThrow()
  const admin = await newPerson(server, 'admin', { organizationId })
  const path = `/${environment}/v1/operators`
  return { admin, browser: await signIn(server, admin), organizationId, path }
}

const VERA = { email: 'vera@outsider.example', name: 'Vera', role: 'viewer' }

const invite = (browser: Browser, path: string, more: object = {}) =>
  browser.ask('POST', path, { body: attributes({ ...VERA, ...more }) })

describe('people', () => {
  it('are let in by an admin, listed, changed and removed', async () => {
    const { admin, browser, organizationId, path } = await newOrganization()
    const made = await invite(browser, path)
    expect(made.status).toBe(201)
    const { id } = made.json.data
    expect(made.json.data.attributes).toMatchObject({
      name: 'Vera',
      email: 'vera@outsider.example',
      role: 'viewer',
    })
    const listed = (await browser.ask('GET', path)).json.data
    expect(listed.map((one: { id: string }) => one.id)).toEqual([id, admin.id])

    const vera = await signIn(server, { id, organizationId, email: 'vera@outsider.example' })
    const changed = await browser.ask('PATCH', `${path}/${id}`, {
      body: attributes({ role: 'admin', name: 'Vera V.' }),
    })
    expect(changed.json.data.attributes).toMatchObject({ role: 'admin', name: 'Vera V.' })
    expect((await vera.ask('GET', '/me')).json.operator).toMatchObject({ role: 'admin', name: 'Vera V.' })

    const removed = await browser.ask('DELETE', `${path}/${id}`)
    expect(removed.status).toBe(200)
    expect(removed.text).not.toMatch(/vera/i)
    expect((await vera.ask('GET', '/me')).status).toBe(401)
    expect((await browser.ask('DELETE', `${path}/${id}`)).status).toBe(404)
  })

  it('are there once', async () => {
    const { browser, path } = await newOrganization()
    await invite(browser, path)
    expect((await invite(browser, path, { email: 'VERA@outsider.example' })).status).toBe(409)
  })

  // Guarantee: the same address in another organization is neither an obstacle nor told of.
  it('can belong to two organizations, which do not hear of each other', async () => {
    const [one, other] = [await newOrganization(), await newOrganization()]
    expect((await invite(one.browser, one.path)).status).toBe(201)
    expect((await invite(other.browser, other.path)).status).toBe(201)
  })

  // Guarantee: nobody but an admin decides who is one.
  it.each(['viewer', 'operator'] as const)('are not for a %s to decide about', async role => {
    const { admin, organizationId, path } = await newOrganization()
    const own = await newPerson(server, role, { organizationId })
    const browser = await signIn(server, own)
    expect((await browser.ask('GET', path)).status).toBe(200)
    const statuses = [
      await invite(browser, path),
      await browser.ask('PATCH', `${path}/${own.id}`, { body: attributes({ role: 'admin' }) }),
      await browser.ask('DELETE', `${path}/${admin.id}`),
    ].map(({ status }) => status)
    expect(statuses).toEqual([403, 403, 403])
    expect((await browser.ask('GET', '/me')).json.operator.role).toBe(role)
  })

  // Guarantee: another organization's people do not exist.
  it('are those of one’s own organization', async () => {
    const [one, other] = [await newOrganization(), await newOrganization()]
    const theirs = `${one.path}/${other.admin.id}`
    expect((await one.browser.ask('PATCH', theirs, { body: attributes({ role: 'viewer' }) })).status).toBe(
      404,
    )
    expect((await one.browser.ask('DELETE', theirs)).status).toBe(404)
    expect((await one.browser.ask('GET', one.path)).text).not.toContain(other.admin.id)
    expect((await other.browser.ask('GET', '/me')).json.operator.role).toBe('admin')
  })

  // Guarantee: an organization is never left without anybody who decides.
  it('always include an admin, also when two demote each other at once', async () => {
    const { admin, browser, organizationId, path } = await newOrganization()
    const demoting = { body: attributes({ role: 'viewer' }) }
    expect((await browser.ask('PATCH', `${path}/${admin.id}`, demoting)).status).toBe(409)
    expect((await browser.ask('DELETE', `${path}/${admin.id}`)).status).toBe(409)

    for (let round = 0; round < 5; round += 1) {
      const second = await newPerson(server, 'admin', { organizationId })
      const theirs = await signIn(server, second)
      const mine = openBrowser(server)
      await mine.ask('POST', '/sign-in/link/redeem', { body: { secret: await newLink(server, admin) } })
      await Promise.all([
        mine.ask('PATCH', `${path}/${second.id}`, demoting),
        theirs.ask('PATCH', `${path}/${admin.id}`, demoting),
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
