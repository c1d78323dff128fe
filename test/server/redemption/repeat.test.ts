import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examinedBefore } from '../../../demo/people/examined.ts'
import type { PersonKey } from '../../../demo/people/person.ts'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
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
async function shareAs(person: PersonKey, fields?: Record<string, string>, at = server) {
  const session = await openSession(at)
  if (fields) await at.asDestination('PATCH', `/inquiries/${session.inquiryId}`, attributes({ fields }))
  await decide(at, session)
  await redeem(at, session, (await mint(at, person)).secretForm)
  await followToEnd(at, session)
  const answer = await at.asDestination('GET', `/inquiries/${session.inquiryId}?include=verifications`)
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

// Guarantee: two people who hand the same picture in at the same moment do not both pass.
it('is told of all but one when four people hand it in at once', async () => {
  const people = 4
  const pool = createExaminePool(pino({ level: 'silent' }))
  const { promise: everybody, resolve } = Promise.withResolvers<void>()
  let arrived = 0
  const examine = examinedBefore(pool.examine)
  const together = await startServer({
    // Each has looked at its picture before anybody's result can be written.
    examine: async (name, ...files) => {
      const answer = await examine(name, ...files)
      if (name === 'fingerprint' && ++arrived === people) resolve()
      if (name === 'fingerprint') await everybody
      return answer
    },
  })
  try {
    const shared = await Promise.all(
      ['One', 'Two', 'Three', 'Four'].map(name =>
        shareAs('passport-holder', { 'name-first': name, 'name-last': 'Same' }, together),
      ),
    )
    const passed = shared.filter(({ check }) => check.status === 'passed')
    const told = shared.filter(({ check }) => check.reasons.includes('repeated_for_another_person'))
    expect({ passed: passed.length <= 1, told: told.length + passed.length }).toEqual({
      passed: true,
      told: people,
    })
  } finally {
    await together.close()
    await pool.close()
  }
})
