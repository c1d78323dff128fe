import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { type Receiver, startReceiver } from '../webhooks/receiver.ts'
import { complete, endedRun, newInquiry, newTemplate, newWorkflow, runsOf, until } from './setting.ts'

let server: TestServer
let receiver: Receiver
let template: string

beforeAll(async () => {
  receiver = await startReceiver()
  server = await startServer({ webhookOrigins: [receiver.origin] })
  template = await newTemplate(server, 'destination')
})
afterAll(async () => {
  await server.close()
  await receiver.close()
})

const BY_CALL = { type: 'api', about: 'inquiry' }
const tag = (name: string) => ({ type: 'tag', name, 'tag-name': name })
const call = (more: object = {}) => ({
  type: 'call',
  name: 'tell',
  url: `${receiver.origin}/told`,
  retries: 1,
  'retry-after-seconds': 1,
  ...more,
})

const trigger = (workflowId: string, fields: object) =>
  server.asDestination('POST', `/workflows/${workflowId}/trigger`, attributes({ fields }))

/** Runs a document about a new inquiry; the run once it has ended, and the inquiry. */
async function run(document: object) {
  const { id } = await newWorkflow(server, 'destination', document)
  const inquiryId = await newInquiry(server, 'destination', template)
  const started = await trigger(id, { 'inquiry-id': inquiryId })
  expect(started.status).toBe(200)
  const { attributes: ended } = await endedRun(server, 'destination', id)
  const { json } = await server.asDestination('GET', `/inquiries/${inquiryId}`)
  return { workflowId: id, inquiryId, ended, inquiry: json.data.attributes }
}

describe('a step that fails', () => {
  it('is tried again as often as declared, each time with the same key, and then stops the run', async () => {
    receiver.answers(() => 503)
    const before = receiver.received.length
    const { ended, inquiry } = await run({
      trigger: BY_CALL,
      steps: [tag('before'), call(), tag('after')],
    })
    expect(ended).toMatchObject({ status: 'errored', 'failure-reason': 'step_failed' })
    expect(ended.steps).toMatchObject([
      { name: 'before', status: 'completed' },
      {
        name: 'tell',
        status: 'failed',
        attempts: 2,
        'failure-reason': 'answered_otherwise',
        'response-status': 503,
      },
    ])
    expect(inquiry.tags).toEqual(['before'])
    const calls = receiver.received.slice(before)
    expect(calls).toHaveLength(2)
    expect(new Set(calls.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    receiver.answers(() => 200)
  })

  it('is done in the end where a later attempt succeeds', async () => {
    let answered = 0
    receiver.answers(() => (answered++ === 0 ? 500 : 204))
    const { ended } = await run({ trigger: BY_CALL, steps: [call()] })
    expect(ended).toMatchObject({ status: 'completed', steps: [{ attempts: 2, 'response-status': 204 }] })
    receiver.answers(() => 200)
  })

  it('is compensated by a later step, or passed over, as declared', async () => {
    receiver.answers(() => 500)
    const compensated = await run({
      trigger: BY_CALL,
      steps: [call({ retries: 0, 'on-failure': 'undo' }), tag('passed-over'), tag('undo')],
    })
    expect(compensated.ended.status).toBe('completed')
    expect(compensated.inquiry.tags).toEqual(['undo'])
    const continued = await run({
      trigger: BY_CALL,
      steps: [call({ retries: 0, 'on-failure': 'continue' }), tag('next')],
    })
    expect(continued.inquiry.tags).toEqual(['next'])
    receiver.answers(() => 200)
  })

  it('is not tried again once its deadline has passed', async () => {
    receiver.answers(() => 500)
    const { ended } = await run({
      trigger: BY_CALL,
      steps: [call({ retries: 10, 'retry-after-seconds': 2, 'deadline-seconds': 1 })],
    })
    expect(ended).toMatchObject({ status: 'errored', steps: [{ attempts: 1 }] })
    receiver.answers(() => 200)
  })

  it('shares nothing that the API itself would not share', async () => {
    const { ended } = await run({
      trigger: BY_CALL,
      steps: [
        {
          type: 'create-share-token',
          name: 'share',
          'connection-id': server.sandbox['connection-id'],
          retries: 0,
        },
      ],
    })
    // The destination of a connection is not its source.
    expect(ended.steps).toMatchObject([
      { 'failure-reason': 'refused', 'failure-detail': 'data.attributes.connection-id is not found' },
    ])
  })
})

describe('a run', () => {
  it('branches by what has come of its steps, and waits', async () => {
    const { ended, inquiry } = await run({
      trigger: BY_CALL,
      steps: [
        { type: 'wait', name: 'pause', seconds: 1 },
        call(),
        {
          type: 'branch',
          name: 'well',
          condition: "steps['tell'].response_status == 200",
          'if-true': 'good',
          'if-false': 'bad',
        },
        tag('bad'),
        tag('good'),
        { type: 'approve', name: 'approve' },
      ],
    })
    expect(ended.status).toBe('completed')
    expect(inquiry).toMatchObject({ status: 'approved', tags: ['good'] })
    const [pause] = ended.steps
    expect(Date.parse(pause['finished-at']) - Date.parse(pause['started-at'])).toBeGreaterThanOrEqual(1000)
  })

  it('keeps the version that it was started with, and ends with its workflow', async () => {
    const { id } = await newWorkflow(server, 'destination', {
      trigger: BY_CALL,
      steps: [{ type: 'wait', name: 'long', seconds: 3600 }],
    })
    const inquiryId = await newInquiry(server, 'destination', template)
    const { json } = await trigger(id, { 'inquiry-id': inquiryId })
    const another = attributes({ document: { trigger: BY_CALL, steps: [tag('another')] } })
    await server.asDestination('PATCH', `/workflows/${id}`, another)
    await server.asDestination('POST', `/workflows/${id}/archive`)
    const [one] = await runsOf(server, 'destination', id)
    expect(one.relationships['workflow-version']).toEqual(json.data.relationships['workflow-version'])
    expect(one.attributes).toMatchObject({ status: 'stopped', 'failure-reason': 'workflow_archived' })
    expect((await trigger(id, { 'inquiry-id': inquiryId })).status).toBe(409)
  })

  it('is started once by an event, and by no other organization’s', async () => {
    const document = { trigger: { type: 'event', event: 'inquiry.completed' }, steps: [tag('seen')] }
    const mine = await newWorkflow(server, 'destination', document)
    const theirs = await newWorkflow(server, 'source', document)
    const inquiryId = await newInquiry(server, 'destination', template)
    await complete(server, 'destination', inquiryId)
    const run = await endedRun(server, 'destination', mine.id)
    expect(run.relationships.creator.data.type).toBe('event')
    expect(await runsOf(server, 'destination', mine.id)).toHaveLength(1)
    expect(await runsOf(server, 'source', theirs.id)).toEqual([])
    await server.asDestination('POST', `/workflows/${mine.id}/disable`)
    await complete(server, 'destination', await newInquiry(server, 'destination', template))
    expect(await runsOf(server, 'destination', mine.id)).toHaveLength(1)
  })

  it('that an event of a run starts is one deeper', async () => {
    const marks = await newWorkflow(server, 'destination', {
      trigger: { type: 'event', event: 'inquiry.updated-tags' },
      condition: "'deeper' in inquiry.tags",
      steps: [{ type: 'mark-for-review', name: 'review' }],
    })
    await run({ trigger: BY_CALL, steps: [tag('deeper')] })
    const deeper = await until(async () =>
      (await runsOf(server, 'destination', marks.id)).find(one => one.attributes.status === 'completed'),
    )
    expect(deeper.attributes.depth).toBe(1)
    await server.asDestination('POST', `/workflows/${marks.id}/archive`)
  })
})

describe('a workflow', () => {
  it('takes of a call what its document says, and no data of a person', async () => {
    const { id } = await newWorkflow(server, 'destination', { trigger: BY_CALL, steps: [tag('called')] })
    const inquiryId = await newInquiry(server, 'destination', template)
    expect((await trigger(id, {})).status).toBe(422)
    expect((await trigger(id, { 'share-token-id': 'cnst_1' })).status).toBe(422)
    expect((await trigger(id, { 'inquiry-id': await server.inquiryOf('complete') })).status).toBe(422)
    expect((await trigger(id, { 'inquiry-id': inquiryId, 'name-last': 'Keller' })).status).toBe(400)
    expect(await runsOf(server, 'destination', id)).toEqual([])
  })

  it('calls no private address that the operator has not named', async () => {
    const document = { trigger: BY_CALL, steps: [call({ url: 'https://10.0.0.1/' })] }
    const { status, json } = await server.asDestination(
      'POST',
      '/workflows',
      attributes({ name: 'Test', document }),
    )
    expect(status).toBe(422)
    expect(json.errors[0].details).toBe(
      'data.attributes.document.steps.0.url must not lead to a private address',
    )
  })

  // Guarantee: a workflow does nothing that the key which publishes it may not do.
  it('is published by a key that may do itself what it does', async () => {
    const { json } = await server.asDestination(
      'POST',
      '/api-keys',
      attributes({ name: 'Limited', permissions: ['workflow.write'] }),
    )
    const key = json.data.attributes.value
    const publish = (steps: object[]) =>
      server.call(key, 'POST', '/workflows', {
        body: attributes({ name: 'Test', document: { trigger: BY_CALL, steps } }),
      })
    expect((await publish([call()])).status).toBe(201)
    expect((await publish([tag('any')])).status).toBe(403)
    expect((await publish([call(), { type: 'approve', name: 'approve' }])).status).toBe(403)
  })
})
