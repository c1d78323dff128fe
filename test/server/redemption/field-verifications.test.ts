import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonKey } from '../../../demo/people/person.ts'
import type { TemplateVerification } from '../../../server/connect/template.ts'
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

interface Outcome {
  /** The verifications that were run, each with its result. */
  verified: string[]
  /** What the inquiry has become. */
  status: string
}

/** Shares a person into an inquiry that wants these verifications of fields. */
async function share(person: PersonKey, verifications: Partial<TemplateVerification>[]): Promise<Outcome> {
  const document = {
    fields: [
      { key: 'name-first', type: 'string', label: 'First name', required: false },
      { key: 'name-last', type: 'string', label: 'Last name', required: false },
      { key: 'birthdate', type: 'date', label: 'Birthdate', required: false },
      { key: 'address-street-1', type: 'string', label: 'Street', required: false },
      { key: 'email-address', type: 'email-address', label: 'E-mail', required: true },
      { key: 'phone-number', type: 'phone-number', label: 'Phone', required: false },
    ],
    documents: [],
    verifications,
    decision: { passed: 'approved', failed: 'needs_review' },
    'retention-days': null,
  }
  const made = await server.asDestination(
    'POST',
    '/inquiry-templates',
    attributes({ name: 'Fields', document }),
  )
  const session = await openSession(server, 'standard', { 'inquiry-template-id': made.json.data.id })
  await decide(server, session)
  await redeem(server, session, (await mint(server, person)).secretForm)
  const events = await followToEnd(server, session)
  const verified = events.flatMap(event =>
    event.name === 'verification.finished' ? [`${event.verification} ${event.status}`] : [],
  )
  const inquiry = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
  return { verified, status: inquiry.json.data.attributes.status }
}

describe('a redemption that verifies', () => {
  it('a phone number passes where its country is taken', async () => {
    expect(await share('complete', [{ kind: 'phone-number', 'allowed-countries': ['SE'] }])).toEqual({
      verified: ['phone-number passed'],
      status: 'approved',
    })
  })

  it('a phone number fails where its country is not', async () => {
    expect(await share('complete', [{ kind: 'phone-number', 'disallowed-countries': ['SE'] }])).toEqual({
      verified: ['phone-number failed'],
      status: 'needs_review',
    })
  })

  it('a person against the list of the organization passes where they are in it', async () => {
    expect(await share('complete', [{ kind: 'database' }])).toEqual({
      verified: ['database passed'],
      status: 'approved',
    })
  })

  it('a person against the list of the organization fails where they are not', async () => {
    const [list] = (await server.destination.referenceLists.list()).data
    const rows = [{ 'name-first': 'Elsa', 'name-last': 'Norrvinge', birthdate: '1973-12-30' }]
    await server.destination.referenceLists.update(list?.id ?? '', { rows })
    expect(await share('complete', [{ kind: 'database' }])).toEqual({
      verified: ['database failed'],
      status: 'needs_review',
    })
  })

  // Guarantee: where there is nothing to compare with, nobody passes.
  it('a person against nothing fails', async () => {
    const [list] = (await server.destination.referenceLists.list()).data
    await server.destination.referenceLists.delete(list?.id ?? '')
    expect(await share('complete', [{ kind: 'database' }])).toEqual({
      verified: ['database failed'],
      status: 'needs_review',
    })
  })

  it('an e-mail address passes', async () => {
    expect(await share('complete', [{ kind: 'email-address' }])).toEqual({
      verified: ['email-address passed'],
      status: 'approved',
    })
  })

  // Guarantee: a required check that nobody could answer never passes.
  it('an e-mail address fails where mail must be deliverable and nobody may ask', async () => {
    const checks = [{ name: 'email_address_deliverable_detection', required: true }]
    expect(await share('complete', [{ kind: 'email-address', checks }])).toEqual({
      verified: ['email-address failed'],
      status: 'needs_review',
    })
  })
})
