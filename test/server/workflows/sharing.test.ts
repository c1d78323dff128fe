import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { isGenuine, type Receiver, startReceiver } from '../webhooks/receiver.ts'
import { complete, endedRun, newInquiry, newTemplate, newWorkflow, recipe, runsOf, until } from './setting.ts'

let server: TestServer
let receiver: Receiver
let sourceTemplate: string
let destinationTemplate: string

beforeAll(async () => {
  receiver = await startReceiver()
  server = await startServer({ webhookOrigins: [receiver.origin] })
  sourceTemplate = await newTemplate(server, 'source')
  destinationTemplate = await newTemplate(server, 'destination')
})
afterAll(async () => {
  await server.close()
  await receiver.close()
})

const archive = (side: 'source' | 'destination', id: string) =>
  server.call(server.sandbox[side]['api-key'], 'POST', `/workflows/${id}/archive`)

describe('the workflows of two organizations', () => {
  it("bring an inquiry that was completed at the source to the destination, completed, without anybody's code", async () => {
    const connection = server.sandbox['connection-id']
    const shares = await newWorkflow(
      server,
      'source',
      recipe('source-shares', { CONNECTION_ID: connection, PARTNER_URL: `${receiver.origin}/tokens` }),
    )
    const redeems = await newWorkflow(
      server,
      'destination',
      recipe('destination-redeems', { CONNECTION_ID: connection, INQUIRY_TEMPLATE_ID: destinationTemplate }),
    )
    const inquiryId = await newInquiry(server, 'source', sourceTemplate)
    await complete(server, 'source', inquiryId)

    const sharing = await endedRun(server, 'source', shares.id)
    expect(sharing.attributes).toMatchObject({ status: 'completed', 'object-id': inquiryId, depth: 0 })
    expect(sharing.attributes.steps).toMatchObject([
      { name: 'share', inputs: { 'connection-id': connection }, status: 'completed', attempts: 1 },
      { name: 'tell-partner', status: 'completed', 'response-status': 200 },
      { name: 'note', inputs: { 'tag-name': 'shared' }, status: 'completed' },
    ])
    expect(sharing.attributes.steps[1].inputs).toEqual({
      url: `${receiver.origin}/tokens`,
      'with-share-token': true,
      'with-one-time-link': false,
    })
    const tokenId = sharing.attributes.steps[0]['object-id']

    const redeeming = await endedRun(server, 'destination', redeems.id)
    expect(redeeming.attributes).toMatchObject({ status: 'completed', 'object-id': tokenId, depth: 1 })
    const made = redeeming.attributes.steps[0]['object-id']
    const inquiry = await until(async () => {
      const { json } = await server.asDestination('GET', `/inquiries/${made}`)
      return json.data.attributes['completed-at'] === null ? undefined : json.data
    })
    expect(inquiry.attributes.status).toBe('approved')
    expect(inquiry.attributes.fields['name-last'].value).toBe('Keller')

    const received = await receiver.nth(1)
    expect(isGenuine(received, shares.secret)).toBe(true)
    const sent = JSON.parse(received.body).data
    expect(sent).toMatchObject({ type: 'workflow-run', id: sharing.id })
    expect(sent.attributes['share-token']).toMatch(new RegExp(`^${tokenId}\\.[\\w-]{43}$`))
    expect(received.headers['idempotency-key']).toMatch(/^wfrs_/)

    // What a run keeps names nobody and opens nothing.
    const kept = JSON.stringify([sharing, redeeming])
    for (const value of ['Keller', 'Maria', sent.attributes['share-token'], shares.secret]) {
      expect(kept).not.toContain(value)
    }
    const rows = await server.connect.api.store.db
      .selectFrom('workflow_run_step')
      .select('sealed_secret')
      .execute()
    expect(rows.every(row => row.sealed_secret === null)).toBe(true)
    await archive('source', shares.id)
    await archive('destination', redeems.id)
  })

  it('skip what the condition does not hold for', async () => {
    const steps = [{ type: 'tag', name: 'note', 'tag-name': 'seen' }]
    const trigger = { type: 'event', event: 'inquiry.completed' }
    const skips = await newWorkflow(server, 'source', {
      trigger,
      condition: "inquiry.template_id == 'another'",
      steps,
    })
    const inquiryId = await newInquiry(server, 'source', sourceTemplate)
    await complete(server, 'source', inquiryId)
    expect((await endedRun(server, 'source', skips.id)).attributes).toMatchObject({
      status: 'skipped',
      steps: [],
    })
    await archive('source', skips.id)
  })

  it('end a circle of workflows at the limit', async () => {
    const { source } = server.sandbox
    const there = server.sandbox['connection-id']
    const terms = { url: 'https://bank.example/terms', version: '1' }
    const { json } = await server.asDestination(
      'POST',
      '/connect/connections',
      attributes({ 'destination-organization-id': source['organization-id'], terms }),
    )
    const back = json.data.id
    await server.asSource('POST', `/connect/connections/${back}/accept`)
    await server.asSource('PATCH', `/connect/connections/${back}`, attributes({ terms }))

    const shares = (connectionId: string) => ({
      trigger: { type: 'event', event: 'inquiry.completed' },
      steps: [{ type: 'create-share-token', name: 'share', 'connection-id': connectionId }],
    })
    const redeems = (connectionId: string, templateId: string) =>
      recipe('destination-redeems', { CONNECTION_ID: connectionId, INQUIRY_TEMPLATE_ID: templateId })
    const circle = [
      await newWorkflow(server, 'source', shares(there)),
      await newWorkflow(server, 'destination', redeems(there, destinationTemplate)),
      await newWorkflow(server, 'destination', shares(back)),
      await newWorkflow(server, 'source', redeems(back, sourceTemplate)),
    ] as const
    const sides = ['source', 'destination', 'destination', 'source'] as const
    await complete(server, 'source', await newInquiry(server, 'source', sourceTemplate))

    const all = async () =>
      (await Promise.all(circle.map(({ id }, at) => runsOf(server, sides[at] ?? 'source', id)))).flat()
    const runs = await until(async () => {
      const found = await all()
      const isOver = found.every(run => run.attributes.status !== 'in_progress')
      return isOver && found.some(run => run.attributes.status === 'stopped') ? found : undefined
    })
    expect(runs.map(run => run.attributes.depth).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    const stopped = runs.filter(run => run.attributes.status === 'stopped')
    expect(stopped.map(run => run.attributes)).toMatchObject([
      { depth: 8, 'failure-reason': 'chain_too_long', steps: [] },
    ])
    expect(await all()).toHaveLength(9)
  })
})
