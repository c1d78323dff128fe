import type { InquiryStatus } from '../api/wire.ts'
import { decide } from '../connect/inquiry.ts'
import { discardUnfinished } from '../store/erase.ts'
import { type EventName, recordEvent } from '../store/events.ts'
import { setInquiryStatus } from '../store/inquiries.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { verificationsOfRedemption } from '../store/verifications.ts'
import { destinationOf } from './destination.ts'
import { type Engine, writeStep } from './engine.ts'
import { writeFinish } from './finish.ts'
import { tell } from './progress.ts'
import { stepsOf } from './steps.ts'

/** COMPLETE: decides the inquiry by the template's rules and ends the redemption and its token. */
export async function complete(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const vault = await engine.vault.of(engine.store.db, redemption.environment_id)
  const change = { stage: 'completed', status: 'finished' } as const
  await writeStep(engine, lease, redemption, change, async (tx, now) => {
    const { inquiry, template } = await destinationOf(tx, redemption, now)
    const results = await verificationsOfRedemption(tx, redemption.environment_id, redemption.id)
    const status = decide(template, results)
    await discardUnfinished(tx, vault, inquiry.id)
    await writeDecision(tx, redemption.environment_id, inquiry.id, status, now)
    const decided = { name: 'inquiry.completed', 'inquiry-id': inquiry.id, status } as const
    await tell(tx, redemption, stepsOf(template).decided, decided, now)
    await writeFinish(tx, redemption, now)
  })
}

type Decision = ReturnType<typeof decide>

const DECISION_EVENTS: Readonly<Partial<Record<Decision, EventName>>> = {
  approved: 'inquiry.approved',
  declined: 'inquiry.declined',
  needs_review: 'inquiry.marked-for-review',
}

/** An inquiry completes first, and is then approved, declined or marked for review where the rules say so. */
async function writeDecision(
  tx: Db,
  environmentId: string,
  inquiryId: string,
  status: InquiryStatus,
  now: number,
): Promise<void> {
  const object = { type: 'inquiry', id: inquiryId }
  await setInquiryStatus(tx, environmentId, inquiryId, status, {
    completed_at: now,
    updated_at: now,
    decisioned_at: status === 'approved' || status === 'declined' ? now : null,
    marked_for_review_at: status === 'needs_review' ? now : null,
  })
  await recordEvent(tx, { environmentId, name: 'inquiry.completed', object, attributes: { status } }, now)
  const decided = DECISION_EVENTS[status]
  if (decided) await recordEvent(tx, { environmentId, name: decided, object, attributes: { status } }, now)
}
