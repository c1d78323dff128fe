import type { Api } from '../api/api.ts'
import { linkText } from '../delivery/texts.ts'
import { readFields } from '../store/fields.ts'
import { findInquirySession } from '../store/inquiry-sessions.ts'
import { getEnvironment, getOrganizationOf } from '../store/organizations.ts'
import type { Db } from '../store/store.ts'
import type { WorkflowRunStep } from '../store/workflow-runs.ts'
import { findWorkflow, secretOfWorkflow } from '../store/workflows.ts'
import type { Sender } from '../webhooks/send.ts'
import { isExempt } from '../webhooks/target.ts'
import { callMessage } from './call.ts'
import type { WorkflowStep } from './document.ts'
import { secretMadeBy } from './made.ts'
import type { Stand } from './stand.ts'
import { StepFailed } from './step-failed.ts'

/** A step that reaches somebody else, and so is done outside of any transaction. */
export type OutsideStep = Extract<WorkflowStep, { type: 'call' | 'send-one-time-link' }>

export const isOutside = (step: WorkflowStep): step is OutsideStep =>
  step.type === 'call' || step.type === 'send-one-time-link'

/** Does it; what was answered, or why it has failed. Never throws. */
export type Outside = (sender: Sender) => Promise<{ status: number | null } | StepFailed>

interface Reaching {
  api: Api
  tx: Db
  stand: Stand
  row: WorkflowRunStep
  now: number
}

/** What has to be done, with all that it needs. Throws {@link StepFailed} where there is nothing to do it with. */
export const reach = (reaching: Reaching, step: OutsideStep): Promise<Outside> =>
  step.type === 'call' ? call(reaching, step) : sendLink(reaching, step)

async function call(
  { api, tx, stand: { run, rows }, row, now }: Reaching,
  step: Extract<WorkflowStep, { type: 'call' }>,
): Promise<Outside> {
  const { environment_id: environmentId } = run
  const [workflow, environment, vault] = await Promise.all([
    findWorkflow(tx, environmentId, run.workflow_id),
    getEnvironment(tx, environmentId),
    api.vault.of(tx, environmentId),
  ])
  if (!workflow) throw new Error(`${run.id} has no workflow`)
  const url = new URL(step.url)
  const handed = {
    shareToken: step['with-share-token'] ? secretMadeBy(vault, rows, 'create-share-token').secret : null,
    oneTimeLink: step['with-one-time-link'] ? secretMadeBy(vault, rows, 'one-time-link').secret : null,
  }
  const exempt = isExempt(url, environment.kind, api.webhookTargets)
  const message = callMessage(
    { run, step: row, url, exempt, secret: secretOfWorkflow(vault, workflow), ...handed },
    now,
  )
  return async sender => {
    const { status, failure } = await sender.send(message)
    const isTaken = status !== null && status >= 200 && status < 300
    return isTaken ? { status } : new StepFailed(failure ?? 'answered_otherwise', null, status)
  }
}

/** Sends the link that was made last to the address that its inquiry holds. In the sandbox nobody is sent anything. */
async function sendLink(
  { api, tx, stand: { run, rows }, row, now }: Reaching,
  { channel, locale }: Extract<WorkflowStep, { type: 'send-one-time-link' }>,
): Promise<Outside> {
  const { environment_id: environmentId } = run
  const environment = await getEnvironment(tx, environmentId)
  if (environment.kind === 'sandbox') throw new StepFailed('not_sent', 'nothing is sent in the sandbox')
  const deliver = api.engine.deliveries[channel]
  if (deliver === null) throw new StepFailed('not_sent', `nothing sends by ${channel}`)
  const vault = await api.vault.of(tx, environmentId)
  const { secret: link, row: made } = secretMadeBy(vault, rows, 'one-time-link')
  const session = await findInquirySession(tx, environmentId, made.object_id ?? '')
  if (!session || session.expires_at <= now) throw new StepFailed('not_sent', 'the link is over')
  const fields = await readFields(tx, vault, session.inquiry_id)
  const kind = channel === 'sms' ? 'phone-number' : 'email-address'
  const address = api.engine.verifiers.get(kind)?.reach?.(fields)
  if (!address) throw new StepFailed('not_sent', `the inquiry has no ${kind} that can be reached`)
  const { name } = await getOrganizationOf(tx, environmentId)
  const text = linkText(locale, link, name)
  const message = {
    id: row.id,
    ...address,
    link,
    locale,
    text,
    'expires-in-seconds': Math.floor((session.expires_at - now) / 1000),
  }
  return async () =>
    (await deliver(message)) ? { status: null } : new StepFailed('not_sent', 'the service did not take it')
}
