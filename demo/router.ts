import { fileURLToPath } from 'node:url'
import express from 'express'
import type { Sandbox } from '../server/sandbox-file.ts'
import { bankRouter } from './bank.ts'
import { connectApi } from './connect-api.ts'
import { answerError } from './errors.ts'
import { exchangeRouter, type SpecimenPerson } from './exchange.ts'

export interface DemoDeps {
  /** Where the API is, with `/api/v1` and without a slash at the end. */
  apiBaseUrl: () => string
  sandbox: Sandbox
  people: readonly SpecimenPerson[]
}

const PAGES = fileURLToPath(new URL('./pages', import.meta.url))

/**
 * The demo, to be mounted at `/demo`: the page and backend of Northwind Bank (a destination), and under `source/`
 * those of Meridian Exchange (a source). Each backend calls the API as any customer's would, over HTTP with its key.
 */
export function demoRouter({ apiBaseUrl, sandbox, people }: DemoDeps): express.Router {
  const connectionId = sandbox['connection-id']
  const bank = {
    api: connectApi(apiBaseUrl, sandbox.destination['api-key']),
    connectionId,
    templates: {
      standard: sandbox['destination-inquiry-template-id'],
      strict: sandbox['destination-inquiry-template-id-strict'],
    },
  }
  const exchange = { api: connectApi(apiBaseUrl, sandbox.source['api-key']), connectionId, people }

  const router = express.Router()
  router.use(bankRouter(bank))
  router.use('/source', exchangeRouter(exchange))
  router.use(express.static(PAGES))
  router.use(answerError)
  return router
}
