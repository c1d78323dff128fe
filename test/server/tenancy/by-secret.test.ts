import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesOf } from '../../../server/api/routes.ts'
import type { DataType } from '../../../server/api/wire.ts'
import type { TemplateDocument } from '../../../server/connect/template.ts'
import {
  type Answer,
  attributes,
  decide,
  followToEnd,
  mint,
  type OpenSession,
  openSession,
  PAGE,
  redeem,
  startServer,
} from '../harness.ts'
import { allVerifiers } from '../verifiers.ts'
import { ownersOf, stateOf } from './state.ts'
import { createWorld, identifiersIn, type World } from './world.ts'

/**
 * Every operation with a session's client secret: done for the page of that session, and for nobody else. There is no
 * identifier in these paths, so another session's secret reaches that other session and nothing of this one.
 */

const described = await startServer()
const routes = routesOf(described.connect.api)
  .filter(({ access }) => access === 'client-secret')
  .map(({ method, path }) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
  }))
await described.close()

let world: World
beforeAll(async () => {
  world = await createWorld(await startServer({ verifiers: allVerifiers }))
})
afterAll(() => world.server.close())

const connection = () => ({ 'connection-id': world.server.sandbox['connection-id'] })
const newSession = async () =>
  openSession(world.server, 'standard', { ...connection(), 'inquiry-template-id': await withCode() })

/** The standard template, with an e-mail address that the person has to confirm. */
async function withCode(): Promise<string> {
  const { server } = world
  const id = server.sandbox['destination-inquiry-template-id']
  const { json } = await server.asDestination('GET', `/inquiry-templates/${id}`)
  const document: TemplateDocument = json.data.attributes.document
  const code = { kind: 'email-address', required: true, checks: [], 'confirmation-code': true }
  const made = await server.asDestination(
    'POST',
    '/inquiry-templates',
    attributes({ name: 'Code', document: { ...document, verifications: [...document.verifications, code] } }),
  )
  return made.json.data.id
}

const decision = ({ resource }: OpenSession) =>
  attributes({
    decision: 'declined',
    'data-types': [],
    'notice-hash': resource.attributes['notice-hash'],
    locale: 'en',
  })

/** What brings a session to where the operation can be done, and the body that does it. */
const BODIES: Readonly<Record<string, (session: OpenSession) => Promise<unknown>>> = {
  'GET /connect/session': async () => undefined,
  'GET /connect/session/events': async () => undefined,
  'POST /connect/session/consents': async session => decision(session),
  async 'POST /connect/session/withdraw'(session) {
    await decide(world.server, session)
  },
  async 'GET /connect/session/receipt'(session) {
    await decide(world.server, session)
  },
  async 'POST /connect/session/redemption'(session) {
    await decide(world.server, session)
    const token = await mint(world.server, 'complete', { 'share-request-id': session.shareRequestId })
    return attributes({ 'share-token': token.id })
  },
  async 'GET /connect/session/inputs'(session) {
    await missAddress(session)
  },
  async 'POST /connect/session/inputs'(session) {
    await missAddress(session)
    return attributes({ fields: { 'address-city': 'Anytown' } })
  },
  async 'POST /connect/session/codes'(session) {
    await missAddress(session, ['email-address'])
    return attributes({ kind: 'email-address' })
  },
  async 'POST /connect/session/codes/confirm'(session) {
    await missAddress(session, ['email-address'])
    const body = attributes({ kind: 'email-address' })
    await world.server.call(session.secret, 'POST', '/connect/session/codes', { body })
    const sent = await world.server.asDestination('GET', `/connect/sessions/${session.id}/codes`)
    return attributes({ kind: 'email-address', code: sent.json.data[0].attributes.code })
  },
}

/** Brings a session to where everything is missing but the name, the birthdate and what is named. */
async function missAddress(session: OpenSession, shared: DataType[] = []): Promise<void> {
  const { server } = world
  await decide(server, session)
  const token = await mint(server, 'complete', {
    'share-request-id': session.shareRequestId,
    'data-types': ['name', 'birthdate', ...shared],
  })
  await redeem(server, session, token.id)
  await followToEnd(server, session)
}

it('has a body for every operation, and for none that is not there', () => {
  expect(Object.keys(BODIES).sort()).toEqual(routes.map(({ name }) => name).sort())
})

describe.each(routes)('$name', ({ name, method, path }) => {
  const ask = (secret: string | null, body: unknown, origin: string | null = PAGE): Promise<Answer> =>
    world.server.call(secret, method, path, {
      headers: { accept: 'application/json', ...(origin === null ? {} : { origin }) },
      ...(body === undefined ? {} : { body }),
    })

  const prepared = async () => {
    const session = await newSession()
    const body = BODIES[name]
    if (!body) throw new Error(`${name} is in no walk yet: add it to BODIES`)
    return { session, body: await body(session) }
  }

  it('is done for the page of the session, and for nobody else', async () => {
    const first = await prepared()
    expect((await ask(first.session.secret, first.body)).status, 'the page').toBeLessThan(300)

    const { session, body } = await prepared()
    const [id = ''] = session.secret.split('.')
    const before = await stateOf(world)
    const { server } = world
    const refused: [string, number, Answer][] = [
      ['nobody', 401, await ask(null, body)],
      ['the identifier without its secret', 401, await ask(id, body)],
      ['another secret', 401, await ask(`${id}.${'A'.repeat(43)}`, body)],
      ['an API key of the destination', 401, await ask(server.sandbox.destination['api-key'], body)],
      ['a page of another origin', 403, await ask(session.secret, body, 'https://elsewhere.example')],
      ['a page that hides its origin', 403, await ask(session.secret, body, 'null')],
    ]
    for (const [who, status, answer] of refused) {
      expect(answer.status, who).toBe(status)
      const owners = await ownersOf(world)
      expect(
        identifiersIn(answer.text).filter(one => owners.has(one)),
        who,
      ).toEqual([])
    }
    expect(await stateOf(world), 'something was written').toBe(before)
    expect((await ask(session.secret, body)).status, 'the page, after all of them').toBeLessThan(300)
  })

  // Guarantee: what belongs to one session is of no use in another, of the same destination and template even.
  it('does nothing for this session with the secret of another', async () => {
    const { session, body } = await prepared()
    const other = await newSession()
    const { text } = await ask(other.secret, body)
    const shown = identifiersIn(text)
    expect(shown).not.toContain(session.id)
    expect(shown).not.toContain(session.inquiryId)
    expect(shown).not.toContain(session.shareRequestId)
    expect((await ask(session.secret, body)).status, 'the page, after that').toBeLessThan(300)
  })
})
