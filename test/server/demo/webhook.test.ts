import { createHmac } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerError } from '../../../demo/errors.ts'
import { type ReceiverState, webhookRouter } from '../../../demo/webhook/router.ts'
import { isGenuine } from '../../../demo/webhook/verify.ts'
import { listen, serve } from '../../../server/lifecycle.ts'
import { startServer, type TestServer } from '../harness.ts'
import { until } from '../workflows/setting.ts'

describe('the check of a signature', () => {
  const SECRET = 'whsec_c2VjcmV0'
  const BODY = Buffer.from('{"data":{}}')
  const NOW = 1_800_000_000
  const signed = (secret = SECRET, at = NOW, body = BODY) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`

  it.each([
    ['one that fits', signed()],
    ['two of which the second fits', `${signed('another')} ${signed()}`],
    ['one of five minutes ago', signed(SECRET, NOW - 300)],
  ])('takes %s', (_, signatures) => {
    expect(isGenuine(signatures, BODY, SECRET, NOW)).toBe(true)
  })

  it.each([
    ['none', ''],
    ['one by another secret', signed('another')],
    ['one of another body', signed(SECRET, NOW, Buffer.from('{"data":[]}'))],
    ['one that is older than five minutes', signed(SECRET, NOW - 301)],
    ['one of the future', signed(SECRET, NOW + 301)],
    ['one with another time before it', signed().replace(`t=${NOW}`, `t=${NOW - 1}`)],
    ['one that is cut short', signed().slice(0, -2)],
    ['one without a time', signed().replace(`t=${NOW},`, '')],
  ])('refuses %s', (_, signatures) => {
    expect(isGenuine(signatures, BODY, SECRET, NOW)).toBe(false)
  })
})

describe('the bank’s webhook', () => {
  let server: TestServer
  let origin: string
  const closing: (() => void)[] = []
  beforeAll(async () => {
    const listening = await listen(0, '127.0.0.1')
    origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
    server = await startServer({ webhookOrigins: [origin] })
    const url = (name: string) => `${origin}/${name}/events`
    const app = express()
    // The second stands for the same backend after another start.
    app.use('/first', webhookRouter({ bank: server.destination, url: url('first') }))
    app.use('/again', webhookRouter({ bank: server.destination, url: url('first') }))
    app.use('/private', webhookRouter({ bank: server.destination, url: 'http://127.0.0.1:1/events' }))
    serve(listening, app.use(answerError))
    closing.push(() => {
      listening.closeAllConnections()
      listening.close()
    })
  })
  afterAll(async () => {
    for (const close of closing) close()
    await server.close()
  })

  const stateOf = async (name: string): Promise<ReceiverState> =>
    JSON.parse(await (await fetch(`${origin}/${name}/state`)).text())
  const listenAt = (name: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}/${name}/listen`, { method: 'POST', headers })
  const send = (name: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}/${name}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  const forged = (id: string) => JSON.stringify({ data: { id, attributes: { name: 'account.created' } } })

  it('believes nothing before it listens, and nothing that is not signed', async () => {
    expect((await send('first', forged('evt_1'))).status).toBe(403)
    expect((await listenAt('first')).status).toBe(200)
    expect((await send('first', forged('evt_2'))).status).toBe(403)
    expect((await send('first', forged('evt_3'), { 'persona-signature': 't=1,v1=00' })).status).toBe(403)
    expect(await stateOf('first')).toEqual({ isListening: true, deliveries: [], refused: 3 })
  })

  it('lists what the server really sends, once each, though it is sent again', async () => {
    const { data: account } = await server.destination.accounts.create({})
    const deliveries = await until(async () => {
      const state = await stateOf('first')
      return state.deliveries.length > 0 ? state.deliveries : undefined
    })
    expect(deliveries).toMatchObject([
      { name: 'account.created', object: `account ${account.id}`, attempt: 1 },
    ])
    const [sent] = (await server.destination.webhookDeliveries.list()).data
    await server.destination.webhookDeliveries.redeliver(sent?.id ?? '')
    await server.destination.accounts.create({})
    const both = await until(async () => {
      const state = await stateOf('first')
      return state.deliveries.length === 2 ? state : undefined
    })
    expect(new Set(both.deliveries.map(({ id }) => id)).size).toBe(2)
  })

  // Guarantee: a secret is shown once, so a backend that has lost it needs a new one, not a second webhook.
  it('is the same one after another start, with another secret', async () => {
    expect((await listenAt('again')).status).toBe(200)
    const { data } = await server.destination.webhooks.list()
    expect(data.map(({ attributes }) => attributes.status)).toEqual(['enabled'])
  })

  it('cannot be where the server does not let it be, and listens for no other page', async () => {
    expect((await listenAt('private')).status).toBe(422)
    expect((await stateOf('private')).isListening).toBe(false)
    expect((await listenAt('private', { origin: 'https://elsewhere.example' })).status).toBe(403)
  })
})
