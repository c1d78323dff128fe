import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isSignedBy } from '../../../server/signature.ts'
import { attributes, mint, startServer, type TestServer } from '../harness.ts'
import { type Receiver, startReceiver } from '../webhooks/receiver.ts'
import { complete, endedRun, newInquiry, newTemplate, newWorkflow, until } from './setting.ts'

const SECRET = 'between the bank and its messenger, only'

let server: TestServer
let receiver: Receiver
let template: string
/** A service that sends e-mail: it keeps what it was asked to send, and answers as it is told, 202 in the end. */
let service: Server
let answers: number[] = []
let sent: { body: string; headers: Record<string, unknown> }[] = []

beforeAll(async () => {
  receiver = await startReceiver()
  service = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    sent.push({ body, headers: req.headers })
    res.writeHead(answers.shift() ?? 202).end()
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo
  server = await startServer({
    webhookOrigins: [receiver.origin],
    codeDelivery: { email: { url: `http://127.0.0.1:${port}/mail`, secret: SECRET, attempts: 1 } },
  })
  template = await newTemplate(server, 'destination')
})
afterAll(async () => {
  await server.close()
  await receiver.close()
  service.close()
})
beforeEach(() => {
  answers = []
  sent = []
})

const BY_CALL = { type: 'api', about: 'inquiry' }
const MAKE = () => ({ type: 'create-inquiry', name: 'make', 'inquiry-template-id': template })
const LINK = { type: 'one-time-link', name: 'link' }

/** Runs a document by a call; the run once it has ended. */
async function run(document: object, fields: object) {
  const { id } = await newWorkflow(server, 'destination', document)
  const started = await server.asDestination('POST', `/workflows/${id}/trigger`, attributes({ fields }))
  expect(started.status).toBe(200)
  return (await endedRun(server, 'destination', id)).attributes
}

const inquiry = async (id: string) => (await server.asDestination('GET', `/inquiries/${id}`)).json.data

/** Everything that is kept of runs, and everything that was logged. */
async function keptAndLogged(): Promise<string> {
  const { db } = server.connect.api.store
  const steps = await db.selectFrom('workflow_run_step').selectAll().execute()
  const runs = await server.asDestination('GET', '/workflow-runs?page[size]=100')
  return JSON.stringify(steps) + runs.text + server.log()
}

describe('the step create-inquiry', () => {
  it('makes an inquiry of the template, of nobody yet', async () => {
    const { status: ended, steps } = await run(
      { trigger: { type: 'api', about: 'nothing' }, steps: [MAKE()] },
      {},
    )
    expect(ended).toBe('completed')
    const made = await inquiry(steps[0]['object-id'])
    expect(made.attributes.status).toBe('created')
    expect(made.relationships['inquiry-template'].data.id).toBe(template)
  })

  it('makes it in the account and by the reference id of the inquiry that the run is about', async () => {
    const body = attributes({ 'inquiry-template-id': template, 'reference-id': 'customer-7' })
    const { json } = await server.asDestination('POST', '/inquiries', body)
    const { steps } = await run(
      { trigger: BY_CALL, steps: [{ ...MAKE(), 'same-account': true }] },
      { 'inquiry-id': json.data.id },
    )
    const made = await inquiry(steps[0]['object-id'])
    expect(made.attributes['reference-id']).toBe('customer-7')
    expect(made.relationships.account).toEqual(json.data.relationships.account)
    expect(made.id).not.toBe(json.data.id)
  })

  it('starts what an inquiry starts one deeper, so that a workflow that makes inquiries of inquiries ends', async () => {
    const { id } = await newWorkflow(server, 'destination', {
      trigger: { type: 'event', event: 'inquiry.created' },
      steps: [MAKE()],
    })
    await newInquiry(server, 'destination', template)
    const runs = await until(async () => {
      const path = `/workflow-runs?filter[workflow-id]=${id}&page[size]=100`
      const { data } = (await server.asDestination('GET', path)).json
      const isOver = data.every((one: typeof data) => one.attributes.status !== 'in_progress')
      return isOver && data.some((one: typeof data) => one.attributes.status === 'stopped') ? data : undefined
    })
    const depths = runs.map((one: { attributes: { depth: number } }) => one.attributes.depth)
    expect(depths.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    await server.asDestination('POST', `/workflows/${id}/archive`)
  })
})

describe('a share token', () => {
  const ON_TOKEN = { type: 'api', about: 'share-token' }

  it('hydrates the inquiry that an earlier step has made', async () => {
    const { id } = await mint(server)
    const document = { trigger: ON_TOKEN, steps: [MAKE(), { type: 'hydrate', name: 'fill', into: 'make' }] }
    const { status: ended, steps } = await run(document, { 'share-token-id': id })
    expect(ended).toBe('completed')
    expect(steps[1]['object-id']).toBe(steps[0]['object-id'])
    const filled = await until(async () => {
      const one = await inquiry(steps[0]['object-id'])
      return one.attributes['completed-at'] === null ? undefined : one
    })
    expect(filled.attributes.fields['name-last'].value).not.toBe('')
  })

  it('is cloned, and what is made by that is one deeper', async () => {
    const { id: watching } = await newWorkflow(server, 'destination', {
      trigger: { type: 'event', event: 'connect/redemption.finished' },
      condition: "has(inquiry.id) && inquiry.status != 'created'",
      steps: [{ type: 'tag', name: 'note', 'tag-name': 'cloned' }],
    })
    const { id } = await mint(server)
    const { status: ended, steps } = await run(
      { trigger: ON_TOKEN, steps: [{ type: 'clone', name: 'clone' }] },
      { 'share-token-id': id },
    )
    expect(ended).toBe('completed')
    const { attributes: watched } = await endedRun(server, 'destination', watching)
    expect(watched).toMatchObject({ status: 'completed', depth: 1 })
    const redemption = await server.asDestination('GET', `/connect/redemptions/${steps[0]['object-id']}`)
    expect(redemption.json.data.attributes.status).toBe('finished')
    expect((await inquiry(watched['object-id'])).attributes.tags).toEqual(['cloned'])
    await server.asDestination('POST', `/workflows/${watching}/archive`)
  })

  it('that is spent is refused to a clone, and the run says so', async () => {
    const { id } = await mint(server)
    const document = { trigger: ON_TOKEN, steps: [{ type: 'clone', name: 'clone', retries: 0 }] }
    expect((await run(document, { 'share-token-id': id })).status).toBe('completed')
    expect(await run(document, { 'share-token-id': id })).toMatchObject({
      status: 'errored',
      steps: [{ 'failure-reason': 'refused', 'failure-detail': 'the share token cannot be redeemed' }],
    })
  })
})

describe('a redemption by a workflow', () => {
  const redeeming = (step: object) => ({
    trigger: { type: 'api', about: 'share-token' },
    steps: [MAKE(), { name: 'redeem', retries: 0, ...step }],
  })
  const consentsOf = async (tokenId: string) => {
    const { data } = (await server.asDestination('GET', '/connect/consents?page[size]=100')).json
    type Consent = { relationships: { 'share-token': { data: { id: string } | null } } }
    return data.filter((one: Consent) => one.relationships['share-token'].data?.id === tokenId)
  }

  // Guarantee: it stands on a record like any other, here of the terms of both sides.
  it('leaves the consent record that it stands on', async () => {
    const { id } = await mint(server)
    const { status } = await run(redeeming({ type: 'hydrate', into: 'make' }), { 'share-token-id': id })
    expect(status).toBe('completed')
    expect(await consentsOf(id)).toMatchObject([{ attributes: { basis: 'terms', decision: 'granted' } }])
  })

  // Guarantee: no step shares what nobody has consented to: the run says so, and the token stays whole.
  it.each([
    { type: 'redeem', 'inquiry-template-id': 'standard' },
    { type: 'hydrate', into: 'make' },
    { type: 'clone' },
  ])('by %j is refused where no record covers it', async step => {
    const { db } = server.connect.api.store
    const connectionId = server.sandbox['connection-id']
    const setTerms = (source_terms_json: string | null) =>
      db.updateTable('connection').set({ source_terms_json }).where('id', '=', connectionId).execute()
    const { source_terms_json: terms } = await db
      .selectFrom('connection')
      .select('source_terms_json')
      .where('id', '=', connectionId)
      .executeTakeFirstOrThrow()
    const { id } = await mint(server)
    const inquiries = async () => (await db.selectFrom('inquiry').select('id').execute()).length
    await setTerms(null)
    try {
      const of = 'inquiry-template-id' in step ? { 'inquiry-template-id': template } : {}
      const before = await inquiries()
      const ended = await run(redeeming({ ...step, ...of }), { 'share-token-id': id })
      expect(ended).toMatchObject({ status: 'errored', 'failure-reason': 'step_failed' })
      expect(ended.steps[1]).toMatchObject({
        'failure-reason': 'refused',
        'failure-detail': 'no consent record covers this redemption',
      })
      // The one that `make` has made, and none of the step that was given up.
      expect(await inquiries()).toBe(before + 1)
      const { json } = await server.asDestination('GET', `/connect/share-tokens/${id}`)
      expect(json.data.attributes.status).toBe('created')
      expect(await consentsOf(id)).toEqual([])
    } finally {
      await setTerms(terms)
    }
  })
})

describe('the step', () => {
  it.each([
    ['approve', 'approved'],
    ['decline', 'declined'],
    ['mark-for-review', 'needs_review'],
  ])('%s decides the inquiry as the API does: %s', async (type, status) => {
    const id = await newInquiry(server, 'destination', template)
    const ended = await run({ trigger: BY_CALL, steps: [{ type, name: 'decide' }] }, { 'inquiry-id': id })
    expect(ended).toMatchObject({ status: 'completed', steps: [{ 'object-id': id }] })
    expect((await inquiry(id)).attributes.status).toBe(status)
  })
})

describe('the step one-time-link', () => {
  // Guarantee: a link that opens a person's inquiry is in no run, no row and no log.
  it('hands the link of the inquiry to a signed call, and it is told nowhere else', async () => {
    const inquiryId = await newInquiry(server, 'destination', template)
    const before = receiver.received.length
    const call = { type: 'call', name: 'hand-on', url: receiver.origin, 'with-one-time-link': true }
    const ended = await run({ trigger: BY_CALL, steps: [LINK, call] }, { 'inquiry-id': inquiryId })
    expect(ended.status).toBe('completed')
    const received = receiver.received[before]
    const link = JSON.parse(received?.body ?? '').data.attributes['one-time-link']
    expect(link).toMatch(new RegExp(`^${server.origin}/api/v1/verify\\?code=[\\w-]{43}$`))
    const code = link.split('code=')[1]
    expect(await keptAndLogged()).not.toContain(code)

    expect((await fetch(link)).status).toBe(200)
    const sessions = await server.asDestination('GET', `/inquiry-sessions?filter[inquiry-id]=${inquiryId}`)
    expect(sessions.json.data.map((one: { id: string }) => one.id)).toContain(ended.steps[0]['object-id'])
  })

  it('makes the link of an inquiry that an earlier step has made', async () => {
    const steps = [MAKE(), { ...LINK, of: 'make', 'expires-in-seconds': 3600 }]
    const ended = await run({ trigger: { type: 'api', about: 'nothing' }, steps }, {})
    const path = `/inquiry-sessions?filter[inquiry-id]=${ended.steps[0]['object-id']}`
    const { data } = (await server.asDestination('GET', path)).json
    expect(data).toMatchObject([{ id: ended.steps[1]['object-id'] }])
  })

  it('is refused of an inquiry that is over', async () => {
    const inquiryId = await newInquiry(server, 'destination', template)
    await complete(server, 'destination', inquiryId)
    const document = { trigger: BY_CALL, steps: [{ ...LINK, retries: 0 }] }
    expect(await run(document, { 'inquiry-id': inquiryId })).toMatchObject({
      status: 'errored',
      steps: [{ 'failure-reason': 'refused' }],
    })
  })
})

describe('the step send-one-time-link', () => {
  const SEND = {
    type: 'send-one-time-link',
    name: 'send',
    channel: 'email',
    retries: 1,
    'retry-after-seconds': 1,
  }

  /** An inquiry of a template that has a place for addresses. */
  const addressed = async (fields: object) => {
    const body = attributes({
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
      fields,
    })
    return (await server.asDestination('POST', '/inquiries', body)).json.data.id
  }

  /** Nothing is opened by hand in production yet: the sandbox's environments are called so while `act` runs. */
  async function inProduction<T>(act: () => Promise<T>): Promise<T> {
    const { db } = server.connect.api.store
    const call = (kind: 'sandbox' | 'production') => db.updateTable('environment').set({ kind }).execute()
    await call('production')
    try {
      return await act()
    } finally {
      await call('sandbox')
    }
  }

  it('sends it in production to the address of the inquiry, each attempt with the same name, and tells it nowhere else', async () => {
    const inquiryId = await addressed({ 'email-address': 'maria.keller@example.com' })
    const steps = [LINK, { ...SEND, locale: 'de' }]
    answers = [503]
    const ended = await inProduction(async () => {
      const { id } = await newWorkflow(server, 'destination', { trigger: BY_CALL, steps })
      await server.asDestination(
        'POST',
        `/workflows/${id}/trigger`,
        attributes({ fields: { 'inquiry-id': inquiryId } }),
      )
      return (await endedRun(server, 'destination', id)).attributes
    })
    expect(ended).toMatchObject({ status: 'completed', steps: [{}, { name: 'send', attempts: 2 }] })
    const [first, second] = sent.map(({ body }) => JSON.parse(body).message)
    expect(first.id).toBe(second.id)
    expect(second).toEqual({
      id: expect.stringMatching(/^wfrs_/),
      channel: 'email',
      to: 'maria.keller@example.com',
      link: expect.stringMatching(/\/verify\?code=[\w-]{43}$/),
      locale: 'de',
      text: expect.stringContaining(second.link),
      'expires-in-seconds': expect.any(Number),
    })
    expect(second.text).toMatch(/^Northwind Bank braucht noch etwas von Ihnen/)
    expect(
      isSignedBy(SECRET, sent[1]?.body ?? '', String(sent[1]?.headers['connect-signature']), Date.now()),
    ).toBe(true)
    const told = await keptAndLogged()
    for (const secret of [second.link.split('code=')[1], 'maria.keller@example.com']) {
      expect(told).not.toContain(secret)
    }
  })

  it.each([
    [{}, 'email', 'the inquiry has no email-address that can be reached'],
    [{ 'email-address': 'maria.keller@example.com' }, 'sms', 'nothing sends by sms'],
  ])('says that there is no way to send it: %j by %s', async (fields, channel, detail) => {
    const inquiryId = await addressed(fields)
    const steps = [LINK, { ...SEND, channel, retries: 0 }]
    const ended = await inProduction(() => run({ trigger: BY_CALL, steps }, { 'inquiry-id': inquiryId }))
    expect(ended.steps[1]).toMatchObject({ 'failure-reason': 'not_sent', 'failure-detail': detail })
    expect(sent).toEqual([])
  })

  it('sends nobody anything in the sandbox', async () => {
    const inquiryId = await addressed({ 'email-address': 'maria.keller@example.com' })
    const steps = [LINK, { ...SEND, retries: 0 }]
    const ended = await run({ trigger: BY_CALL, steps }, { 'inquiry-id': inquiryId })
    expect(ended.steps[1]).toMatchObject({ 'failure-detail': 'nothing is sent in the sandbox' })
    expect(sent).toEqual([])
  })
})
