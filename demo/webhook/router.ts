import express from 'express'
import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import { RequestRefused } from '../errors.ts'
import { pageOrigin } from '../page-origin.ts'
import { isGenuine } from './verify.ts'

/** How many deliveries are remembered. */
const DELIVERIES_MAX = 50

/** What the bank's receiver stands on. */
export interface Receiving {
  bank: Client
  /** Where this backend is reached by the server itself: `http://127.0.0.1:3000/demo/webhook/events`. */
  url: string
}

/** One event whose signature was verified. */
export interface VerifiedDelivery {
  /** The event's identifier: a repetition has the same. */
  id: string
  name: string
  object: string
  attempt: number
}

/** `GET /webhook/state`, since this server was started. */
export interface ReceiverState {
  isListening: boolean
  /** Newest first. */
  deliveries: VerifiedDelivery[]
  /** How many requests were not signed by the webhook's secret. */
  refused: number
}

const eventBody = z.object({
  data: z.object({
    id: z.string(),
    attributes: z.object({
      name: z.string(),
      payload: z.object({ data: z.object({ type: z.string(), id: z.string() }) }),
    }),
  }),
})

/** The bank's webhook: made by the API, received here, and believed only where its signature is right. */
export function webhookRouter({ bank, url }: Receiving): express.Router {
  let secret: string | null = null
  let refused = 0
  const deliveries: VerifiedDelivery[] = []
  const state = (): ReceiverState => ({ isListening: secret !== null, deliveries, refused })
  const router = express.Router()

  router.get('/state', (_req, res) => {
    res.set('cache-control', 'no-store').json(state())
  })

  router.post('/listen', async (req, res) => {
    pageOrigin(req)
    secret ??= await register(bank, url)
    res.json(state())
  })

  // The body is verified as it came, byte by byte, before anything in it is believed.
  router.post('/events', express.raw({ type: 'application/json', limit: '64kb' }), (req, res) => {
    const body: unknown = req.body
    const signatures = req.get('persona-signature') ?? ''
    const isOurs = secret !== null && Buffer.isBuffer(body)
    if (!isOurs || !isGenuine(signatures, body, secret ?? '', Date.now() / 1000)) {
      refused++
      throw new RequestRefused(403, 'The signature is not ours')
    }
    const { data: event } = eventBody.parse(JSON.parse(body.toString('utf8')))
    const { type, id } = event.attributes.payload.data
    const attempt = Number(req.get('persona-webhook-attempts-made'))
    // At least once: what is here already is taken, and told once.
    if (!deliveries.some(one => one.id === event.id)) {
      deliveries.unshift({ id: event.id, name: event.attributes.name, object: `${type} ${id}`, attempt })
      deliveries.length = Math.min(deliveries.length, DELIVERIES_MAX)
    }
    res.status(204).end()
  })
  return router
}

/** The webhook that sends here, enabled; its secret. One that an earlier start has made is given a new secret. */
async function register(bank: Client, url: string): Promise<string> {
  for await (const { id, attributes } of bank.webhooks.all()) {
    if (attributes.url !== url || attributes.status === 'archived') continue
    const { data } = await bank.webhooks.rotateSecret(id, { 'expires-in-seconds': 0 })
    await bank.webhooks.enable(id)
    return data.attributes.secret
  }
  const { data } = await bank.webhooks.create({ name: 'Northwind Bank', url, 'enabled-events': ['*'] })
  await bank.webhooks.enable(data.id)
  return data.attributes.secret
}
