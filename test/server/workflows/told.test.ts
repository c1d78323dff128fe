import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { endedRun, newInquiry, newTemplate, newWorkflow } from './setting.ts'

let server: TestServer
let inquiryId: string
beforeAll(async () => {
  server = await startServer()
  inquiryId = await newInquiry(server, 'destination', await newTemplate(server, 'destination'))
})
afterAll(() => server.close())

const BY_CALL = { type: 'api', about: 'inquiry' }
const TAG = { type: 'tag', name: 'note', 'tag-name': 'seen' }
const WAIT = { type: 'wait', name: 'pause', seconds: 3600 }

const trigger = (id: string, query = '') =>
  server.asDestination(
    'POST',
    `/workflows/${id}/trigger${query}`,
    attributes({ fields: { 'inquiry-id': inquiryId } }),
  )

/** What the environment was told of an object, oldest first. */
const told = async (objectId: string) => {
  const { json } = await server.asDestination('GET', `/events?filter[object-id]=${objectId}`)
  const events = json.data.map((one: { attributes: object }) => one.attributes).reverse()
  return events as { name: string; payload: { data: { attributes: object } } }[]
}

describe('of a run', () => {
  it.each([
    ['completed', { steps: [TAG] }],
    ['skipped', { condition: 'false', steps: [TAG] }],
    [
      'errored',
      { steps: [{ type: 'create-share-token', name: 'share', 'connection-id': 'cxn_1', retries: 0 }] },
    ],
  ])(
    'it is told that it was created and has been %s, and neither starts a workflow',
    async (status, rest) => {
      const { id } = await newWorkflow(server, 'destination', { trigger: BY_CALL, ...rest })
      const started = await trigger(id)
      await endedRun(server, 'destination', id)
      const events = await told(started.json.data.id)
      expect(events.map(({ name }) => name)).toEqual(['workflow-run.created', `workflow-run.${status}`])
      expect(events[1]?.payload.data.attributes).toMatchObject({ status, 'workflow-id': id })
    },
  )

  it('it is told that it was stopped', async () => {
    const { id } = await newWorkflow(server, 'destination', { trigger: BY_CALL, steps: [WAIT] })
    const started = await trigger(id)
    await server.asDestination('POST', `/workflows/${id}/archive`)
    const events = await told(started.json.data.id)
    expect(events.map(({ name }) => name)).toEqual(['workflow-run.created', 'workflow-run.stopped'])
  })

  // Guarantee: no workflow is started by a workflow's run as such: each would start all.
  it('no event can be a trigger', async () => {
    const document = { trigger: { type: 'event', event: 'workflow-run.created' }, steps: [WAIT] }
    const made = await server.asDestination('POST', '/workflows', attributes({ name: 'Test', document }))
    expect(made.status).toBe(400)
    expect(made.json.errors[0].details).toMatch(/^data.attributes.document.trigger.event must be one of/)
  })

  it('what it belongs to comes along where it is asked for', async () => {
    const document = { trigger: { type: 'event', event: 'inquiry.updated-tags' }, steps: [TAG] }
    const { id } = await newWorkflow(server, 'destination', document)
    const tags = { meta: { 'tag-name': 'first' } }
    await server.asDestination('POST', `/inquiries/${inquiryId}/add-tag`, tags)
    const run = await endedRun(server, 'destination', id)
    await server.asDestination('POST', `/workflows/${id}/archive`)
    const path = `/workflow-runs/${run.id}?include=workflow,workflow-version,creator`
    const { included } = (await server.asDestination('GET', path)).json
    const types = included.map(({ type, id: own }: { type: string; id: string }) => [type, own])
    expect(types.sort()).toEqual([
      ['event', run.relationships.creator.data.id],
      ['workflow', id],
      ['workflow-version', run.relationships['workflow-version'].data.id],
    ])
  })

  it('the call that starts it brings its workflow along too', async () => {
    const { id } = await newWorkflow(server, 'destination', { trigger: BY_CALL, steps: [TAG] })
    expect((await trigger(id, '?include=workflow')).json.included).toMatchObject([{ type: 'workflow', id }])
  })
})

describe('the versions of a workflow', () => {
  it('are listed newest first, as published, and the one that runs is live', async () => {
    const { id } = await newWorkflow(server, 'destination', { trigger: BY_CALL, steps: [TAG] })
    const schedule = { type: 'schedule', cron: '0 6 * * *' }
    const another = { trigger: schedule, steps: [WAIT] }
    await server.asDestination('PATCH', `/workflows/${id}`, attributes({ document: another }))
    const { json } = await server.asDestination('GET', `/workflow-versions?filter[workflow-id]=${id}`)
    const [latest, first] = json.data
    expect(json.data).toHaveLength(2)
    expect(latest.attributes).toMatchObject({
      'workflow-name': 'Test',
      status: 'published',
      'trigger-type': 'trigger-schedule',
      live: true,
      inputs: [],
      document: { trigger: { cron: '0 6 * * *', 'time-zone': 'UTC' } },
    })
    expect(first.attributes).toMatchObject({
      'trigger-type': 'trigger-api',
      live: false,
      inputs: [{ name: 'inquiry-id', type: 'string', required: true }],
    })
    expect(latest.relationships.workflow.data).toEqual({ type: 'workflow', id })
    const published = await told(id)
    expect(published.map(one => one.name)).toEqual(['workflow.published', 'workflow.published'])

    await server.asDestination('POST', `/workflows/${id}/disable`)
    const paused = await server.asDestination('GET', `/workflow-versions?filter[workflow-id]=${id}`)
    expect(paused.json.data.map((one: typeof latest) => one.attributes.live)).toEqual([false, false])
  })

  it('are asked for by workflow, and are nobody else’s', async () => {
    const { id } = await newWorkflow(server, 'destination', { trigger: BY_CALL, steps: [TAG] })
    expect((await server.asDestination('GET', '/workflow-versions')).status).toBe(400)
    expect((await server.asSource('GET', `/workflow-versions?filter[workflow-id]=${id}`)).status).toBe(404)
  })
})
