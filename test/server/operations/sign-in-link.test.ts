import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPerson, openBrowser } from '../dashboard/browser.ts'
import { databaseUrlOf } from '../database.ts'
import { startServer, type TestServer } from '../harness.ts'
import { temporaryDirectory } from '../store/temporary-directory.ts'
import { runCommand } from './command.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** Runs the command beside the server that is running. */
async function link(args: readonly string[], dataDir = server.dataDir) {
  const databaseUrl = await databaseUrlOf(server.dataDir)
  const settings = { DATA_DIR: dataDir, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) }
  return runCommand('sign-in-link/sign-in-link', settings, args)
}

const secretIn = (said: string): string => /#sign-in=(\S+)/.exec(said)?.[1] ?? ''

/** Redeems a link as a browser does; who is signed in then. */
async function follow(said: string) {
  const browser = openBrowser(server)
  return browser.ask('POST', '/sign-in/link/redeem', { body: { secret: secretIn(said) } })
}

describe('npm run dashboard:link', () => {
  // Guarantee: whoever runs the server can let somebody in where no mail can be sent, once.
  it('prints a link that signs in once, beside a running server', async () => {
    const person = await newPerson(server, 'viewer')
    const { code, said } = await link(['--email', person.email])
    expect(code).toBe(0)
    expect(said).toMatch(/^Northwind Bank \(viewer\): http:\/\/localhost:3000\/dashboard\/#sign-in=\S+\n$/)
    const { status, json } = await follow(said)
    expect(status).toBe(200)
    expect(json.operator).toMatchObject({ id: person.id, role: 'viewer' })
    expect((await follow(said)).status).toBe(401)
  })

  it('makes whoever is not there yet an admin of the organization that is named', async () => {
    const organization = server.sandbox.source['organization-id']
    const args = ['--email', 'first@meridian.example', '--organization', organization, '--name', 'Mia']
    const { json } = await follow((await link(args)).said)
    expect(json.operator).toMatchObject({ name: 'Mia', role: 'admin' })
    expect(json.organization.id).toBe(organization)
  })

  it('refuses an address of nobody, an organization that is not there, and what it does not know', async () => {
    const refused = (said: string) => ({ code: 1, said: expect.stringContaining(said) })
    expect(await link(['--email', 'nobody@northwind.example'])).toEqual(
      refused('nobody has that e-mail address'),
    )
    const nowhere = ['--email', 'a@b.example', '--organization', 'org_nowhere']
    expect(await link(nowhere)).toEqual(refused('org_nowhere is no organization here'))
    expect(await link(['--mail', 'a@b.example'])).toEqual(refused('npm run -s dashboard:link'))
    expect(await link(['--email', 'a@b.example'], temporaryDirectory())).toEqual(
      refused('start the server first'),
    )
  })
})
