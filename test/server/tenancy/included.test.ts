import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { share, startServer } from '../harness.ts'
import { allVerifiers } from '../verifiers.ts'
import { ownersOf } from './state.ts'
import { createWorld, type Side, type World } from './world.ts'

/** `include` follows relationships: it must not follow them out of the caller's own environment. */

let world: World
let shared: Awaited<ReturnType<typeof share>>
beforeAll(async () => {
  world = await createWorld(await startServer({ verifiers: allVerifiers }))
  shared = await share(world.server)
})
afterAll(() => world.server.close())

const paths: [string, Side[], () => string][] = [
  ['a share token', ['source', 'destination'], () => `/connect/share-tokens/${shared.token.id}`],
  [
    'a connection',
    ['source', 'destination'],
    () => `/connect/connections/${world.server.sandbox['connection-id']}`,
  ],
  [
    'a share request',
    ['source', 'destination'],
    () => `/connect/share-requests/${shared.session.shareRequestId}`,
  ],
  ['an inquiry', ['destination'], () => `/inquiries/${shared.session.inquiryId}`],
]

const INDEX: Readonly<Record<Side, number>> = { source: 0, destination: 1 }

describe.each(paths)('everything that %s refers to', (_what, sides, pathOf) => {
  it.each(sides)('is, for the %s, its own', async side => {
    const key = world.server.sandbox[side]['api-key']
    const { json } = await world.server.call(key, 'GET', pathOf())
    const names = Object.keys(json.data.relationships).join(',')
    const answer = await world.server.call(key, 'GET', `${pathOf()}?include=${names}`)
    expect(answer.status).toBe(200)
    const owners = await ownersOf(world)
    const environment = world.environments[INDEX[side]]
    const foreign = answer.json.included.filter(({ id }: { id: string }) => {
      const owner = owners.get(id)
      return owner !== undefined && owner !== environment
    })
    expect(foreign).toEqual([])
  })
})

it('brings something, so that the above is not empty talk', async () => {
  const path = `/inquiries/${shared.session.inquiryId}?include=verifications,documents`
  expect((await world.server.asDestination('GET', path)).json.included.length).toBeGreaterThan(1)
})
