/** What the reference model knows: the objects of one run in the order in which they were made, named by their place. */

/** The data types of a run: of these the session's template requires the first. */
export const TYPES = ['name', 'birthdate', 'address'] as const
export const REQUIRED: Type = 'name'
/** How long a person has to give what is missing, in ms: DESIGN and the session's published states. */
export const AWAITING_MS = 86_400_000

export type Type = (typeof TYPES)[number]
export type Side = 'source' | 'destination'
export type Tier = 'destination_asserted' | 'hosted'

/** What a side of a connection may change. */
export interface Conditions {
  types: readonly Type[]
  unbound: boolean
  lowestTier: Tier
  required: readonly Side[]
}

export interface Connection extends Conditions {
  status: 'pending' | 'active' | 'inactive'
  /** The sides that have terms on record. */
  terms: readonly Side[]
}

export interface Session {
  connection: number
  /** What the person is asked about there, fixed when it was opened. */
  asked: readonly Type[]
  /** When the share request behind it ends; the session gets more time when it waits for the person. */
  requestEnds: number
  ends: number
  redeemed: { token: number; awaiting: boolean } | null
}

/** A record of what a person decided. */
export interface Consent {
  connection: number
  side: Side
  /** The session in which it was decided. */
  session: number | null
  /** The session whose share request was answered by it, on the source's page. */
  request: number | null
  granted: boolean
  types: readonly Type[]
  tier: Tier
  withdrawn: boolean
}

export interface Token {
  connection: number
  /** The session that it is bound to. */
  session: number | null
  consent: number | null
  types: readonly Type[]
  status: 'created' | 'redeemed' | 'expired'
  ends: number
}

export interface World {
  /** In ms since the run began. */
  now: number
  connections: Connection[]
  sessions: Session[]
  consents: Consent[]
  tokens: Token[]
}

export const newWorld = (): World => ({ now: 0, connections: [], sessions: [], consents: [], tokens: [] })

/** What is at a place; a model that asks for nothing has lost its way. */
export function at<T>(list: readonly T[], place: number): T {
  const found = list[place]
  if (found === undefined) throw new Error(`the model has nothing at ${place}`)
  return found
}

export const common = (...lists: readonly (readonly Type[])[]): Type[] =>
  TYPES.filter(type => lists.every(list => list.includes(type)))

export const statusOfToken = (world: World, token: Token): Token['status'] =>
  token.status === 'created' && world.now >= token.ends ? 'expired' : token.status

/** The person's decision in a session. */
export const decisionIn = (world: World, session: number): Consent | undefined =>
  world.consents.find(consent => consent.session === session)

/** What the person answered last on the source's page for a session. */
export const answerFor = (world: World, session: number): Consent | undefined =>
  world.consents.findLast(consent => consent.request === session)

export type SessionStatus = 'open' | 'granted' | 'declined' | 'awaiting-input' | 'completed' | 'expired'

export function statusOfSession(world: World, place: number): SessionStatus {
  const session = at(world.sessions, place)
  if (session.redeemed && !session.redeemed.awaiting) return 'completed'
  const decision = decisionIn(world, place)
  if (decision && (!decision.granted || decision.withdrawn)) return 'declined'
  if (world.now >= session.ends) return 'expired'
  if (session.redeemed) return 'awaiting-input'
  return decision ? 'granted' : 'open'
}

/** Where the share request behind a session stands. */
export function statusOfRequest(world: World, place: number): string {
  if (world.tokens.some(token => token.session === place)) return 'minted'
  if (world.now >= at(world.sessions, place).requestEnds) return 'expired'
  const answer = answerFor(world, place)
  if (!answer) return 'open'
  return answer.granted && !answer.withdrawn ? 'granted' : 'declined'
}
