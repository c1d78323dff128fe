import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InquiryStatus } from '../../../server/api/wire.ts'
import { decide, followToEnd, mint, openSession, redeem, startServer, type TestServer } from '../harness.ts'
import { interruptedVerifiers } from '../interrupted-verifiers.ts'

/** What the destination does to the inquiry while its verifications run. */
let meanwhile: () => Promise<void> = async () => {}

const verifiers = interruptedVerifiers(() => meanwhile())

let server: TestServer
beforeAll(async () => {
  server = await startServer({ verifiers })
})
afterAll(() => server.close())

/** Shares an inquiry, and has the destination do this to its own in the middle of it. */
async function overtakenBy(method: string, action: string) {
  const session = await openSession(server)
  await decide(server, session)
  const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
  const path = `/inquiries/${session.inquiryId}`
  meanwhile = async () => {
    meanwhile = async () => {}
    const answer = await server.asDestination(method, `${path}${action}`)
    expect(answer.status, answer.text).toBe(200)
  }
  expect((await redeem(server, session, token.id)).status).toBe(202)
  const events = await followToEnd(server, session)
  const inquiry = (await server.asDestination('GET', path)).json.data
  return { last: events.at(-1), inquiry }
}

describe('a redemption whose inquiry its organization has decided meanwhile', () => {
  // Guarantee: a person's decision is never written over by the engine's.
  it.each<[string, InquiryStatus]>([
    ['/decline', 'declined'],
    ['/approve', 'approved'],
    ['/mark-for-review', 'needs_review'],
    ['/expire', 'expired'],
  ])('fails, and %s stands', async (action, status) => {
    const { last, inquiry } = await overtakenBy('POST', action)
    expect(last).toMatchObject({ name: 'redemption.failed', reason: 'import_failed' })
    expect(inquiry.attributes).toMatchObject({ status, 'completed-at': null })
  })

  // Guarantee: nothing of the person comes back into an inquiry that has been redacted.
  it('fails, and what was redacted stays empty', async () => {
    const { last, inquiry } = await overtakenBy('DELETE', '')
    expect(last).toMatchObject({ name: 'redemption.failed', reason: 'import_failed' })
    const values = Object.values(inquiry.attributes.fields).map(field => Object(field).value)
    expect(new Set(values)).toEqual(new Set([null]))
    expect(inquiry.attributes.status).toBe('pending')
  })
})
