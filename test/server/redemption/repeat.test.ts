import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonKey } from '../../../demo/people/person.ts'
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

const SOMEBODY_ELSE = { 'name-first': 'Somebody', 'name-last': 'Else' }

/** Shares a person's documents into an inquiry of whoever the bank knows it to be; the check of the pictures. */
async function shareAs(person: PersonKey, fields?: Record<string, string>) {
  const session = await openSession(server)
  if (fields) await server.asDestination('PATCH', `/inquiries/${session.inquiryId}`, attributes({ fields }))
  await decide(server, session)
  await redeem(server, session, (await mint(server, person)).secretForm)
  await followToEnd(server, session)
  const answer = await server.asDestination('GET', `/inquiries/${session.inquiryId}?include=verifications`)
  const [verification] = answer.json.included.filter((one: { type: string }) =>
    one.type.endsWith('government-id'),
  )
  const { checks } = verification.attributes
  return {
    inquiryId: session.inquiryId,
    check: checks.find((one: { name: string }) => one.name === 'id_repeat_detection'),
  }
}

// Guarantee: a picture that has served for one person does not quietly serve for another.
describe('the picture of a document', () => {
  it('may be used again for the same person, and by others who look different', async () => {
    expect((await shareAs('complete')).check).toMatchObject({ status: 'passed', requirement: 'not_required' })
    expect((await shareAs('complete')).check).toMatchObject({ status: 'passed' })
    expect((await shareAs('wrong-check-digit')).check).toMatchObject({ status: 'passed' })
  })

  it('is told when it is used for another person, until nobody of the first is left', async () => {
    const first = await shareAs('minor')
    expect((await shareAs('minor', SOMEBODY_ELSE)).check).toMatchObject({
      status: 'failed',
      reasons: ['repeated_for_another_person'],
      metadata: {},
    })
    await server.asDestination('DELETE', `/inquiries/${first.inquiryId}`)
    expect((await shareAs('minor', SOMEBODY_ELSE)).check).toMatchObject({ status: 'passed' })
  })
})
