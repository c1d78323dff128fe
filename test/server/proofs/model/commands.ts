import fc from 'fast-check'
import { attributes } from '../../harness.ts'
import { endTokens, spend, takeBack } from './changes.ts'
import {
  answer,
  anySide,
  conditions,
  hasConnection,
  hasConsent,
  hasRoom,
  hasSession,
  hasToken,
  mostly,
  mostlyTrue,
  place,
  placeIn,
  placeOf,
  sometimes,
  told,
  types,
} from './drawn.ts'
import {
  ask,
  conditionsOf,
  connectionBody,
  decisionBody,
  noticeAtSource,
  type Real,
  redemptionOf,
  sessionBody,
  termsOf,
  wrongCopy,
} from './real.ts'
import {
  type Action,
  answersAtSource,
  decides,
  expires,
  minted,
  moved,
  redeemedByKey,
  redeemedInSession,
  withdraws,
} from './rules.ts'
import { Step, Wait } from './step.ts'
import { at, common, decisionIn, type Session, type Side, type Token, type World } from './world.ts'

const create = fc.tuple(conditions, mostlyTrue).map(
  ([own, terms]) =>
    new Step(`create a connection ${told(own, terms)}`, hasRoom, (world, real) => ({
      call: () => ask(real, 'source', 'POST', '/connect/connections', connectionBody(real, own, terms)),
      change: () => {
        world.connections.push({ ...own, status: 'pending', terms: terms ? ['source'] : [] })
      },
      keep: ({ json }) => kept(real.connections, json.data.id),
    })),
)

function kept<T>(list: T[], made: T): string[] {
  list.push(made)
  return []
}

const move = (action: Action, by: fc.Arbitrary<Side>, which = place) =>
  fc.tuple(by, which).map(
    ([side, back]) =>
      new Step(`${action} as the ${side} ${back}`, hasConnection, (world, real) => {
        const which = placeIn(world.connections, back)
        const connection = at(world.connections, which)
        const status = moved(connection, action, side)
        const path = `/connect/connections/${at(real.connections, which)}/${action}`
        return {
          call: () => ask(real, side, 'POST', path),
          change:
            status &&
            (() => {
              connection.status = status
              if (status === 'inactive') endTokens(world, token => token.connection === which)
            }),
        }
      }),
  )

const change = fc.tuple(mostly('source'), place, conditions).map(
  ([by, back, own]) =>
    new Step(`change conditions as the ${by} ${told(back, own)}`, hasConnection, (world, real) => {
      const which = placeIn(world.connections, back)
      const path = `/connect/connections/${at(real.connections, which)}`
      return {
        call: () => ask(real, by, 'PATCH', path, attributes(conditionsOf(own))),
        change: by === 'source' ? () => void Object.assign(at(world.connections, which), own) : undefined,
      }
    }),
)

const changeTerms = (side: fc.Arbitrary<Side>) =>
  fc.tuple(side, place, mostlyTrue).map(
    ([by, back, has]) =>
      new Step(`change terms of the ${by} ${told(back, has)}`, hasConnection, (world, real) => {
        const which = placeIn(world.connections, back)
        const connection = at(world.connections, which)
        const path = `/connect/connections/${at(real.connections, which)}`
        return {
          call: () => ask(real, by, 'PATCH', path, attributes(termsOf(has))),
          change: () => {
            connection.terms = [...connection.terms.filter(side => side !== by), ...(has ? [by] : [])]
          },
        }
      }),
  )

const open = fc.tuple(place, fc.constantFrom(60, 3600, 86_400)).map(
  ([back, seconds]) =>
    new Step(`open a session ${told(back, seconds)}`, hasConnection, (world, real) => {
      const which = placeIn(world.connections, back)
      const connection = at(world.connections, which)
      const ends = world.now + seconds * 1000
      return {
        call: () => ask(real, 'destination', 'POST', '/connect/sessions', sessionBody(real, which, seconds)),
        change:
          connection.status === 'active'
            ? () => {
                const asked = common(connection.types)
                world.sessions.push({ connection: which, asked, requestEnds: ends, ends, redeemed: null })
              }
            : undefined,
        keep: ({ json }) =>
          kept(real.sessions, {
            secret: json.meta['client-secret'],
            shareRequestId: json.data.relationships['share-request'].data.id,
            noticeHash: json.data.attributes['notice-hash'],
          }),
      }
    }),
)

const decide = fc.tuple(place, answer).map(
  ([back, chosen]) =>
    new Step(`decide ${told(back, chosen)}`, hasSession, (world, real) => {
      const which = placeIn(world.sessions, back)
      const { secret, noticeHash } = at(real.sessions, which)
      const outcome = decides(world, which, chosen)
      const body = decisionBody(chosen, { 'notice-hash': noticeHash })
      return {
        call: () => real.server.call(secret, 'POST', '/connect/session/consents', { body }),
        change:
          outcome &&
          (() => {
            if (outcome === 'same') return
            world.consents.push({
              connection: at(world.sessions, which).connection,
              side: 'destination',
              session: which,
              request: null,
              granted: chosen !== null,
              types: chosen ?? [],
              tier: 'destination_asserted',
              withdrawn: false,
            })
          }),
        keep: ({ json }) => (outcome === 'new' ? kept(real.consents, json.data.id) : []),
      }
    }),
)

const answerAtSource = fc.tuple(mostly('source'), place, answer).map(
  ([by, back, chosen]) =>
    new Step(`answer at the source as the ${by} ${told(back, chosen)}`, hasSession, (world, real) => {
      const which = placeIn(world.sessions, back)
      const path = `/connect/share-requests/${at(real.sessions, which).shareRequestId}/consents`
      return {
        async call() {
          const body = decisionBody(chosen, { 'notice-hash': await noticeAtSource(real, which) })
          return ask(real, by, 'POST', path, body)
        },
        change: answersAtSource(world, by, which, chosen)
          ? () => {
              world.consents.push({
                connection: at(world.sessions, which).connection,
                side: 'source',
                session: null,
                request: which,
                granted: chosen !== null,
                types: chosen ?? [],
                tier: 'hosted',
                withdrawn: false,
              })
            }
          : undefined,
        keep: ({ json }) => kept(real.consents, json.data.id),
      }
    }),
)

const record = fc.tuple(anySide, place, answer).map(
  ([by, back, chosen]) =>
    new Step(`record a decision as the ${by} ${told(back, chosen)}`, hasConnection, (world, real) => {
      const which = placeIn(world.connections, back)
      const more = { 'connection-id': at(real.connections, which), notice: 'May we?' }
      return {
        call: () => ask(real, by, 'POST', '/connect/consents', decisionBody(chosen, more)),
        change: () => {
          world.consents.push({
            connection: which,
            side: by,
            session: null,
            request: null,
            granted: chosen !== null,
            types: chosen ?? [],
            tier: 'hosted',
            withdrawn: false,
          })
        },
        keep: ({ json }) => kept(real.consents, json.data.id),
      }
    }),
)

const withdraw = fc.tuple(fc.boolean(), place).map(
  ([isOwner, back]) =>
    new Step(`withdraw as ${isOwner ? 'its owner' : 'the other side'} ${back}`, hasConsent, (world, real) => {
      const which = placeIn(world.consents, back)
      const consent = at(world.consents, which)
      const by = isOwner ? consent.side : consent.side === 'source' ? 'destination' : 'source'
      const path = `/connect/consents/${at(real.consents, which)}/withdraw`
      return {
        call: () => ask(real, by, 'POST', path),
        change: withdraws(by, consent) ? () => takeBack(world, consent) : undefined,
      }
    }),
)

const withdrawInSession = place.map(
  back =>
    new Step(`withdraw in session ${back}`, hasSession, (world, real) => {
      const which = placeIn(world.sessions, back)
      const decision = decisionIn(world, which)
      const { secret } = at(real.sessions, which)
      return {
        call: () => real.server.call(secret, 'POST', '/connect/session/withdraw'),
        change: decision?.granted ? () => takeBack(world, decision) : undefined,
      }
    }),
)

const SECONDS = [60, 3600, 1_209_600, 1_814_400]

const mint = fc
  .tuple(
    mostly('source'),
    fc.oneof(fc.record({ session: place }), fc.record({ connection: place })),
    sometimes(place),
    sometimes(types),
    fc.constantFrom(...SECONDS),
    fc.boolean(),
  )
  .map(([by, through, named, chosen, seconds, isAstray]) => {
    const needs = (world: World) => ('session' in through ? hasSession(world) : hasConnection(world))
    const name = `mint as the ${by} ${told(through, named, chosen, seconds, isAstray)}`
    return new Step(name, needs, (world, real) => {
      const session = 'session' in through ? placeIn(world.sessions, through.session) : null
      const connection =
        'connection' in through
          ? placeIn(world.connections, through.connection)
          : at(world.sessions, session ?? 0).connection
      const consent = named === null || !hasConsent(world) ? null : placeIn(world.consents, named)
      const outcome = minted(world, by, { connection, session, consent, types: chosen })
      return {
        call: () =>
          ask(
            real,
            by,
            'POST',
            '/connect/share-tokens',
            attributes({
              'connection-id': at(real.connections, connection),
              'source-id': real.sourceId,
              'expires-in-seconds': seconds,
              ...(session === null ? {} : { 'share-request-id': at(real.sessions, session).shareRequestId }),
              ...(consent === null ? {} : { 'consent-id': at(real.consents, consent) }),
              ...(chosen ? { 'data-types': chosen } : {}),
            }),
          ),
        change:
          outcome &&
          (() => {
            const ends = world.now + seconds * 1000
            world.tokens.push({ connection, session, ...outcome, status: 'created', ends })
          }),
        async keep({ json }) {
          await real.spoil?.(json.data.id)
          return kept(real.tokens, { id: json.data.id, secretForm: json.meta['share-token'] })
        },
      }
    })
  })

const expire = fc.tuple(mostly('source'), place).map(
  ([by, back]) =>
    new Step(`expire as the ${by} ${back}`, hasToken, (world, real) => {
      const which = placeIn(world.tokens, back)
      const token = at(world.tokens, which)
      return {
        call: () => ask(real, by, 'POST', `/connect/share-tokens/${at(real.tokens, which).id}/expire`),
        change: expires(world, by, token) ? () => endTokens(world, one => one === token) : undefined,
      }
    }),
)

const redeemByKey = fc.tuple(mostly('destination'), sometimes(place), sometimes(place)).map(
  ([by, back, named]) =>
    new Step(`redeem as the ${by} ${told(back, named)}`, hasToken, (world, real) => {
      // Time may have ended it since: then it has to be refused.
      const ready = (token: Token) => token.session === null && token.status === 'created'
      const which = placeOf(world.tokens, ready, back)
      const consent = named === null || !hasConsent(world) ? null : placeIn(world.consents, named)
      const scope = redeemedByKey(world, by, which, consent)
      return {
        call() {
          const more = consent === null ? {} : { 'consent-id': at(real.consents, consent) }
          const body = attributes({ 'destination-id': real.accountId, ...more })
          return ask(real, by, 'POST', `/connect/share-tokens/${at(real.tokens, which).id}/redeem`, body)
        },
        change: scope && (() => spend(world, which, null, scope)),
        keep: async () => wrongCopy(real, await redemptionOf(real, which), scope ?? []),
      }
    }),
)

const redeemInSession = fc.tuple(sometimes(place), sometimes(place), fc.boolean()).map(
  ([back, backToken, bySecret]) =>
    new Step(
      `redeem in session ${told(back, backToken, bySecret)}`,
      world => hasSession(world) && hasToken(world),
      (world, real) => {
        // It may have been withdrawn since, or its time be over: then it has to be refused.
        const granted = ({ redeemed }: Session, at: number) =>
          redeemed === null && decisionIn(world, at)?.granted === true
        const session = placeOf(world.sessions, granted, back)
        const which = placeOf(world.tokens, token => token.session === session, backToken)
        const outcome = redeemedInSession(world, session, which, bySecret)
        const { id, secretForm } = at(real.tokens, which)
        const body = attributes({ 'share-token': bySecret ? secretForm : id })
        return {
          call: () => {
            const { secret } = at(real.sessions, session)
            return real.server.call(secret, 'POST', '/connect/session/redemption', { body })
          },
          change:
            outcome &&
            (() => {
              if (outcome !== 'again') spend(world, which, session, outcome)
            }),
          keep: async ({ json }) =>
            outcome === 'again' || !outcome ? [] : wrongCopy(real, json.data.id, outcome),
        }
      },
    ),
)

const HOUR_MS = 3_600_000

const wait = fc
  .constantFrom(1, 59_999, 60_000, 60_000, HOUR_MS, 24 * HOUR_MS, 14 * 24 * HOUR_MS)
  .map(ms => new Wait(ms))

const often = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] =>
  Array(times).fill(arbitrary)

/** What a run begins with: a connection, mostly accepted and with terms on both sides, and a session with a decision. */
export const BEGINNING: fc.Arbitrary<fc.AsyncCommand<World, Real>>[] = [
  create,
  move('accept', mostly('destination'), fc.constant(0)),
  changeTerms(fc.constant('destination')),
  open,
  decide,
]

/** What can be asked for in a run, as often as it takes for much to go through. */
export const COMMANDS: fc.Arbitrary<fc.AsyncCommand<World, Real>>[] = [
  create,
  ...often(2, move('accept', mostly('destination'))),
  move('deactivate', anySide),
  move('reactivate', mostly('source')),
  change,
  changeTerms(anySide),
  ...often(3, open),
  ...often(4, decide),
  ...often(2, answerAtSource),
  ...often(2, record),
  withdraw,
  ...often(2, withdrawInSession),
  ...often(5, mint),
  expire,
  ...often(4, redeemByKey),
  ...often(4, redeemInSession),
  ...often(3, wait),
]
