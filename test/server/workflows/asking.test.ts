import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mint, startServer, type TestServer } from '../harness.ts'
import { openLink } from '../links.ts'
import { isGenuine, type Receiver, startReceiver } from '../webhooks/receiver.ts'
import { endedRun, newWorkflow, recipe } from './setting.ts'

let server: TestServer
let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
  server = await startServer({ webhookOrigins: [receiver.origin] })
})
afterAll(async () => {
  await server.close()
  await receiver.close()
})

describe('the workflows of a destination', () => {
  it('send a link to the person whose inquiry ends awaiting input, without anybody’s code', async () => {
    const values = {
      CONNECTION_ID: server.sandbox['connection-id'],
      // Which wants a proof of address that the source does not have.
      INQUIRY_TEMPLATE_ID: server.sandbox['destination-inquiry-template-id-strict'],
      SENDER_URL: `${receiver.origin}/links`,
    }
    const redeems = await newWorkflow(server, 'destination', recipe('destination-redeems', values))
    const asks = await newWorkflow(server, 'destination', recipe('destination-asks', values))
    await mint(server, 'no-proof-of-address')

    const redeeming = await endedRun(server, 'destination', redeems.id)
    const inquiryId = redeeming.attributes.steps[0]['object-id']
    const asking = await endedRun(server, 'destination', asks.id)
    expect(asking.attributes).toMatchObject({ status: 'completed', 'object-id': inquiryId })
    expect(asking.attributes.steps).toMatchObject([
      { name: 'link', status: 'completed' },
      { name: 'send-to-person', status: 'completed', 'response-status': 200 },
      { name: 'sent', status: 'completed' },
    ])
    const received = await receiver.nth(1)
    expect(isGenuine(received, asks.secret)).toBe(true)
    const link = JSON.parse(received.body).data.attributes['one-time-link']
    const page = await fetch(link)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Northwind Bank')])
    expect((await openLink(server, link)).status).toBe(200)
    const { json } = await server.asDestination('GET', `/inquiry-sessions?filter[inquiry-id]=${inquiryId}`)
    expect(json.data).toMatchObject([
      { id: asking.attributes.steps[0]['object-id'], attributes: { status: 'active' } },
    ])
    const tags = (await server.asDestination('GET', `/inquiries/${inquiryId}`)).json.data.attributes.tags
    expect(tags).toEqual([])
  })

  it('note on the inquiry that no link could be sent', async () => {
    const values = { SENDER_URL: `${receiver.origin}/links` }
    const document = JSON.parse(
      JSON.stringify(recipe('destination-asks', values)).replace('"retries":5', '"retries":0'),
    )
    receiver.answers(() => 500)
    const asks = await newWorkflow(server, 'destination', document)
    await mint(server, 'no-proof-of-address')
    const { attributes } = await endedRun(server, 'destination', asks.id)
    expect(attributes).toMatchObject({
      status: 'completed',
      steps: [{}, { status: 'failed' }, { name: 'tell-staff' }],
    })
    const inquiry = await server.asDestination('GET', `/inquiries/${attributes['object-id']}`)
    expect(inquiry.json.data.attributes.tags).toEqual(['link-not-sent'])
  })
})
