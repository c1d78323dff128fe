import type { FailureReason, RedemptionStage } from '../api/wire.ts'
import { recordEvent } from '../store/events.ts'
import { getRedemption, type Lease, type Redemption } from '../store/redemptions.ts'
import { clone } from './clone.ts'
import { collect } from './collect.ts'
import { complete } from './complete.ts'
import { copy } from './copy.ts'
import { copyFields } from './copy-fields.ts'
import { ATTEMPTS_MAX, type Engine, RedemptionFailed, writeStep } from './engine.ts'
import { finish } from './finish.ts'
import { tell } from './progress.ts'
import { settle } from './settle.ts'
import { verify } from './verify.ts'

type Stage = (engine: Engine, lease: Lease, redemption: Redemption) => Promise<void>

type Plan = Readonly<Partial<Record<RedemptionStage, Stage>>>

/**
 * What comes after each stage that a redemption has reached. A stage stores its result and its name in one
 * transaction, so a redemption that is run again goes on where it was, and no stage happens twice.
 */
const INTO_INQUIRY: Plan = { claimed: copy, copied: verify, verified: collect, collected: complete }

/** An account or a transaction is only filled; a clone is only made. */
const INTO_OBJECT: Plan = { claimed: copyFields, collected: finish }
const CLONE: Plan = { claimed: clone, collected: finish }

function planOf({ mode, destination_type: type }: Redemption): Plan {
  if (mode === 'clone') return CLONE
  return type === 'inquiry' ? INTO_INQUIRY : INTO_OBJECT
}

/**
 * Runs a leased redemption until it has ended, awaits input, or `stopping` says to leave the rest to the next
 * instance. Throws LeaseLost where another instance has taken over, and whatever a stage threw that a later attempt
 * may overcome.
 */
export async function run(engine: Engine, lease: Lease, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const redemption = await getRedemption(engine.store.db, lease.redemptionId)
    const stage = planOf(redemption)[redemption.stage]
    if (redemption.status !== 'running' || !stage) return engine.meter.ended(redemption.status)
    if (redemption.attempts > ATTEMPTS_MAX) {
      await fail(engine, lease, redemption, 'unrecoverable_error')
      continue
    }
    const began = performance.now()
    try {
      const attributes = { 'connect.redemption': redemption.id, 'connect.attempt': redemption.attempts }
      const name = `redemption after ${redemption.stage}`
      await engine.tracing.span(name, attributes, () => stage(engine, lease, redemption))
      const seconds = (performance.now() - began) / 1000
      engine.meter.stage(redemption.stage, seconds)
      engine.log.debug({ from: redemption.stage, ms: Math.round(seconds * 1000) }, 'a stage is done')
    } catch (error) {
      if (!(error instanceof RedemptionFailed)) throw error
      await fail(engine, lease, redemption, error.reason)
    }
  }
}

async function fail(
  engine: Engine,
  lease: Lease,
  redemption: Redemption,
  reason: FailureReason,
): Promise<void> {
  const change = { status: 'failed', failure_reason: reason } as const
  await writeStep(engine, lease, redemption, change, async (tx, now) => {
    await settle(tx, redemption, { status: 'failed', reason }, now)
    const words = { name: 'redemption.failed', 'redemption-id': redemption.id, reason } as const
    await tell(tx, redemption, redemption.steps, words, now)
    const event = {
      environmentId: redemption.environment_id,
      name: 'connect/redemption.failed',
      object: { type: 'connect/redemption', id: redemption.id },
      attributes: { 'failure-reason': reason },
    } as const
    await recordEvent(tx, event, now)
  })
}
