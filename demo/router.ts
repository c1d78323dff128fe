import { fileURLToPath } from 'node:url'
import express from 'express'
import { createClient } from '../client/client.ts'
import type { Sandbox } from '../server/sandbox-file.ts'
import { bankRouter } from './bank.ts'
import { answerError } from './errors.ts'
import { exchangeRouter, type SpecimenPerson } from './exchange.ts'
import type { PersonKey } from './people/person.ts'
import { playgroundRouter } from './playground/router.ts'
import { playgroundTemplates } from './playground/templates.ts'
import { webhookRouter } from './webhook/router.ts'
import { createAsking } from './workflows/asking.ts'
import { workflowsRouter } from './workflows/router.ts'

export interface DemoDeps {
  sandbox: Sandbox
  people: readonly SpecimenPerson[]
  /** Where this process listens: `http://127.0.0.1:3000`. */
  ownAddress: string
  /** Ends the time of a session of the sandbox now. */
  endSession(sessionId: string): Promise<void>
  /** Has somebody complete an inquiry at the exchange; its identifier. */
  completeInquiry(personKey: PersonKey): Promise<string>
}

/** A person waits for these calls, in ms. */
const TIMEOUT_MS = 10_000

/** A page of any origin may show whose question it is. */
const openLogos = (res: express.Response, path: string): void => {
  if (path.endsWith('logo.svg')) res.set('Access-Control-Allow-Origin', '*')
}

const PAGES = fileURLToPath(new URL('./pages', import.meta.url))

/**
 * The demo, to be mounted at `/demo`: the page and backend of Northwind Bank (a destination), and under `source/`
 * those of Meridian Exchange (a source); under `playground/` every phase of both elements, under `workflows/` what
 * both do without code, and under `webhook/` what the bank's backend is told. Each backend calls the API as any customer's would, over HTTP with its key.
 */
export function demoRouter(deps: DemoDeps): express.Router {
  const { sandbox, people, ownAddress, endSession, completeInquiry } = deps
  const connectionId = sandbox['connection-id']
  const clientOf = (side: 'source' | 'destination') =>
    createClient({ baseUrl: sandbox['api-base-url'], apiKey: sandbox[side]['api-key'], timeout: TIMEOUT_MS })
  const bank = {
    connect: clientOf('destination'),
    connectionId,
    templates: {
      standard: sandbox['destination-inquiry-template-id'],
      strict: sandbox['destination-inquiry-template-id-strict'],
      confirmed:
        sandbox['destination-inquiry-template-id-confirmed'] ?? sandbox['destination-inquiry-template-id'],
    },
  }
  const exchange = { connect: clientOf('source'), connectionId, people }
  const playground = {
    apiBaseUrl: sandbox['api-base-url'],
    exchange: exchange.connect,
    bank: bank.connect,
    connectionId,
    inquiryId: sandbox['source-inquiry-id'],
    templateOf: playgroundTemplates(bank.connect),
    endSession,
  }

  const automation = {
    exchange: exchange.connect,
    bank: bank.connect,
    sharesId: sandbox['source-workflow-id'],
    redeemsId: sandbox['destination-workflow-id'],
    connectionId,
    templates: bank.templates,
    asking: createAsking(bank.connect, `${ownAddress}/demo/workflows/links`),
    completeInquiry,
  }

  const router = express.Router()
  router.use(bankRouter(bank))
  router.use('/source', exchangeRouter(exchange))
  router.use('/playground', playgroundRouter(playground))
  router.use('/workflows', workflowsRouter(automation))
  router.use('/webhook', webhookRouter({ bank: bank.connect, url: `${ownAddress}/demo/webhook/events` }))
  router.use(express.static(PAGES, { setHeaders: openLogos }))
  router.use(answerError)
  return router
}
