import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import { TEMPLATE } from '../fuzz/setting.ts'
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
import { allVerifiers } from '../verifiers.ts'

/** A server whose organization brings verifiers of the kinds that none are embedded for. */
let server: TestServer
let verifications: { type: string; id: string }[]
beforeAll(async () => {
  server = await startServer({ verifiers: allVerifiers })
  const template = await server.asDestination(
    'POST',
    '/inquiry-templates',
    attributes({ name: 'Six', document: TEMPLATE }),
  )
  const session = await openSession(server, 'standard', { 'inquiry-template-id': template.json.data.id })
  await decide(server, session)
  await redeem(server, session, (await mint(server)).secretForm)
  await followToEnd(server, session)
  const inquiry = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
  verifications = inquiry.json.data.relationships.verifications.data
})
afterAll(() => server.close())

const KINDS = [
  ['government-id', 'government-ids'],
  ['selfie', 'selfies'],
  ['document', 'documents'],
  ['database', 'databases'],
  ['phone-number', 'phone-numbers'],
  ['email-address', 'email-addresses'],
] as const

const idOf = (kind: string) => verifications.find(({ type }) => type === `verification/${kind}`)?.id

/** The links of two answers differ where a second has gone by between them. */
const withoutTokens = (text: string) => text.replaceAll(/access_token=[^"]+/g, '')

describe('a verification of each of the six kinds', () => {
  it('is one of the inquiry’s', () => {
    expect(verifications.map(({ type }) => type).sort()).toEqual(
      KINDS.map(([kind]) => `verification/${kind}`).sort(),
    )
  })

  it.each(KINDS)('%s is found by its own path, and by no other', async (kind, path) => {
    const { json, text } = await server.asDestination('GET', `/verification/${path}/${idOf(kind)}`)
    expect(json.data.type).toBe(`verification/${kind}`)
    expect(json.data.attributes.checks.length).toBeGreaterThan(0)
    const same = await server.asDestination('GET', `/verifications/${idOf(kind)}`)
    expect(withoutTokens(same.text)).toBe(withoutTokens(text))
    const [other] = KINDS.filter(([one]) => one !== kind)
    expect((await server.asDestination('GET', `/verification/${other?.[1]}/${idOf(kind)}`)).status).toBe(404)
  })

  // Guarantee: what was looked at is shown to its owner, and no longer once it was redacted.
  it('of a field shows that field, until it is redacted', async () => {
    const fields: Record<string, string> = { ...people.find(({ key }) => key === 'complete')?.fields }
    const shown = async (kind: string) =>
      (await server.asDestination('GET', `/verifications/${idOf(kind)}`)).json.data.attributes
    expect((await shown('email-address'))['email-address']).toBe(fields['email-address'])
    expect((await shown('phone-number'))['phone-number']).toBe(fields['phone-number'])
    for (const kind of ['email-address', 'phone-number']) {
      await server.asDestination('DELETE', `/verifications/${idOf(kind)}`)
    }
    expect((await shown('email-address'))['email-address']).toBeNull()
    expect(await shown('phone-number')).not.toHaveProperty('phone-number')
  })
})
