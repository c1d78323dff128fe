import express from 'express'
import { z } from 'zod'
import type { Client } from '../client/client.ts'
import { pageOrigin } from './page-origin.ts'

/** What Northwind Bank, the destination, knows about its side of Connect. */
export interface Bank {
  connect: Client
  connectionId: string
  /** Inquiry template ids by what the page calls them; `strict` also wants a proof of address, `confirmed` a code. */
  templates: { standard: string; strict: string; confirmed: string }
}

const sessionRequest = z.strictObject({ template: z.enum(['standard', 'strict', 'confirmed']) })

/**
 * The bank's backend: opens a connect session for the page that asks, and hands it only the client secret; in the
 * sandbox it also shows what the person's phone would.
 */
export function bankRouter(bank: Bank): express.Router {
  const router = express.Router()
  router.post('/session', express.json({ limit: '1kb' }), async (req, res) => {
    const { template } = sessionRequest.parse(req.body)
    const { meta } = await bank.connect.sessions.create({
      'inquiry-template-id': bank.templates[template],
      'connection-id': bank.connectionId,
      purpose: 'Open your Northwind account',
      'allowed-origins': [pageOrigin(req)],
      locale: 'en',
    })
    res.status(201).json({ 'client-secret': meta['client-secret'] })
  })
  // Nobody's phone rings in the sandbox: the page shows what would have arrived there.
  router.get('/sessions/:id/messages', async (req, res) => {
    const { data } = await bank.connect.sessions.codes(req.params.id)
    res.set('Cache-Control', 'no-store').json({ messages: data.map(({ attributes }) => attributes.text) })
  })
  return router
}
