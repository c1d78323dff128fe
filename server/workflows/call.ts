import type { WorkflowRun, WorkflowRunStep } from '../store/workflow-runs.ts'
import type { Message } from '../webhooks/send.ts'
import { signatureHeaders } from '../webhooks/sign.ts'

/** What an endpoint is told of. */
export interface Calling {
  run: WorkflowRun
  step: WorkflowRunStep
  url: URL
  /** Whether the operator lets it go to a private address. */
  exempt: boolean
  /** The workflow's signing secret. */
  secret: string
  /** The secret form of the share token that the run has made; null where it is not to be sent. */
  shareToken: string | null
  /** The one-time link that the run has made; null where it is not to be sent. */
  oneTimeLink: string | null
}

/**
 * What a step sends: which run and which step, what the run is about, and the token or the link where the document says so. Every
 * attempt at one step has the same `Idempotency-Key`. Signed like a webhook.
 */
export function callMessage(calling: Calling, now: number): Message {
  const { run, step, url, exempt, secret, shareToken, oneTimeLink } = calling
  const attributes = {
    step: step.name,
    'object-id': run.object_id,
    'event-id': run.event_id,
    ...(shareToken === null ? {} : { 'share-token': shareToken }),
    ...(oneTimeLink === null ? {} : { 'one-time-link': oneTimeLink }),
  }
  const body = JSON.stringify({ data: { type: 'workflow-run', id: run.id, attributes } })
  return {
    url,
    body,
    exempt,
    headers: {
      ...signatureHeaders({ id: step.id, timestamp: Math.floor(now / 1000), body, secrets: [secret] }),
      'Idempotency-Key': step.id,
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      'User-Agent': 'Connect-Workflows/1',
    },
  }
}
