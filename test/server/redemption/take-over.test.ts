import { afterEach, describe, expect, it } from 'vitest'
import type { PersonKey } from '../../../demo/people/person.ts'
import { bankStandard } from '../../../demo/sandbox/templates.ts'
import type { ReusePolicy } from '../../../server/connect/reuse.ts'
import type { TemplateVerification } from '../../../server/connect/template.ts'
import { embeddedVerifiers } from '../../../server/verification/registry.ts'
import { passed, type Verifier } from '../../../server/verification/verifier.ts'
import {
  attributes,
  decide,
  followToEnd,
  mint,
  openSession,
  redeem,
  startServer,
  type TestServer,
  type TestServerOptions,
} from '../harness.ts'

const DAY = 86_400_000

let server: TestServer
const start = async (options: TestServerOptions = {}) => {
  server = await startServer(options)
}
afterEach(() => server.close())

/** A template that wants a government ID verified, or taken over, before anything else that is named. */
async function templateWith(reuse: ReusePolicy, ...before: TemplateVerification[]): Promise<string> {
  const verifications = [...before, { kind: 'government-id', required: true, checks: [], reuse }]
  const document = { ...bankStandard, verifications }
  const { json } = await server.asDestination(
    'POST',
    '/inquiry-templates',
    attributes({ name: 'Reuse', document }),
  )
  return json.data.id
}

/** Shares a person into a template; the inquiry's decision, and its verification of the government ID. */
async function shareInto(templateId: string, person: PersonKey = 'complete', fields?: object) {
  const session = await openSession(server, 'standard', { 'inquiry-template-id': templateId })
  if (fields) await server.asDestination('PATCH', `/inquiries/${session.inquiryId}`, attributes({ fields }))
  await decide(server, session)
  await redeem(server, session, (await mint(server, person)).secretForm)
  const events = await followToEnd(server, session)
  const answer = await server.asDestination('GET', `/inquiries/${session.inquiryId}?include=verifications`)
  const verification = answer.json.included.find((one: { type: string }) =>
    one.type.endsWith('government-id'),
  )
  return {
    inquiry: answer.json.data.attributes,
    verification: verification.attributes,
    words: events.map(event => event.name),
  }
}

describe('a verification that the template lets be taken over', () => {
  it('is taken over with whose it was, when it was made, against which template, and its checks', async () => {
    await start()
    const { inquiry, verification, words } = await shareInto(await templateWith('either'))
    const source = await server.asSource(
      'GET',
      `/inquiries/${await server.inquiryOf('complete')}?include=verifications`,
    )
    const original = source.json.included.find((one: { type: string }) => one.type.endsWith('government-id'))
    expect(verification).toMatchObject({
      status: 'passed',
      checks: original.attributes.checks,
      'cloned-from': {
        'organization-id': server.sandbox.source['organization-id'],
        'completed-at': original.attributes['completed-at'],
        'inquiry-template-version-id': expect.stringMatching(/^itmplv_/),
      },
    })
    expect(inquiry.status).toBe('approved')
    expect(words.filter(word => word.startsWith('verification'))).toEqual([
      'verification.started',
      'verification.finished',
    ])
  })

  it('is run here by a template that says nothing, or says so', async () => {
    await start()
    const { verification } = await shareInto(await templateWith('rerun'))
    expect(verification).toMatchObject({ status: 'passed', 'cloned-from': null })
  })

  it('is run here when it is older than the template takes', async () => {
    let now = Date.now()
    await start({ clock: () => now })
    const templateId = await templateWith({ 'clone-if-younger-than-days': 30 })
    now += 29 * DAY
    expect((await shareInto(templateId)).verification['cloned-from']).not.toBeNull()
    now += 2 * DAY
    expect((await shareInto(templateId)).verification['cloned-from']).toBeNull()
  })

  // Guarantee: a source that is less strict does not lower what the destination requires.
  it('is run here when a check that is required here did not pass there', async () => {
    await start()
    const { verification } = await shareInto(await templateWith('either'), 'wrong-check-digit')
    expect(verification).toMatchObject({ status: 'failed', 'cloned-from': null })
  })

  // Guarantee: a person whom the destination knows by another name does not pass on somebody else's verification.
  it('is run here when the destination holds other values than were looked at', async () => {
    await start()
    const fields = { 'name-last': 'Somebody-Else' }
    const { verification } = await shareInto(await templateWith('either'), 'complete', fields)
    expect(verification).toMatchObject({ status: 'failed', 'cloned-from': null })
  })

  it('does not pass where nothing but the source’s will do, and that will not', async () => {
    await start()
    const { inquiry, verification } = await shareInto(await templateWith('clone'), 'wrong-check-digit')
    expect(verification.status).toBe('failed')
    for (const check of verification.checks) {
      expect(check).toMatchObject({ status: 'not_applicable', reasons: ['not_cloneable'] })
    }
    expect(inquiry.status).toBe('needs_review')
  })

  // Guarantee: what the source has redacted since it was copied is nobody's proof any more.
  it('is run here when the source is redacted between the copy and the verification', async () => {
    const redacting: Verifier = {
      kind: 'selfie',
      evidence: null,
      compares: [],
      checks: () => ({ redacts: true }),
      async run() {
        await server.asSource('DELETE', `/inquiries/${await server.inquiryOf('complete')}`)
        return [passed('redacts')]
      },
    }
    await start({ verifiers: new Map([...embeddedVerifiers, ['selfie', redacting]]) })
    const first: TemplateVerification = { kind: 'selfie', required: true, checks: [] }
    const { verification } = await shareInto(await templateWith('either', first))
    expect(verification).toMatchObject({ status: 'passed', 'cloned-from': null })
  })
})
