import type { Answer, TestServer } from '../../harness.ts'
import { attributes, followRedemption, PAGE } from '../../harness.ts'
import {
  at,
  type Conditions,
  decisionIn,
  type Side,
  statusOfRequest,
  statusOfSession,
  statusOfToken,
  type Type,
  type World,
} from './world.ts'

/** What is counted over all runs of a proof. */
export interface Figures {
  commands: number
  accepted: number
  refused: number
  redeemed: number
  'forbidden-accepted': number
  'allowed-refused': number
  'wrong-states': number
}

export const newFigures = (): Figures => ({
  commands: 0,
  accepted: 0,
  refused: 0,
  redeemed: 0,
  'forbidden-accepted': 0,
  'allowed-refused': 0,
  'wrong-states': 0,
})

/** The real server, and what the model's objects are called there. */
export interface Real {
  server: TestServer
  figures: Figures
  templateId: string
  sourceId: string
  /** What a backend redeems into. */
  accountId: string
  connections: string[]
  sessions: { secret: string; shareRequestId: string; noticeHash: string }[]
  consents: string[]
  tokens: { id: string; secretForm: string }[]
  /** Sets the server's clock, in ms since the run began. */
  setClock(now: number): void
  /** What a bug would do to a token that has just been minted; for the proof's own test. */
  spoil?: (tokenId: string) => Promise<void>
}

const TERMS = { url: 'https://bank.example/terms', version: '1' }

/** A template that requires the first of the data types and takes the others. */
export const TEMPLATE = {
  fields: [
    { key: 'name-first', type: 'string', required: true, label: 'First name' },
    { key: 'birthdate', type: 'date', required: false, label: 'Date of birth' },
    { key: 'address-city', type: 'string', required: false, label: 'City' },
  ],
  documents: [],
  verifications: [],
  decision: { passed: 'approved', failed: 'completed' },
  'retention-days': null,
}

/** Asks with the key of a side. */
export const ask = (
  { server }: Real,
  by: Side,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> =>
  by === 'source' ? server.asSource(method, path, body) : server.asDestination(method, path, body)

export const conditionsOf = ({ types, unbound, lowestTier, required }: Conditions) => ({
  'data-types': types,
  'unbound-tokens': unbound ? 'allowed' : 'refused',
  'lowest-consent-tier': lowestTier,
  'required-consents': required,
})

export const termsOf = (has: boolean) => ({ terms: has ? TERMS : null })

export const connectionBody = (real: Real, conditions: Conditions, terms: boolean) =>
  attributes({
    'destination-organization-id': real.server.sandbox.destination['organization-id'],
    ...conditionsOf(conditions),
    ...termsOf(terms),
  })

export const sessionBody = (real: Real, connection: number, seconds: number) =>
  attributes({
    'inquiry-template-id': real.templateId,
    'connection-id': at(real.connections, connection),
    purpose: 'Open an account',
    'allowed-origins': [PAGE],
    'expires-in-seconds': seconds,
  })

export const decisionBody = (types: readonly Type[] | null, more: Record<string, unknown>) =>
  attributes({
    decision: types ? 'granted' : 'declined',
    'data-types': types ?? [],
    locale: 'en',
    ...more,
  })

/** The notice that the source's page shows for a session now. */
export async function noticeAtSource(real: Real, session: number): Promise<string> {
  const path = `/connect/share-requests/${at(real.sessions, session).shareRequestId}`
  return (await ask(real, 'source', 'GET', path)).json.data.attributes['notice-hash']
}

/** The redemption of a token that a backend has redeemed just now. */
export async function redemptionOf(real: Real, token: number): Promise<string> {
  const { json } = await ask(real, 'destination', 'GET', '/connect/redemptions?page[size]=1')
  const [newest] = json.data
  const its = newest.relationships['share-token'].data.id
  if (its !== at(real.tokens, token).id) throw new Error(`the newest redemption is of ${its}`)
  return newest.id
}

/** Waits until a redemption has ended; what is wrong with what it has copied. */
export async function wrongCopy(real: Real, redemptionId: string, types: readonly Type[]): Promise<string[]> {
  real.figures.redeemed += 1
  const events = await followRedemption(real.server, redemptionId)
  const copied = events.find(event => event.name === 'data.copied')
  const told = copied && 'data-types' in copied ? copied['data-types'] : []
  return differs(`what ${redemptionId} has copied`, String(told), String(types))
}

const differs = (what: string, real: unknown, model: string | boolean): string[] =>
  real === model ? [] : [`${what} is ${real} and has to be ${model}`]

type Shown = (by: Side, path: string) => Promise<Record<string, unknown>>

const shownBy =
  (real: Real): Shown =>
  async (by, path) =>
    (await ask(real, by, 'GET', path)).json.data.attributes

/** In what connections, share tokens and sessions are not as the model says, seen by either side. */
export async function wrongStates(world: World, real: Real): Promise<string[]> {
  const shown = shownBy(real)
  const either: Side = real.figures.commands % 2 === 0 ? 'source' : 'destination'
  const wrong = await Promise.all([
    ...world.connections.map(async ({ status }, place) => {
      const id = at(real.connections, place)
      const connection = await shown(either, `/connect/connections/${id}`)
      return differs(`connection ${place}`, connection.status, status)
    }),
    ...world.connections.map(async (_, place) => {
      const filter = `filter[connection-id]=${at(real.connections, place)}`
      const { json } = await ask(real, either, 'GET', `/connect/share-tokens?${filter}&page[size]=100`)
      const statuses = new Map<string, string>()
      for (const { id, attributes } of json.data) statuses.set(id, attributes.status)
      return world.tokens.flatMap((token, which) => {
        if (token.connection !== place) return []
        const status = statuses.get(at(real.tokens, which).id)
        return differs(`token ${which}`, status, statusOfToken(world, token))
      })
    }),
    ...world.sessions.map(async (_, place) => {
      const { secret } = at(real.sessions, place)
      const { status, 'withdrawn-at': withdrawnAt } = (
        await real.server.call(secret, 'GET', '/connect/session')
      ).json.data.attributes
      return [
        ...differs(`session ${place}`, status, statusOfSession(world, place)),
        ...differs(`withdrawal in session ${place}`, withdrawnAt !== null, isWithdrawn(world, place)),
      ]
    }),
  ])
  return wrong.flat()
}

/** The same of consents and share requests, which say little that these do not. */
export async function wrongRecords(world: World, real: Real): Promise<string[]> {
  const shown = shownBy(real)
  const wrong = await Promise.all([
    ...world.consents.map(async ({ side, granted }, place) => {
      const { decision } = await shown(side, `/connect/consents/${at(real.consents, place)}`)
      return differs(`consent ${place}`, decision, granted ? 'granted' : 'declined')
    }),
    ...world.sessions.map(async (_, place) => {
      const { shareRequestId } = at(real.sessions, place)
      const request = await shown('source', `/connect/share-requests/${shareRequestId}`)
      return [
        ...differs(`share request ${place}`, request.status, statusOfRequest(world, place)),
        ...differs(`agreement in session ${place}`, request.agreed, hasAgreed(world, place)),
      ]
    }),
  ])
  return wrong.flat()
}

const isWithdrawn = (world: World, session: number): boolean => decisionIn(world, session)?.withdrawn ?? false

const hasAgreed = (world: World, session: number): boolean =>
  decisionIn(world, session)?.granted === true && !isWithdrawn(world, session)
