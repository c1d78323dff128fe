import { z } from 'zod'
import { findEvent, type StoredEvent } from '../store/events.ts'
import { findInquiry } from '../store/inquiries.ts'
import { readJson, words } from '../store/json.ts'
import { findShareToken, statusAt } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'
import type { WorkflowRun, WorkflowRunStep } from '../store/workflow-runs.ts'
import type { Facts } from './condition.ts'

const states = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

/** What the conditions of a run can speak of, as it is now. */
export async function factsOf(
  db: Db,
  run: WorkflowRun,
  steps: readonly WorkflowRunStep[],
  now: number,
): Promise<Facts> {
  const { environment_id: environmentId, object_id: objectId, event_id: eventId } = run
  const event = eventId === null ? undefined : await findEvent(db, environmentId, eventId)
  const inquiry = objectId === null ? undefined : await findInquiry(db, environmentId, objectId)
  const token = objectId === null ? undefined : await findShareToken(db, environmentId, objectId)
  return {
    event: event ? eventFacts(event) : {},
    inquiry: inquiry
      ? {
          id: inquiry.id,
          status: inquiry.status,
          template_id: inquiry.template_id,
          tags: readJson(words, inquiry.tags_json),
        }
      : {},
    share_token: token
      ? { id: token.id, status: statusAt(token, now), connection_id: token.connection_id }
      : {},
    steps: Object.fromEntries(steps.filter(({ status }) => status !== 'pending').map(stepFacts)),
  }
}

const eventFacts = ({ name, object_type: type, object_id: id, attributes_json }: StoredEvent) => ({
  name,
  type,
  id,
  attributes: readJson(states, attributes_json),
})

const stepFacts = ({ name, status, response_status }: WorkflowRunStep): [string, object] => [
  name,
  { status, response_status },
]
