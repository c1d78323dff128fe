import express from 'express'
import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import { RequestRefused } from '../errors.ts'

/** The two workflows of the sandbox, and who owns each. */
export interface Automation {
  exchange: Client
  bank: Client
  /** Undefined in a sandbox that was made before there were workflows. */
  sharesId: string | undefined
  redeemsId: string | undefined
  /** Has somebody complete an inquiry at the exchange; its identifier. */
  completeInquiry(): Promise<string>
}

/** `GET /workflows/state` */
export interface AutomationState {
  isRunning: boolean
  workflows: { owner: string; name: string; status: string; document: unknown }[]
}

/** `GET /workflows/outcome`: what has come of an inquiry so far. */
export interface Outcome {
  steps: { owner: string; name: string; status: string }[]
  /** The inquiry at the bank; null while there is none. */
  inquiry: { id: string; status: string } | null
}

const runBody = z.strictObject({ 'is-running': z.boolean() })
const outcomeQuery = z.object({ inquiry: z.string().max(64) })

/** The page's backend: lets both workflows run or pauses them, and follows an inquiry through them, by the API alone. */
export function workflowsRouter(automation: Automation): express.Router {
  const { exchange, bank, completeInquiry } = automation
  const router = express.Router()

  router.get('/state', async (_req, res) => {
    res.set('cache-control', 'no-store').json(await stateOf(automation))
  })

  router.post('/run', express.json({ limit: '1kb' }), async (req, res) => {
    const { 'is-running': isRunning } = runBody.parse(req.body)
    const { sharesId, redeemsId } = idsOf(automation)
    const action = isRunning ? 'enable' : 'disable'
    // Who receives first: nothing arrives before somebody is there.
    await bank.workflows[action](redeemsId)
    await exchange.workflows[action](sharesId)
    res.json(await stateOf(automation))
  })

  router.post('/complete', async (_req, res) => {
    res.status(201).json({ 'inquiry-id': await completeInquiry() })
  })

  router.get('/outcome', async (req, res) => {
    const { inquiry } = outcomeQuery.parse(req.query)
    res.set('cache-control', 'no-store').json(await outcomeOf(automation, inquiry))
  })
  return router
}

function idsOf({ sharesId, redeemsId }: Automation) {
  if (sharesId === undefined || redeemsId === undefined) {
    throw new RequestRefused(404, 'This sandbox was made before there were workflows: start over')
  }
  return { sharesId, redeemsId }
}

async function stateOf(automation: Automation): Promise<AutomationState> {
  const { sharesId, redeemsId } = idsOf(automation)
  const [shares, redeems] = await Promise.all([
    automation.exchange.workflows.retrieve(sharesId),
    automation.bank.workflows.retrieve(redeemsId),
  ])
  const shown = (owner: string, { attributes }: (typeof shares)['data']) => ({
    owner,
    name: attributes.name,
    status: attributes.status,
    document: attributes.document,
  })
  const workflows = [shown('Meridian Exchange', shares.data), shown('Northwind Bank', redeems.data)]
  return { isRunning: workflows.every(({ status }) => status === 'running'), workflows }
}

async function outcomeOf(automation: Automation, inquiryId: string): Promise<Outcome> {
  const { sharesId, redeemsId } = idsOf(automation)
  const { exchange, bank } = automation
  const sharing = await runAbout(exchange, sharesId, inquiryId)
  const tokenId = sharing?.find(({ type }) => type === 'create-share-token')?.['object-id']
  const redeeming = tokenId ? await runAbout(bank, redeemsId, tokenId) : undefined
  const madeId = redeeming?.find(({ type }) => type === 'redeem')?.['object-id']
  const made = madeId ? await bank.inquiries.retrieve(madeId) : undefined
  const stepsOf = (owner: string, steps: typeof sharing) =>
    (steps ?? []).map(({ name, status }) => ({ owner, name, status }))
  return {
    steps: [...stepsOf('Meridian Exchange', sharing), ...stepsOf('Northwind Bank', redeeming)],
    inquiry: made ? { id: made.data.id, status: made.data.attributes.status } : null,
  }
}

/** The steps of the newest run of a workflow about an object. */
async function runAbout(connect: Client, workflowId: string, objectId: string) {
  const { data } = await connect.workflowRuns.list({ filter: { 'workflow-id': workflowId } })
  return data.find(({ attributes }) => attributes['object-id'] === objectId)?.attributes.steps
}
