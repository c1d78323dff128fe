import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PERMISSIONS } from '../../../server/api/http/permissions.ts'
import { INQUIRY_STATUSES, INQUIRY_TRANSITIONS } from '../../../server/connect/inquiry.ts'
import { newId } from '../../../server/ids.ts'
import { hashSecret, newSecret } from '../../../server/secrets.ts'
import { insertApiKey } from '../../../server/store/api-keys.ts'
import { insertEnvironment } from '../../../server/store/organizations.ts'
import { insertVerification } from '../../../server/store/verifications.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

type Status = (typeof INQUIRY_STATUSES)[number]

async function newInquiry(): Promise<string> {
  const template = { 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }
  return (await server.asDestination('POST', '/inquiries', attributes(template))).json.data.id
}

const act = (id: string, action: string, body?: unknown) =>
  server.asDestination('POST', `/inquiries/${id}/${action}`, body)

const simulate = (id: string, ...types: string[]) =>
  act(id, 'perform-simulate-actions', { meta: { 'simulate-actions': types.map(type => ({ type })) } })

const retrieve = async (id: string) => (await server.asDestination('GET', `/inquiries/${id}`)).json.data

const eventsOf = async (id: string): Promise<string[]> =>
  (await server.asDestination('GET', `/events?page[size]=100&filter[object-id]=${id}`)).json.data
    .map((event: { attributes: { name: string } }) => event.attributes.name)
    .reverse()

/** What brings a new inquiry to each status. */
const WAYS: Record<Status, string[]> = {
  created: [],
  pending: ['start_inquiry'],
  completed: ['start_inquiry', 'complete_inquiry'],
  approved: ['approve_inquiry'],
  needs_review: ['mark_for_review_inquiry'],
  declined: ['decline_inquiry'],
  failed: ['fail_inquiry'],
  expired: ['expire_inquiry'],
}

async function inquiryThatIs(status: Status): Promise<string> {
  const id = await newInquiry()
  if (WAYS[status].length > 0) {
    const answer = await simulate(id, ...WAYS[status])
    expect(answer.status, answer.text).toBe(200)
  }
  expect((await retrieve(id)).attributes.status).toBe(status)
  return id
}

describe.each(['approve', 'decline', 'mark-for-review', 'expire'] as const)('to %s an inquiry', action => {
  const { from, to } = INQUIRY_TRANSITIONS[action]

  // Guarantee: every move that the table does not name is refused and changes nothing.
  it.each(INQUIRY_STATUSES)('that is %s', async status => {
    const id = await inquiryThatIs(status)
    const before = await retrieve(id)
    const answer = await act(id, action)
    if (from.includes(status) || status === to) {
      expect(answer.status, answer.text).toBe(200)
      expect(answer.json.data.attributes.status).toBe(to)
    } else {
      expect(answer.status).toBe(409)
      expect(await retrieve(id)).toEqual(before)
    }
  })

  it('is its owner’s alone', async () => {
    const id = await newInquiry()
    expect((await server.asSource('POST', `/inquiries/${id}/${action}`)).status).toBe(404)
    expect((await retrieve(id)).attributes.status).toBe('created')
    expect((await act(id, action)).status).toBe(200)
  })
})

describe('a decision', () => {
  it('keeps the reviewer’s comment and its time, and is told', async () => {
    const id = await inquiryThatIs('completed')
    const body = { meta: { comment: 'seen at the branch' } }
    const { attributes: decided } = (await act(id, 'approve', body)).json.data
    expect(decided).toMatchObject({ status: 'approved', 'reviewer-comment': 'seen at the branch' })
    expect(Date.parse(decided['decisioned-at'])).toBeGreaterThan(0)
    expect(await eventsOf(id)).toEqual([
      'inquiry.created',
      'inquiry.started',
      'inquiry.completed',
      'inquiry.approved',
    ])
  })

  it('comes after a review as well', async () => {
    const id = await inquiryThatIs('needs_review')
    const { attributes: decided } = (await act(id, 'decline', { meta: { comment: 'no' } })).json.data
    expect(decided.status).toBe('declined')
    expect(decided['marked-for-review-at']).not.toBeNull()
  })

  // Guarantee: a client that repeats itself is not refused, and nobody is told twice.
  it('can be repeated: the comment is kept, the time and the events stay', async () => {
    const id = await inquiryThatIs('completed')
    const first = (await act(id, 'approve')).json.data
    const again = await act(id, 'approve', { meta: { comment: 'confirmed' } })
    expect(again.status).toBe(200)
    expect(again.json.data.attributes).toMatchObject({
      'reviewer-comment': 'confirmed',
      'decisioned-at': first.attributes['decisioned-at'],
    })
    expect((await eventsOf(id)).filter(name => name === 'inquiry.approved')).toHaveLength(1)
  })

  // Guarantee: of two opposite decisions at once exactly one stands, and only that one is told.
  it('is one, however many come at once', async () => {
    const id = await inquiryThatIs('completed')
    const actions = Array.from({ length: 16 }, (_, index) => (index % 2 ? 'approve' : 'decline'))
    const answers = await Promise.all(actions.map(action => act(id, action)))
    const { status } = (await retrieve(id)).attributes
    const winner = status === 'approved' ? 'approve' : 'decline'
    expect(answers.map(answer => answer.status)).toEqual(
      actions.map(action => (action === winner ? 200 : 409)),
    )
    const told = (await eventsOf(id)).filter(name => /approved|declined/.test(name))
    expect(told).toEqual([`inquiry.${status}`])
  })

  it.each([{ meta: { comment: 1 } }, { meta: { remark: 'x' } }, { comment: 'x' }])(
    'is refused with %j',
    async body => {
      expect((await act(await newInquiry(), 'approve', body)).status).toBe(400)
    },
  )
})

describe('expiring an inquiry', () => {
  it('ends its sessions, cancels its pending verifications, and can be undone by resuming', async () => {
    const id = await inquiryThatIs('pending')
    await server.asDestination('POST', '/inquiry-sessions', attributes({ 'inquiry-id': id }))
    const verificationId = await pendingVerification(id)
    const expired = (await act(id, 'expire')).json.data
    expect(expired.attributes['expired-at']).not.toBeNull()
    const [session] = (await server.asDestination('GET', `/inquiry-sessions?filter[inquiry-id]=${id}`)).json
      .data
    expect(session.attributes.status).toBe('expired')
    const verification = await server.asDestination('GET', `/verifications/${verificationId}`)
    expect(verification.json.data.attributes.status).toBe('canceled')
    expect(await eventsOf(verificationId)).toEqual(['verification.canceled'])

    const resumed = await act(id, 'resume')
    expect(resumed.json.meta['session-token']).toMatch(/^iqse_/)
    expect(resumed.json.data.attributes).toMatchObject({ status: 'pending', 'expired-at': null })
  })
})

async function pendingVerification(inquiryId: string): Promise<string> {
  const { db } = server.connect.api.store
  const { environment_id } = await db
    .selectFrom('inquiry')
    .select('environment_id')
    .where('id', '=', inquiryId)
    .executeTakeFirstOrThrow()
  const id = newId('verification')
  await insertVerification(db, {
    id,
    environment_id,
    inquiry_id: inquiryId,
    document_id: null,
    redemption_id: null,
    cloned_from_json: null,
    kind: 'government-id',
    status: 'initiated',
    checks_json: '[]',
    created_at: 1,
    submitted_at: null,
    completed_at: null,
  })
  return id
}

describe('resuming an inquiry', () => {
  it.each(['created', 'pending'] as const)(
    'that is %s opens a session and changes nothing else',
    async status => {
      const id = await inquiryThatIs(status)
      const { data, meta } = (await act(id, 'resume')).json
      expect(data.attributes.status).toBe(status)
      expect(data.relationships.sessions.data).toEqual([
        { type: 'inquiry-session', id: meta['session-token'].split('.')[0] },
      ])
    },
  )

  it.each(['completed', 'approved', 'needs_review', 'declined', 'failed'] as const)(
    'that is %s is refused',
    async status => {
      expect((await act(await inquiryThatIs(status), 'resume')).status).toBe(409)
    },
  )

  // Guarantee: a page that resumes on every load never locks its person out.
  it('always finds room: the oldest unused session makes way', async () => {
    const id = await newInquiry()
    for (let round = 0; round < 27; round++) expect((await act(id, 'resume')).status).toBe(200)
    const sessions = (
      await server.asDestination('GET', `/inquiry-sessions?page[size]=100&filter[inquiry-id]=${id}`)
    ).json.data.map((one: { attributes: { status: string } }) => one.attributes.status)
    expect(sessions).toEqual([...Array(25).fill('new'), 'expired', 'expired'])
  })
})

describe('simulating', () => {
  it('does all of the actions, one after the other', async () => {
    const id = await newInquiry()
    const { data } = (await simulate(id, 'start_inquiry', 'complete_inquiry', 'mark_for_review_inquiry')).json
    expect(data.attributes).toMatchObject({ status: 'needs_review', 'completed-at': expect.any(String) })
  })

  // Guarantee: a list of actions that fails on the way leaves the inquiry as it was.
  it('does all or none', async () => {
    const id = await newInquiry()
    expect((await simulate(id, 'start_inquiry', 'approve_inquiry', 'complete_inquiry')).status).toBe(409)
    expect((await retrieve(id)).attributes.status).toBe('created')
    expect(await eventsOf(id)).toEqual(['inquiry.created'])
  })

  it.each<[string, unknown, number]>([
    ['an action that is not known', { meta: { 'simulate-actions': [{ type: 'no_such_action' }] } }, 400],
    ['no actions', { meta: { 'simulate-actions': [] } }, 400],
    ['nothing', undefined, 400],
    [
      'a verification of a template that is not there',
      {
        meta: {
          'simulate-actions': [
            { type: 'create_passed_verification', data: { 'verification-template-id': 'vtmpl_1' } },
          ],
        },
      },
      422,
    ],
  ])('is refused with %s', async (_what, body, status) => {
    expect((await act(await newInquiry(), 'perform-simulate-actions', body)).status).toBe(status)
  })

  it('is its owner’s alone', async () => {
    const path = `/inquiries/${await newInquiry()}/perform-simulate-actions`
    const body = { meta: { 'simulate-actions': [{ type: 'approve_inquiry' }] } }
    expect((await server.asSource('POST', path, body)).status).toBe(404)
    expect((await server.asDestination('POST', path, body)).status).toBe(200)
  })

  // Guarantee: no simulated decision ever stands in production.
  it('is refused in production', async () => {
    const key = await productionKey()
    const body = { meta: { 'simulate-actions': [{ type: 'approve_inquiry' }] } }
    const path = `/inquiries/${await newInquiry()}/perform-simulate-actions`
    expect((await server.call(key, 'POST', path, { body })).status).toBe(403)
  })
})

/** A key of the destination's production environment. */
async function productionKey(): Promise<string> {
  const { store, vault } = server.connect.api
  const [id, key] = [newId('environment'), newSecret()]
  await insertEnvironment(store.db, {
    id,
    organization_id: server.sandbox.destination['organization-id'],
    kind: 'production',
    wrapped_key: vault.newEnvironmentKey(id),
    created_at: 0,
  })
  await insertApiKey(store.db, {
    id: newId('api-key'),
    environment_id: id,
    name: 'production',
    secret_hash: hashSecret(key),
    permissions_json: JSON.stringify(PERMISSIONS),
    created_at: 0,
  })
  return key
}
