import {
  answerFor,
  at,
  type Connection,
  type Consent,
  common,
  decisionIn,
  REQUIRED,
  type Side,
  statusOfRequest,
  statusOfSession,
  statusOfToken,
  type Tier,
  type Token,
  TYPES,
  type Type,
  type World,
} from './world.ts'

/**
 * The published rules once more, and nothing of the server's own code: what DESIGN.md, Persona's document and the notes
 * and terms of the OpenAPI document say of connections, share tokens, sessions and consents. Each function says what a
 * request comes to; undefined where it has to be refused.
 */

export type Action = 'accept' | 'deactivate' | 'reactivate'

/** The status that a connection moves to. */
export function moved({ status }: Connection, action: Action, by: Side): Connection['status'] | undefined {
  if (action === 'accept') return by === 'destination' && status === 'pending' ? 'active' : undefined
  if (action === 'reactivate') return by === 'source' && status === 'inactive' ? 'pending' : undefined
  return status === 'inactive' ? undefined : 'inactive'
}

/** Only the first of the template's data types is required, and only where the connection lets it travel. */
export const isCompleteGrant = (chosen: readonly Type[], asked: readonly Type[]): boolean =>
  chosen.length > 0 &&
  chosen.every(type => asked.includes(type)) &&
  (chosen.includes(REQUIRED) || !asked.includes(REQUIRED))

/** Whether a person's decision in a session is recorded, or is the one that is recorded already. */
export function decides(
  world: World,
  session: number,
  types: readonly Type[] | null,
): 'new' | 'same' | undefined {
  if (types && !isCompleteGrant(types, at(world.sessions, session).asked)) return undefined
  const earlier = decisionIn(world, session)
  if (earlier) {
    const same =
      earlier.granted === (types !== null) && String(common(earlier.types)) === String(common(types ?? []))
    return same ? 'same' : undefined
  }
  return world.now < at(world.sessions, session).ends ? 'new' : undefined
}

/** What the source's page asks the person about: what travels and, where they have agreed already, only that. */
export function askedAtSource(world: World, session: number): readonly Type[] {
  const { asked } = at(world.sessions, session)
  const decision = decisionIn(world, session)
  return decision?.granted && !decision.withdrawn ? common(asked, decision.types) : asked
}

export function answersAtSource(
  world: World,
  by: Side,
  session: number,
  types: readonly Type[] | null,
): boolean {
  if (by !== 'source' || ['minted', 'expired'].includes(statusOfRequest(world, session))) return false
  return types === null || isCompleteGrant(types, askedAtSource(world, session))
}

/** A token's request. `session` is the one whose share request it is for; `consent` is the record that is named. */
export interface Mint {
  connection: number
  session: number | null
  consent: number | null
  types: readonly Type[] | null
}

/** What a token that is minted stands on and lets travel. */
export function minted(
  world: World,
  by: Side,
  { connection, session, consent, types }: Mint,
): Pick<Token, 'consent' | 'types'> | undefined {
  const through = at(world.connections, connection)
  if (by !== 'source' || through.status !== 'active') return undefined
  let standsOn = consent
  if (session === null) {
    if (!through.unbound) return undefined
  } else {
    const { connection: asking, requestEnds } = at(world.sessions, session)
    if (asking !== connection || world.now >= requestEnds) return undefined
    const answer = answerFor(world, session)
    if (answer && !stands(answer)) return undefined
    if (answer) standsOn ??= world.consents.indexOf(answer)
  }
  const record = standsOn === null ? null : at(world.consents, standsOn)
  if (record && !(record.side === 'source' && record.connection === connection && stands(record)))
    return undefined
  return { consent: standsOn, types: common(through.types, types ?? TYPES) }
}

const stands = (consent: Consent): boolean => consent.granted && !consent.withdrawn

/** One side's part of what covers a redemption: what it grants; undefined where it is missing. */
type Part = { types: readonly Type[]; onRecord: boolean } | undefined

function onRecord(connection: number, record: Consent, lowest: Tier): Part {
  if (record.connection !== connection || !stands(record)) return undefined
  const tooLow = record.side === 'destination' && lowest === 'hosted' && record.tier !== 'hosted'
  return tooLow ? undefined : { types: record.types, onRecord: true }
}

function onTerms({ terms, required, types }: Connection, side: Side): Part {
  if (terms.includes(side)) return { types, onRecord: true }
  return required.includes(side) ? undefined : { types: TYPES, onRecord: false }
}

/** What a redemption lets travel, on the destination's part and the source's: token ∩ live connection ∩ consent. */
function scope(world: World, token: Token, ofDestination: Part): Type[] | undefined {
  const connection = at(world.connections, token.connection)
  if (connection.status !== 'active' || statusOfToken(world, token) !== 'created') return undefined
  if (token.session === null && !connection.unbound) return undefined
  const ofSource =
    token.consent === null
      ? onTerms(connection, 'source')
      : onRecord(token.connection, at(world.consents, token.consent), connection.lowestTier)
  if (!ofDestination || !ofSource || !(ofDestination.onRecord || ofSource.onRecord)) return undefined
  const types = common(token.types, connection.types, ofDestination.types, ofSource.types)
  return types.length > 0 ? types : undefined
}

/** What travels when a backend redeems on a record that it names, or on its terms. A bound token is not for it. */
export function redeemedByKey(
  world: World,
  by: Side,
  place: number,
  consent: number | null,
): Type[] | undefined {
  const token = at(world.tokens, place)
  if (by !== 'destination' || token.session !== null) return undefined
  const connection = at(world.connections, token.connection)
  if (consent === null) return scope(world, token, onTerms(connection, 'destination'))
  const record = at(world.consents, consent)
  if (record.side !== 'destination') return undefined
  return scope(world, token, onRecord(token.connection, record, connection.lowestTier))
}

/** The same in a session; `again` where this token is the one that it has redeemed. */
export function redeemedInSession(
  world: World,
  session: number,
  place: number,
  bySecret: boolean,
): Type[] | 'again' | undefined {
  const { connection, redeemed } = at(world.sessions, session)
  if (redeemed) return redeemed.token === place ? 'again' : undefined
  const token = at(world.tokens, place)
  if (statusOfSession(world, session) !== 'granted' || token.connection !== connection) return undefined
  if (token.session !== session && (token.session !== null || !bySecret)) return undefined
  const decision = decisionIn(world, session)
  return scope(
    world,
    token,
    decision && onRecord(connection, decision, at(world.connections, connection).lowestTier),
  )
}

/** Whether a record can be withdrawn, once more too. */
export const withdraws = (by: Side, consent: Consent): boolean => by === consent.side && consent.granted

/** Whether a token's source can end it. */
export const expires = (world: World, by: Side, token: Token): boolean =>
  by === 'source' && statusOfToken(world, token) === 'created'
