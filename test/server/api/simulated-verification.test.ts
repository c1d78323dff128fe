import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, share, startServer, type TestServer } from '../harness.ts'
import { create } from './backend.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const TEMPLATE = 'destination-inquiry-template-id'

const newInquiry = async (): Promise<string> =>
  (await create(server, 'destination', '/inquiries', { 'inquiry-template-id': server.sandbox[TEMPLATE] })).id

const simulate = (id: string, ...actions: object[]) =>
  server.asDestination('POST', `/inquiries/${id}/perform-simulate-actions`, {
    meta: { 'simulate-actions': actions },
  })

/** What the template says its verifications go by, by type. */
async function templatesOf(template: string): Promise<Map<string, string>> {
  const { json } = await server.asDestination('GET', `/inquiry-templates/${template}`)
  const { data } = json.data.relationships['verification-templates']
  return new Map(data.map(({ type, id }: { type: string; id: string }) => [type, id]))
}

const created = async (result: 'passed' | 'failed', type = 'verification-template/government-id') => ({
  type: `create_${result}_verification`,
  data: { 'verification-template-id': (await templatesOf(server.sandbox[TEMPLATE])).get(type) },
})

const verificationsOf = async (id: string) =>
  (await server.asDestination('GET', `/inquiries/${id}?include=verifications`)).json.included ?? []

describe('a verification that is simulated', () => {
  it.each(['passed', 'failed'] as const)(
    'is the inquiry’s, %s, with the checks of its template',
    async result => {
      const id = await newInquiry()
      const answer = await simulate(id, { type: 'start_inquiry' }, await created(result), {
        type: 'complete_inquiry',
      })
      expect([answer.status, answer.json.data.attributes.status]).toEqual([200, 'completed'])
      const [verification, ...others] = await verificationsOf(id)
      expect(others).toEqual([])
      expect(verification).toMatchObject({
        type: 'verification/government-id',
        attributes: { status: result, 'front-photo-url': null, 'document-number': null },
      })
      const { checks } = verification.attributes
      const required = checks.filter((one: { requirement: string }) => one.requirement === 'required')
      expect(required.length).toBeGreaterThan(10)
      for (const check of required)
        expect(check).toMatchObject({ status: result, metadata: { simulated: true } })
      const events = await server.asDestination('GET', `/events?filter[object-id]=${verification.id}`)
      expect(events.json.data.map((one: { attributes: { name: string } }) => one.attributes.name)).toEqual([
        `verification.${result}`,
        'verification.submitted',
        'verification.created',
      ])
    },
  )

  it('goes by the identifier that a real one of its kind does', async () => {
    const { inquiry } = await share(server)
    const [real] = await verificationsOf(inquiry.id)
    const simulated = await newInquiry()
    await simulate(simulated, await created('passed'))
    const [made] = await verificationsOf(simulated)
    for (const name of ['verification-template', 'verification-template-version'])
      expect(made.relationships[name]).toEqual(real.relationships[name])
    expect(real.relationships['verification-template'].data).toEqual({
      type: 'verification-template/government-id',
      id: expect.stringMatching(/^vtmpl_[0-9a-hjkmnp-tv-z]{26}$/),
    })
  })

  // Guarantee: nobody makes a verification of what their template does not ask for, or of another's template.
  it('is refused for a template that is not this inquiry’s', async () => {
    const id = await newInquiry()
    const document = {
      fields: [],
      documents: [],
      verifications: [],
      decision: { passed: 'approved', failed: 'declined' },
      'retention-days': null,
    }
    const bare = await create(server, 'destination', '/inquiry-templates', { name: 'Bare', document })
    const other = await create(server, 'destination', '/inquiries', { 'inquiry-template-id': bare.id })
    expect((await simulate(other.id, await created('passed'))).status).toBe(422)
    for (const unknown of ['vtmpl_1', 'vtmpl_00000000000000000000000000', '']) {
      const action = { type: 'create_passed_verification', data: { 'verification-template-id': unknown } }
      expect((await simulate(id, action)).status).toBe(422)
    }
    expect(await verificationsOf(id)).toEqual([])
  })

  // Guarantee: what has been decided is decided on what was there.
  it('is refused once the inquiry is over, and nothing of the request happens', async () => {
    const id = await newInquiry()
    const answer = await simulate(id, { type: 'approve_inquiry' }, await created('failed'))
    expect(answer.status).toBe(409)
    const { json } = await server.asDestination('GET', `/inquiries/${id}`)
    expect(json.data.attributes.status).toBe('created')
    await server.asDestination('DELETE', `/inquiries/${id}`)
    expect((await simulate(id, await created('passed'))).status).toBe(409)
  })

  // Guarantee: what was made up in one inquiry decides nothing that a redemption verifies.
  it('does not stand for one that a redemption runs', async () => {
    const id = await newInquiry()
    await simulate(id, { type: 'start_inquiry' }, await created('failed'))
    const token = await server.asSource(
      'POST',
      '/connect/share-tokens',
      attributes({
        'connection-id': server.sandbox['connection-id'],
        'source-id': await server.inquiryOf('complete'),
      }),
    )
    const redeemed = await server.asDestination(
      'POST',
      `/connect/share-tokens/${token.json.data.id}/redeem`,
      attributes({ 'destination-id': id }),
    )
    expect(redeemed.status).toBe(202)
    await expect
      .poll(async () => (await server.asDestination('GET', `/inquiries/${id}`)).json.data.attributes.status, {
        timeout: 20_000,
      })
      .toBe('approved')
  })
})
