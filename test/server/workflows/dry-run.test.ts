import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, mint, startServer, type TestServer } from '../harness.ts'
import { stateOf } from '../tenancy/state.ts'
import { type Receiver, startReceiver } from '../webhooks/receiver.ts'
import { complete, endedRun, newInquiry, newTemplate, newWorkflow, runsOf, type Side } from './setting.ts'

let server: TestServer
let receiver: Receiver
let template: string
let sourceTemplate: string
beforeAll(async () => {
  receiver = await startReceiver()
  server = await startServer({ webhookOrigins: [receiver.origin] })
  template = await newTemplate(server, 'destination')
  sourceTemplate = await newTemplate(server, 'source')
})
afterAll(async () => {
  await server.close()
  await receiver.close()
})

const BY_CALL = { type: 'api', about: 'inquiry' }
const tag = (name: string) => ({ type: 'tag', name, 'tag-name': name })
const key = (side: Side) => server.sandbox[side]['api-key']
const call = (side: Side, method: string, path: string, body?: object) =>
  server.call(key(side), method, path, body === undefined ? {} : { body })

/** A workflow that is not running. */
const paused = async (side: Side, document: object): Promise<string> =>
  (await call(side, 'POST', '/workflows', attributes({ name: 'Dry', document }))).json.data.id

const dryRun = (side: Side, id: string, given: object) =>
  call(side, 'POST', `/workflows/${id}/dry-run`, attributes({ ...given }))

/** The newest event of that name about an object. */
const eventOf = async (side: Side, name: string, objectId: string): Promise<string> =>
  (await call(side, 'GET', `/events?filter[name]=${name}&filter[object-id]=${objectId}`)).json.data[0].id

const allRows = () => stateOf({ server } as Parameters<typeof stateOf>[0])

describe('a dry run', () => {
  // Guarantee: it tells what a run would do, and changes nothing and calls nobody.
  it('tells of a past event what each step would do, and changes nothing and calls nobody', async () => {
    const inquiryId = await newInquiry(server, 'source', sourceTemplate)
    await complete(server, 'source', inquiryId)
    const eventId = await eventOf('source', 'inquiry.completed', inquiryId)
    const id = await paused('source', {
      trigger: { type: 'event', event: 'inquiry.completed' },
      condition: "event.attributes.status != 'nothing' || inquiry.status != 'created'",
      steps: [
        { type: 'create-share-token', name: 'share', 'connection-id': server.sandbox['connection-id'] },
        { type: 'call', name: 'tell', url: receiver.origin, 'with-share-token': true },
        { type: 'wait', name: 'pause', seconds: 86_400 },
        {
          type: 'branch',
          name: 'well',
          condition: "steps['tell'].response_status == 200",
          'if-true': 'note',
          'if-false': 'end',
        },
        { type: 'decline', name: 'passed-over' },
        { ...tag('note') },
      ],
    })
    const before = await allRows()
    const { status, json } = await dryRun('source', id, { 'event-id': eventId })
    expect(status).toBe(200)
    expect(json.data).toMatchObject({
      type: 'workflow-dry-run',
      id,
      attributes: { outcome: 'completed', 'failure-reason': null },
      relationships: { event: { data: { type: 'event', id: eventId } } },
    })
    expect(
      json.data.attributes.steps.map((one: { name: string; status: string; events: string[] }) => [
        one.name,
        one.status,
        one.events,
      ]),
    ).toEqual([
      ['share', 'completed', ['connect/share-token.outbound-created']],
      ['tell', 'completed', []],
      ['pause', 'completed', []],
      ['well', 'completed', []],
      ['passed-over', 'not-reached', []],
      ['note', 'completed', ['inquiry.updated-tags']],
    ])
    expect(await allRows()).toBe(before)
    expect(receiver.received).toEqual([])
    expect(await runsOf(server, 'source', id)).toEqual([])
  })

  it('tells what would refuse a step, and that the run would go on or stop as declared', async () => {
    const inquiryId = await newInquiry(server, 'destination', template)
    const refused = {
      type: 'create-share-token',
      name: 'share',
      // Over which this organization receives.
      'connection-id': server.sandbox['connection-id'],
    }
    const fields = { 'inquiry-id': inquiryId }
    const stops = await paused('destination', {
      trigger: BY_CALL,
      steps: [tag('first'), refused, tag('last')],
    })
    const stopped = (await dryRun('destination', stops, { fields })).json.data.attributes
    expect(stopped).toMatchObject({
      outcome: 'errored',
      'failure-reason': 'step_failed',
      condition: null,
      steps: [
        { status: 'completed' },
        {
          status: 'failed',
          'failure-reason': 'refused',
          'failure-detail': 'data.attributes.connection-id is not found',
        },
        { status: 'not-reached' },
      ],
    })
    const goesOn = { ...refused, 'on-failure': 'last' }
    const continues = await paused('destination', {
      trigger: BY_CALL,
      steps: [goesOn, tag('first'), tag('last')],
    })
    expect((await dryRun('destination', continues, { fields })).json.data.attributes).toMatchObject({
      outcome: 'completed',
      steps: [{ status: 'failed' }, { status: 'not-reached' }, { status: 'completed' }],
    })
  })

  it('tells whether the condition holds', async () => {
    const fields = { 'inquiry-id': await newInquiry(server, 'destination', template) }
    const told = async (condition: string) => {
      const id = await paused('destination', { trigger: BY_CALL, condition, steps: [tag('any')] })
      const { condition: met, outcome } = (await dryRun('destination', id, { fields })).json.data.attributes
      return [met, outcome]
    }
    expect(await told("inquiry.status == 'created'")).toEqual(['met', 'completed'])
    expect(await told("inquiry.status == 'expired'")).toEqual(['not-met', 'skipped'])
    expect(await told('inquiry.nothing == 1')).toEqual(['failed', 'errored'])
  })

  it('is of an event that has started a run already, and leaves that run as it is', async () => {
    const { id } = await newWorkflow(server, 'destination', {
      trigger: { type: 'event', event: 'inquiry.completed' },
      steps: [tag('seen')],
    })
    const inquiryId = await newInquiry(server, 'destination', template)
    await complete(server, 'destination', inquiryId)
    const run = await endedRun(server, 'destination', id)
    await call('destination', 'POST', `/workflows/${id}/disable`)
    const { json } = await dryRun('destination', id, { 'event-id': run.relationships.creator.data.id })
    expect(json.data.attributes.outcome).toBe('completed')
    expect(await runsOf(server, 'destination', id)).toEqual([run])
  })

  it('redeems nothing: the token is as good afterwards', async () => {
    const { id: tokenId } = await mint(server)
    const steps = [{ type: 'redeem', name: 'redeem', 'inquiry-template-id': template }]
    const id = await paused('destination', { trigger: { type: 'api', about: 'share-token' }, steps })
    const fields = { 'share-token-id': tokenId }
    for (const _ of [1, 2]) {
      const { outcome, steps: told } = (await dryRun('destination', id, { fields })).json.data.attributes
      expect(outcome).toBe('completed')
      expect(told[0].events).toEqual(
        expect.arrayContaining(['inquiry.created', 'connect/redemption.accepted']),
      )
    }
    const token = await call('destination', 'GET', `/connect/share-tokens/${tokenId}`)
    expect(token.json.data.attributes.status).toBe('created')
  })

  it('is refused of what does not start the workflow, or is not the caller’s', async () => {
    const onEvent = await paused('destination', {
      trigger: { type: 'event', event: 'inquiry.completed' },
      steps: [tag('any')],
    })
    const inquiryId = await newInquiry(server, 'destination', template)
    const created = await eventOf('destination', 'inquiry.created', inquiryId)
    const theirs = await newInquiry(server, 'source', sourceTemplate)
    const foreign = await eventOf('source', 'inquiry.created', theirs)
    const status = async (id: string, given: object) => (await dryRun('destination', id, given)).status
    expect(await status(onEvent, {})).toBe(422)
    expect(await status(onEvent, { 'event-id': created })).toBe(422)
    expect(await status(onEvent, { 'event-id': foreign })).toBe(404)
    expect(await status(onEvent, { fields: {} })).toBe(422)
    const byCall = await paused('destination', { trigger: BY_CALL, steps: [tag('any')] })
    expect(await status(byCall, { 'event-id': created })).toBe(422)
    expect(await status(byCall, { fields: { 'inquiry-id': theirs } })).toBe(422)
    expect((await dryRun('source', byCall, {})).status).toBe(404)
  })
})
