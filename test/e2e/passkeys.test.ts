import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'

/**
 * Passkeys in a real Chromium, against the real server. The authenticator is the DevTools' virtual one, which signs as a
 * real one does. Chromium itself refuses to misuse it; where a test needs what only an attacker's browser would send, it
 * is made by hand.
 */

let server: RunningServer
let browser: Browser
let origin: string
/** A page of a sibling port, which is the same site and may use the same relying party. */
let sibling: Server
beforeAll(async () => {
  server = await startServer()
  // Passkeys go with names, never with addresses.
  origin = `http://localhost:${server.port}`
  browser = await launchBrowser()
  sibling = createServer((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' }).end('<title>Sibling</title>')
  })
  await new Promise<void>(resolve => sibling.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await browser.close()
  sibling.close()
  await server.discard()
})

interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape is what they assert
  json: any
}

/** Calls the dashboard's API from a page, as the dashboard's own script does. */
const ask = (page: Page, method: string, path: string, body?: unknown): Promise<Answer> =>
  page.evaluate(
    async ([verb, url, sent]) => {
      const init = sent === undefined ? {} : { body: JSON.stringify(sent) }
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`/dashboard/api${url}`, { method: verb, headers, ...init })
      const text = await response.text()
      return { status: response.status, json: text === '' ? null : JSON.parse(text) }
    },
    [method, path, body] as const,
  )

/** Has the authenticator make a credential, as the browser's answer in JSON. */
const create = (page: Page, options: unknown): Promise<Record<string, unknown>> =>
  page.evaluate(async given => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      given as PublicKeyCredentialCreationOptionsJSON,
    )
    const made = await navigator.credentials.create({ publicKey })
    if (!(made instanceof PublicKeyCredential)) throw new Error('no credential')
    return { ...made.toJSON() }
  }, options)

/** Has the authenticator sign. */
const get = (page: Page, options: unknown): Promise<Record<string, unknown>> =>
  page.evaluate(async given => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      given as PublicKeyCredentialRequestOptionsJSON,
    )
    const found = await navigator.credentials.get({ publicKey })
    if (!(found instanceof PublicKeyCredential)) throw new Error('no credential')
    return { ...found.toJSON() }
  }, options)

let context: BrowserContext
let page: Page
let devtools: CDPSession
let authenticatorId: string
beforeEach(async () => {
  context = await openContext(browser)
  page = await context.newPage()
  await page.goto(`${origin}/demo/`)
  ;({ devtools, authenticatorId } = await plugIn(page))
  onTestFinished(() => context.close())
})

async function plugIn(at: Page) {
  const session = await context.newCDPSession(at)
  await session.send('WebAuthn.enable')
  const made = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
  return { devtools: session, authenticatorId: made.authenticatorId }
}

/** A new link to the dashboard, as the operator of the server prints it. */
async function signInByLink(): Promise<void> {
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const args = ['server/operations/sign-in-link/sign-in-link.ts', '--email', 'admin@northwind.example']
  const env = { ...process.env, DATA_DIR: server.dataDir, PORT: String(server.port) }
  const cwd = new URL('../..', import.meta.url)
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd })
  const secret = stdout.trim().split('#sign-in=')[1]
  const answer = await ask(page, 'POST', '/sign-in/link/redeem', { secret })
  expect(answer.status).toBe(200)
}

async function register(name = 'Laptop'): Promise<Answer> {
  const { json: options } = await ask(page, 'POST', '/passkeys/options')
  return ask(page, 'POST', '/passkeys', { ...(await create(page, options)), name })
}

const signOut = () => ask(page, 'POST', '/sign-out')
const options = async () => (await ask(page, 'POST', '/sign-in/passkey/options')).json

async function whoIs(): Promise<string | null> {
  const { status, json } = await ask(page, 'GET', '/me')
  return status === 200 ? json.operator.name : null
}

describe('a passkey', () => {
  it('is registered by who is signed in, and signs in from then on', async () => {
    await signInByLink()
    const made = await register()
    expect(made.status).toBe(201)
    expect(made.json.data.attributes).toMatchObject({ name: 'Laptop', 'last-used-at': null })
    await signOut()
    expect(await whoIs()).toBeNull()

    const answer = await ask(page, 'POST', '/sign-in/passkey', await get(page, await options()))
    expect(answer.status).toBe(200)
    expect(answer.json.operator.name).toBe('Nora Northwind')
    expect(await whoIs()).toBe('Nora Northwind')
    const [mine] = (await ask(page, 'GET', '/passkeys')).json.data.filter(
      (one: { id: string }) => one.id === made.json.data.id,
    )
    expect(mine.attributes['last-used-at']).not.toBeNull()
    const cookies = await context.cookies()
    expect(cookies.find(({ name }) => name === 'connect-dashboard')).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    })
  })

  it('is registered by nobody who is not signed in', async () => {
    expect((await ask(page, 'POST', '/passkeys/options')).status).toBe(401)
  })

  it('signs in nobody once it is removed', async () => {
    await signInByLink()
    const { json } = await register()
    expect((await ask(page, 'DELETE', `/passkeys/${json.data.id}`)).status).toBe(204)
    await signOut()
    const signed = await get(page, await options())
    expect((await ask(page, 'POST', '/sign-in/passkey', signed)).status).toBe(401)
    expect(await whoIs()).toBeNull()
  })

  // Guarantee: what an authenticator has signed is good once.
  it('signs in nobody who replays what it has signed', async () => {
    await signInByLink()
    await register()
    await signOut()
    const signed = await get(page, await options())
    expect((await ask(page, 'POST', '/sign-in/passkey', signed)).status).toBe(200)
    await signOut()
    expect((await ask(page, 'POST', '/sign-in/passkey', signed)).status).toBe(401)
    expect(await whoIs()).toBeNull()
  })

  it('is registered once with one answer, and not by somebody else’s challenge', async () => {
    await signInByLink()
    const made = await create(page, (await ask(page, 'POST', '/passkeys/options')).json)
    expect((await ask(page, 'POST', '/passkeys', made)).status).toBe(201)
    expect((await ask(page, 'POST', '/passkeys', made)).status).toBe(422)
    // A challenge for signing in, which anybody is given, registers nothing.
    const registering = (await ask(page, 'POST', '/passkeys/options')).json
    const { challenge } = await options()
    const other = await create(page, { ...registering, excludeCredentials: [], challenge })
    expect((await ask(page, 'POST', '/passkeys', other)).status).toBe(422)
  })

  // Guarantee: somebody who merely has the device, and neither the finger nor the PIN, does not get in.
  it('signs in nobody whom the authenticator has not verified', async () => {
    await signInByLink()
    await register()
    await signOut()
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    const lax = { ...(await options()), userVerification: 'discouraged' }
    expect((await ask(page, 'POST', '/sign-in/passkey', await get(page, lax))).status).toBe(401)
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
    const signed = await get(page, await options())
    expect((await ask(page, 'POST', '/sign-in/passkey', signed)).status).toBe(200)
  })

  // Guarantee: a copy of an authenticator that counts is found out when both are used.
  it('signs in nobody by a copy that has counted less', async () => {
    await signInByLink()
    await register()
    await signOut()
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
    const [copied] = credentials
    if (!copied) throw new Error('no credential')
    for (let n = 0; n < 2; n += 1) {
      const signed = await get(page, await options())
      expect((await ask(page, 'POST', '/sign-in/passkey', signed)).status).toBe(200)
      await signOut()
    }
    const { credentialId } = copied
    await devtools.send('WebAuthn.removeCredential', { authenticatorId, credentialId })
    await devtools.send('WebAuthn.addCredential', { authenticatorId, credential: copied })
    const signed = await get(page, await options())
    expect((await ask(page, 'POST', '/sign-in/passkey', signed)).status).toBe(401)
    expect(await whoIs()).toBeNull()
  })

  // Guarantee: a page of a sibling port, to which the browser gives the same passkeys, gains nothing by them.
  it('signs in nobody with what was signed for another origin', async () => {
    await signInByLink()
    await register()
    await signOut()
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
    const theirs = await context.newPage()
    await theirs.goto(`http://localhost:${(sibling.address() as AddressInfo).port}/`)
    const plugged = await plugIn(theirs)
    for (const credential of credentials) {
      await plugged.devtools.send('WebAuthn.addCredential', {
        authenticatorId: plugged.authenticatorId,
        credential,
      })
    }
    const phished = await get(theirs, await options())
    expect((await ask(page, 'POST', '/sign-in/passkey', phished)).status).toBe(401)
    expect(await whoIs()).toBeNull()
  })

  it('is not to be had at an address, and the answer says what to do', async () => {
    await page.goto(`${server.origin}/demo/`)
    const { status, json } = await ask(page, 'POST', '/sign-in/passkey/options')
    expect(status).toBe(409)
    expect(json.errors[0].details).toContain('localhost')
  })
})
