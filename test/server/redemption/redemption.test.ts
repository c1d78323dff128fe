import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import type { PersonKey } from '../../../demo/people/person.ts'
import { filesOf } from '../database.ts'
import {
  attributes,
  decide,
  followToEnd,
  mint,
  openSession,
  redeem,
  share,
  startServer,
  type TestServer,
} from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const personOf = (key: PersonKey) => {
  const person = people.find(one => one.key === key)
  if (!person) throw new Error(key)
  return person
}

describe('a redemption in a session', () => {
  // Guarantee: the person's page hears of every stage, in order, numbered without a gap.
  it('tells each stage in order and ends with the inquiry decided', async () => {
    const { events, inquiry } = await share(server)
    expect(events.map(event => event.name)).toEqual([
      'share-token.received',
      'redemption.accepted',
      'data.copied',
      'verification.started',
      'verification.finished',
      'inquiry.completed',
      'redemption.finished',
    ])
    expect(events.map(event => event.id)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(events.slice(1).map(event => `${event.step}/${event.steps}`)).toEqual([
      '0/4',
      '1/4',
      '1/4',
      '2/4',
      '3/4',
      '4/4',
    ])
    expect(inquiry.attributes.status).toBe('approved')
    expect(inquiry.attributes['completed-at']).not.toBeNull()
  })

  // Guarantee: what arrives is the person's data, and only what the template has a place for.
  it('copies the fields of the template with their values', async () => {
    const { inquiry } = await share(server)
    const { fields } = personOf('complete')
    const copied = inquiry.attributes.fields
    expect(copied['name-first'].value).toBe(fields['name-first'])
    expect(copied['address-street-1'].value).toBe(fields['address-street-1'])
    expect(copied.birthdate.value).toBe(fields.birthdate)
    expect(copied).not.toHaveProperty('identification-number')
  })

  // Guarantee: redeeming reads the source and changes nothing there.
  it('leaves the source as it was', async () => {
    const id = await server.inquiryOf('complete')
    const before = await server.asSource('GET', `/inquiries/${id}`)
    await share(server)
    const after = await server.asSource('GET', `/inquiries/${id}`)
    expect(after.json).toEqual(before.json)
  })

  // Guarantee: consent limits the copy, whatever the token and the connection allow.
  it('copies nothing that the person did not grant', async () => {
    const session = await openSession(server)
    await decide(server, session, { 'data-types': ['name', 'birthdate', 'address', 'government-id'] })
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    await redeem(server, session, token.id)
    const events = await followToEnd(server, session)
    expect(events.find(event => event.name === 'data.copied')).toMatchObject({
      'data-types': ['name', 'birthdate', 'address', 'government-id'],
      files: 2,
    })
    const inquiry = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
    expect(inquiry.json.data.attributes.fields['email-address'].value).toBeNull()
    expect(inquiry.json.data.relationships.selfies.data).toEqual([])
  })

  // Guarantee: a token that stands for less than the connection allows copies less.
  it('copies nothing that the token does not name', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const token = await mint(server, 'complete', {
      'share-request-id': session.shareRequestId,
      'data-types': ['name', 'birthdate'],
    })
    await redeem(server, session, token.id)
    const events = await followToEnd(server, session)
    expect(events.at(-1)).toMatchObject({
      name: 'inquiry.awaiting-input',
      missing: expect.arrayContaining([
        { kind: 'field', name: 'address-street-1' },
        { kind: 'document', name: 'government-id' },
      ]),
    })
  })

  // Guarantee: no inquiry is stuck in silence; what is missing is named.
  it('ends awaiting input, with what is missing, where the source lacks something', async () => {
    const { events, inquiry } = await share(server, 'no-proof-of-address', 'strict')
    expect(events.at(-1)).toMatchObject({
      name: 'inquiry.awaiting-input',
      missing: [{ kind: 'document', name: 'proof-of-address' }],
    })
    expect(inquiry.attributes.status).toBe('pending')
    expect(inquiry.attributes.fields['name-first'].value).toBe(
      personOf('no-proof-of-address').fields['name-first'],
    )
  })

  // Guarantee: what the destination already knows is compared with the shared document, never overwritten by it.
  it('keeps a field that the destination has filled, and finds that it differs', async () => {
    const template = server.sandbox['destination-inquiry-template-id']
    const made = await server.asDestination(
      'POST',
      '/inquiries',
      attributes({ 'inquiry-template-id': template, fields: { 'name-last': 'Somebody-Else' } }),
    )
    const token = await mint(server)
    await redeemAndWait(token.id, made.json.data.id)
    const inquiry = await server.asDestination('GET', `/inquiries/${made.json.data.id}`)
    expect(inquiry.json.data.attributes.fields['name-last'].value).toBe('Somebody-Else')
    expect(inquiry.json.data.attributes.status).toBe('needs_review')
  })
})

/** Redeems as the destination's backend and waits for the end on the redemption's own stream. */
async function redeemAndWait(tokenId: string, destinationId: string) {
  const answer = await server.asDestination(
    'POST',
    `/connect/share-tokens/${tokenId}/redeem`,
    attributes({ 'destination-id': destinationId }),
  )
  const list = await server.asDestination('GET', '/connect/redemptions?page[size]=1')
  const events = `/connect/redemptions/${list.json.data[0].id}/events`
  await server.call(server.sandbox.destination['api-key'], 'GET', events, {
    headers: { accept: 'text/event-stream' },
  })
  return answer
}

describe('the verifications of a redemption', () => {
  /** At which nobody's picture has been used for somebody else. */
  let untouched: TestServer
  beforeAll(async () => {
    untouched = await startServer()
  })
  afterAll(() => untouched.close())

  const outcomes: [PersonKey, string, string[]][] = [
    ['complete', 'approved', []],
    ['no-proof-of-address', 'approved', []],
    ['passport-holder', 'approved', []],
    ['non-latin-name', 'approved', []],
    ['expired-document', 'needs_review', ['id_expired_detection: expired']],
    ['minor', 'needs_review', ['id_age_comparison: below_minimum_age']],
    ['name-mismatch', 'needs_review', ['id_inquiry_comparison: name_last_differs']],
    [
      'wrong-check-digit',
      'needs_review',
      ['id_mrz_inconsistency_detection: document_number_check_digit_wrong'],
    ],
  ]

  // Guarantee: each specimen person meets exactly the check that their story is about.
  it.each(outcomes)('%s ends %s', async (person, status, failing) => {
    const { inquiry } = await share(untouched, person)
    expect(inquiry.attributes.status).toBe(status)
    const [reference] = inquiry.relationships.verifications.data
    const { json } = await untouched.asDestination('GET', `/verifications/${reference.id}`)
    const failed = json.data.attributes.checks.filter(
      (check: { status: string }) => check.status === 'failed',
    )
    expect(
      failed.map((check: { name: string; reasons: string[] }) => `${check.name}: ${check.reasons}`),
    ).toEqual(failing)
  })
})

describe('a redemption by the destination’s backend', () => {
  // Guarantee: the published calls work unchanged where both organizations have terms on record, and say so.
  it('stands on the terms on record and leaves a consent record that names them', async () => {
    const template = server.sandbox['destination-inquiry-template-id']
    const made = await server.asDestination(
      'POST',
      '/inquiries',
      attributes({ 'inquiry-template-id': template }),
    )
    const token = await mint(server)
    const answer = await redeemAndWait(token.id, made.json.data.id)
    expect(answer.status).toBe(202)
    expect(answer.json.data.attributes).toMatchObject({ status: 'pending', 'redeem-mode': 'hydrate' })
    const done = await server.asDestination('GET', `/connect/share-tokens/${token.id}`)
    expect(done.json.data.attributes.status).toBe('redeemed')
    const consents = await server.asDestination('GET', '/connect/consents?page[size]=1')
    expect(consents.json.data[0]).toMatchObject({
      attributes: { basis: 'terms', decision: 'granted' },
      relationships: { 'share-token': { data: { id: token.id } } },
    })
  })

  // Guarantee: without terms and without a decision there is no redemption, and the token stays whole.
  it('is refused where a side has no terms on record', async () => {
    const { db } = server.connect.api.store
    const id = server.sandbox['connection-id']
    const before = await db
      .selectFrom('connection')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await db.updateTable('connection').set({ source_terms_json: null }).where('id', '=', id).execute()
    try {
      const template = server.sandbox['destination-inquiry-template-id']
      const made = await server.asDestination(
        'POST',
        '/inquiries',
        attributes({ 'inquiry-template-id': template }),
      )
      const token = await mint(server)
      const path = `/connect/share-tokens/${token.id}`
      const refused = await server.asDestination(
        'POST',
        `${path}/redeem`,
        attributes({ 'destination-id': made.json.data.id }),
      )
      expect(refused.status).toBe(409)
      expect((await server.asDestination('GET', path)).json.data.attributes.status).toBe('created')
    } finally {
      const { source_terms_json } = before
      await db.updateTable('connection').set({ source_terms_json }).where('id', '=', id).execute()
    }
  })
})

describe('a source that cannot be read any more', () => {
  // Guarantee: a redemption that fails says why in the published words and leaves the inquiry untouched.
  it('fails with source_redacted and copies nothing', async () => {
    const { db } = server.connect.api.store
    const session = await openSession(server)
    await decide(server, session)
    const token = await mint(server, 'minor', { 'share-request-id': session.shareRequestId })
    const source = await server.inquiryOf('minor')
    await db.updateTable('inquiry').set({ redacted_at: 1 }).where('id', '=', source).execute()
    await redeem(server, session, token.id)
    const events = await followToEnd(server, session)
    await db.updateTable('inquiry').set({ redacted_at: null }).where('id', '=', source).execute()
    expect(events.at(-1)).toMatchObject({ name: 'redemption.failed', reason: 'source_redacted' })
    const seen = await server.asSource('GET', `/connect/share-tokens/${token.id}`)
    expect(seen.json.data.attributes).toMatchObject({ status: 'failed', 'failure-reason': 'source_redacted' })
    const inquiry = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
    expect(inquiry.json.data.attributes).toMatchObject({ status: 'created' })
    expect(inquiry.json.data.attributes.fields['name-first'].value).toBeNull()
  })
})

describe('what is at rest', () => {
  // Guarantee: no personal value is readable in any file of the data directory, nor in the log.
  it('holds no value of a person in the clear', async () => {
    await share(server, 'complete', 'strict')
    await share(server, 'non-latin-name')
    const files = await filesOf(server.dataDir)
    const places = [...files, Buffer.from(server.log())]
    const values = (['complete', 'non-latin-name'] as const).flatMap(valuesOf)
    expect(values.length).toBeGreaterThan(20)
    for (const value of values) {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const found = places.some(place => place.includes(Buffer.from(value, encoding)))
        expect(found, `a value of ${value.length} characters`).toBe(false)
      }
    }
  })

  // The search itself: it finds a value that really is there.
  it('is searched by a search that finds', async () => {
    const files = await filesOf(server.dataDir)
    expect(files.some(file => file.includes(Buffer.from('Meridian Exchange')))).toBe(true)
  })

  /** Everything that only this person has: short codes, such as a country's, stand in the clear elsewhere. */
  function valuesOf(key: PersonKey): string[] {
    const person = personOf(key)
    const printed = person.documents.flatMap(document =>
      document.kind === 'government-id' ? [...Object.values(document.attributes), ...document.mrz] : [],
    )
    return [...Object.values(person.fields), ...printed].filter(value => value.length > 4)
  }
})
