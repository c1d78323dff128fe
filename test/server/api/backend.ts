import { people } from '../../../demo/people/people.ts'
import type { PersonKey } from '../../../demo/people/person.ts'
import { attributes, followRedemption, mint, type TestServer } from '../harness.ts'

/** What organizations' backends do in tests of the objects that they hold. */

export type Side = 'source' | 'destination'

export const as = (server: TestServer, side: Side) =>
  side === 'source' ? server.asSource : server.asDestination

/** Creates an object and returns its resource. */
export async function create(server: TestServer, side: Side, path: string, values: Record<string, unknown>) {
  const answer = await as(server, side)('POST', path, attributes(values))
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json.data
}

/** A key of the source that has these permissions only. */
export async function keyWith(server: TestServer, permissions: string[]): Promise<string> {
  const key = await create(server, 'source', '/api-keys', { name: 'narrow', permissions })
  return key.attributes.value
}

/** Shares an object of the source and redeems it as the destination's backend; the token as it ends. */
export async function shareAndRedeem(server: TestServer, sourceId: string, destinationId: string | null) {
  const token = await mint(server, 'complete', { 'source-id': sourceId })
  const body = destinationId === null ? undefined : attributes({ 'destination-id': destinationId })
  const answer = await server.asDestination('POST', `/connect/share-tokens/${token.id}/redeem`, body)
  if (answer.status !== 202) throw new Error(answer.text)
  const list = await server.asDestination('GET', '/connect/redemptions?page[size]=1')
  await followRedemption(server, list.json.data[0].id)
  return (await server.asDestination('GET', `/connect/share-tokens/${token.id}`)).json.data
}

/** A clone of a person's inquiry at the destination; its identifier. */
export async function cloneOf(server: TestServer, person: PersonKey): Promise<string> {
  const token = await shareAndRedeem(server, await server.inquiryOf(person), null)
  return token.relationships.destination.data.id
}

export function personOf(key: PersonKey) {
  const person = people.find(one => one.key === key)
  if (!person) throw new Error(key)
  return person
}
