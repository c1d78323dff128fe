import express from 'express'
import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import { RequestRefused } from '../errors.ts'
import type { PersonKey } from '../people/person.ts'
import type { Asking } from './asking.ts'
import { recipe } from './recipe.ts'

/** The workflows of the sandbox, and who owns each. */
export interface Automation {
  exchange: Client
  bank: Client
  connectionId: string
  /** The bank's inquiry templates; the strict one wants a proof of address. */
  templates: { standard: string; strict: string }
  asking: Asking
  /** Undefined in a sandbox that was made before there were workflows. */
  sharesId: string | undefined
  redeemsId: string | undefined
  /** Has somebody complete an inquiry at the exchange; its identifier. */
  completeInquiry(personKey: PersonKey): Promise<string>
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
  /** What the bank has sent to the person, who lacks something; null where it has sent nothing. */
  link: string | null
}

const completeBody = z.strictObject({ lacks: z.enum(['nothing', 'proof-of-address']) })
const runBody = z.strictObject({ 'is-running': z.boolean() })
const outcomeQuery = z.object({ inquiry: z.string().max(64) })

/** The page's backend: lets the workflows run or pauses them, and follows an inquiry through them, by the API alone. */
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
    await automation.asking[action]()
    // Who receives first: nothing arrives before somebody is there.
    await bank.workflows[action](redeemsId)
    await exchange.workflows[action](sharesId)
    res.json(await stateOf(automation))
  })

  router.post('/complete', express.json({ limit: '1kb' }), async (req, res) => {
    const { lacks } = completeBody.parse(req.body)
    // One that an earlier start has made is not known to this one.
    if (lacks !== 'nothing' && !(await automation.asking.enable())) {
      throw new RequestRefused(404, 'This server does not call itself: nobody would be sent a link')
    }
    await redeemInto(automation, lacks === 'nothing' ? 'standard' : 'strict')
    const personKey = lacks === 'nothing' ? 'complete' : 'no-proof-of-address'
    res.status(201).json({ 'inquiry-id': await completeInquiry(personKey) })
  })

  // The body is verified as it came, byte by byte, before anything in it is believed.
  router.post('/links', express.raw({ type: 'application/json', limit: '64kb' }), (req, res) => {
    const body: unknown = req.body
    const signatures = req.get('persona-signature') ?? ''
    if (!Buffer.isBuffer(body) || !automation.asking.receive(signatures, body)) {
      throw new RequestRefused(403, 'The signature is not ours')
    }
    res.status(204).end()
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

/** Has the bank's workflow redeem into one of its templates: a new version, where it was another one. */
async function redeemInto(automation: Automation, kind: 'standard' | 'strict'): Promise<void> {
  const { bank, connectionId, templates } = automation
  const { redeemsId } = idsOf(automation)
  const document = recipe('destination-redeems', {
    CONNECTION_ID: connectionId,
    INQUIRY_TEMPLATE_ID: templates[kind],
  })
  const { data } = await bank.workflows.retrieve(redeemsId)
  if (JSON.stringify(data.attributes.document).includes(templates[kind])) return
  await bank.workflows.update(redeemsId, { document })
}

async function stateOf(automation: Automation): Promise<AutomationState> {
  const { sharesId, redeemsId } = idsOf(automation)
  const { exchange, bank, asking } = automation
  const asksId = asking.workflowId()
  const [shares, redeems, asks] = await Promise.all([
    exchange.workflows.retrieve(sharesId),
    bank.workflows.retrieve(redeemsId),
    asksId === undefined ? null : bank.workflows.retrieve(asksId),
  ])
  const shown = (owner: string, { attributes }: (typeof shares)['data']) => ({
    owner,
    name: attributes.name,
    status: attributes.status,
    document: attributes.document,
  })
  const workflows = [shown('Meridian Exchange', shares.data), shown('Northwind Bank', redeems.data)]
  const isRunning = workflows.every(({ status }) => status === 'running')
  return { isRunning, workflows: asks ? [...workflows, shown('Northwind Bank', asks.data)] : workflows }
}

async function outcomeOf(automation: Automation, inquiryId: string): Promise<Outcome> {
  const { sharesId, redeemsId } = idsOf(automation)
  const { exchange, bank, asking } = automation
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
    link: madeId ? asking.linkOf(madeId) : null,
  }
}

/** The steps of the newest run of a workflow about an object. */
async function runAbout(connect: Client, workflowId: string, objectId: string) {
  const { data } = await connect.workflowRuns.list({ filter: { 'workflow-id': workflowId } })
  return data.find(({ attributes }) => attributes['object-id'] === objectId)?.attributes.steps
}
