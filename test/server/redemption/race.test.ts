import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  attributes,
  decide,
  followToEnd,
  mint,
  openSession,
  redeem,
  startServer,
  type TestServer,
} from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const RACERS = 32

const redemptionsOf = (tokenId: string) =>
  server.connect.api.store.db
    .selectFrom('redemption')
    .selectAll()
    .where('share_token_id', '=', tokenId)
    .execute()

describe('one token, 32 redemptions at once', () => {
  // Guarantee: exactly one backend wins, exactly one inquiry is filled.
  it('has one winner among 32 inquiries of one destination', async () => {
    const template = { 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }
    const made = await Promise.all(
      Array.from({ length: RACERS }, () => server.asDestination('POST', '/inquiries', attributes(template))),
    )
    const ids: string[] = made.map(answer => answer.json.data.id)
    const token = await mint(server)
    const answers = await Promise.all(
      ids.map(id =>
        server.asDestination(
          'POST',
          `/connect/share-tokens/${token.id}/redeem`,
          attributes({ 'destination-id': id }),
        ),
      ),
    )
    expect(answers.filter(answer => answer.status === 202)).toHaveLength(1)
    expect(answers.filter(answer => answer.status === 409)).toHaveLength(RACERS - 1)
    expect(await redemptionsOf(token.id)).toHaveLength(1)

    const [redemption] = await redemptionsOf(token.id)
    const events = `/connect/redemptions/${redemption?.id}/events`
    await server.call(server.sandbox.destination['api-key'], 'GET', events, {
      headers: { accept: 'text/event-stream' },
    })
    const filled = await Promise.all(
      ids.map(
        async id => (await server.asDestination('GET', `/inquiries/${id}`)).json.data.attributes.fields,
      ),
    )
    expect(filled.filter(fields => fields['name-first'].value !== null)).toHaveLength(1)
  })

  // Guarantee: a page that repeats its request, or a second tab, joins the one redemption.
  it('is one redemption for a session that asks 32 times', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    const answers = await Promise.all(
      Array.from({ length: RACERS }, () => redeem(server, session, token.secretForm)),
    )
    const started = new Set(
      answers.filter(answer => answer.status === 202).map(answer => answer.json.data.id),
    )
    expect(started.size).toBe(1)
    const events = await followToEnd(server, session)
    expect(events.filter(event => event.name === 'data.copied')).toHaveLength(1)
    expect(await redemptionsOf(token.id)).toHaveLength(1)
    const { db } = server.connect.api.store
    const documents = await db
      .selectFrom('document')
      .select('kind')
      .where('inquiry_id', '=', session.inquiryId)
      .execute()
    expect(documents.map(document => document.kind).sort()).toEqual(['government-id', 'selfie'])
  })

  // Guarantee: two sessions cannot both have an unbound token.
  it('has one winner among 32 sessions', async () => {
    const sessions = await Promise.all(Array.from({ length: RACERS }, () => openSession(server)))
    await Promise.all(sessions.map(session => decide(server, session)))
    const token = await mint(server)
    const answers = await Promise.all(sessions.map(session => redeem(server, session, token.secretForm)))
    expect(answers.filter(answer => answer.status === 202)).toHaveLength(1)
    expect(answers.filter(answer => answer.status === 404)).toHaveLength(RACERS - 1)
  })
})

describe('a decision taken 32 times at once', () => {
  // Guarantee: the first decision stands; there is one record of it.
  it('leaves one record, and refuses the other decision', async () => {
    const session = await openSession(server)
    const declined = { decision: 'declined', 'data-types': [] }
    const answers = await Promise.all(
      Array.from({ length: RACERS }, (_, index) => decide(server, session, index % 2 ? declined : {})),
    )
    const statuses = answers.map(answer => answer.status)
    expect(new Set(statuses)).toEqual(new Set([201, 409]))
    const { db } = server.connect.api.store
    const records = await db.selectFrom('consent').select('id').where('session_id', '=', session.id).execute()
    expect(records).toHaveLength(1)
  })
})
