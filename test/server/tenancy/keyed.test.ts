import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesOf } from '../../../server/api/routes.ts'
import { type Answer, startServer } from '../harness.ts'
import { allVerifiers } from '../verifiers.ts'
import { type Entry, REQUESTS, type Request } from './requests.ts'
import { ownersOf, stateOf } from './state.ts'
import { createWorld, type Identity, identifiersIn, keyOf, neverMade, prefixOf, type World } from './world.ts'

/**
 * Every operation with an API key, asked for as its owner first, and then as everybody who must not: what is not theirs
 * does not exist for them, in the same words as what never existed, and nothing that they ask changes anything.
 */

const described = await startServer()
const routes = routesOf(described.connect.api)
  .filter(({ access }) => access !== 'client-secret')
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

interface Asked {
  method: string
  path: string
  request: Request
}

async function ask(key: string | null, { method, path, request }: Asked): Promise<Answer> {
  const query = request.query ? `?${request.query}` : ''
  const body = request.body === undefined ? {} : { body: request.body }
  const headers = { accept: 'application/json' }
  return world.server.call(key, method, path.replace(':id', request.id ?? '') + query, { headers, ...body })
}

/** The same request with an identifier in the place of another, wherever it stands. */
const exchanged = (asked: Asked, from: string, to: string): Asked => ({
  ...asked,
  request: JSON.parse(JSON.stringify(asked.request).replaceAll(from, to)),
})

/** What an answer says, whichever identifiers it was asked about. */
const sense = ({ status, text }: Answer, ...ids: string[]) =>
  ids.reduce((said, id) => said.replaceAll(id, '…'), `${status} ${text}`)

const entryOf = (name: string): Entry => {
  const found = REQUESTS[name]
  if (!found) throw new Error(`${name} is in no walk yet: add it to REQUESTS in tenancy/requests.ts`)
  return found
}

const STRANGERS: readonly Identity[] = ['outsider', 'other environment']

/** What anybody may do who was handed a secret: to them an outsider is no stranger. */
const BY_SECRET = /^POST \/connect\/connection-invites\/(preview|accept)$/

it('has a request for every operation, and for none that is not there', () => {
  expect(Object.keys(REQUESTS).sort()).toEqual(routes.map(({ name }) => name).sort())
})

describe.each(routes)('$name', ({ name, method, path }) => {
  const inPath = path.includes(':id')

  // The owner first: a refusal to others means nothing where nobody could have done it.
  it('is done for its owner, and for nobody else', async () => {
    const entry = entryOf(name)
    const own = (identity: Identity) => keyOf(world, entry, identity)
    const first = { method, path, request: await entry.make(world) }
    expect((await ask(own('owner'), first)).status, 'the owner').toBeLessThan(300)

    const asked = { method, path, request: await entry.make(world) }
    const before = await stateOf(world)
    const strangers = STRANGERS.filter(who => who === 'other environment' || !BY_SECRET.test(name))
    for (const who of strangers) {
      const answer = await ask(own(who), asked)
      if (!inPath && answer.status < 300) continue
      expect(answer.status, who).toBeGreaterThanOrEqual(400)
      if (!inPath) continue
      const nothing = await ask(
        own(who),
        exchanged(asked, asked.request.id ?? '', neverMade(asked.request.id ?? '')),
      )
      // Some operations are refused to an environment whatever they are asked about.
      expect([404, 403], who).toContain(answer.status)
      expect([answer.status, answer.text], who).toEqual([nothing.status, nothing.text])
    }
    const statusOf = async (who: Identity) => (await ask(own(who), asked)).status
    expect(await statusOf('nobody')).toBe(401)
    expect(await statusOf('expired key')).toBe(401)
    expect(await statusOf('powerless key')).toBe(403)
    if (inPath && entry.otherSide !== 'done') {
      expect(await statusOf('other side')).toBe(entry.otherSide === 'forbidden' ? 403 : 404)
    }
    if (inPath || method === 'GET') expect(await stateOf(world), 'something was written').toBe(before)
    expect((await ask(own('owner'), asked)).status, 'the owner, after all of them').toBeLessThan(300)
  })

  it('shows strangers nothing of the owner’s', async () => {
    const entry = entryOf(name)
    if (inPath) return
    const asked = { method, path, request: await entry.make(world) }
    const sent = new Set(identifiersIn(JSON.stringify(asked.request)))
    for (const who of STRANGERS) {
      if (BY_SECRET.test(name) && who === 'outsider') continue
      const { text } = await ask(keyOf(world, entry, who), asked)
      const owners = await ownersOf(world)
      const shown = identifiersIn(text).filter(
        id => !sent.has(id) && world.environments.includes(owners.get(id) ?? ''),
      )
      expect(shown, who).toEqual([])
    }
  })

  // Guarantee: another's identifier, wherever it stands in one's own request, is as if nothing had it.
  it('takes another’s identifier in its body or query for one that nothing has', async () => {
    const entry = entryOf(name)
    const { id, ...named } = await entry.make(world)
    const owner = keyOf(world, entry, 'owner')
    for (const own of identifiersIn(JSON.stringify(named)).filter(one => one !== id)) {
      const foreign = world.foreign.get(prefixOf(own))
      if (!foreign) continue
      const asked = { method, path, request: await entry.make(world) }
      const kind = prefixOf(own)
      const [there = own] = identifiersIn(JSON.stringify({ ...asked.request, id: null })).filter(
        one => prefixOf(one) === kind,
      )
      const before = await stateOf(world)
      const answer = await ask(owner, exchanged(asked, there, foreign))
      const nothing = await ask(owner, exchanged(asked, there, neverMade(foreign)))
      expect(sense(answer, foreign), kind).toBe(sense(nothing, neverMade(foreign)))
      if (answer.status >= 300) expect(await stateOf(world), 'something was written').toBe(before)
    }
  })
})
