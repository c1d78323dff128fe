import type { Logger } from 'pino'
import type { FailureReason } from '../api/wire.ts'
import type { Clock } from '../clock.ts'
import type { Deliveries } from '../delivery/delivery.ts'
import type { Meter } from '../operations/meter.ts'
import type { Tracing } from '../operations/tracing.ts'
import { advance, type Lease, type Redemption } from '../store/redemptions.ts'
import { type Db, type Store, transaction } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { Examine } from '../verification/examine/examine.ts'
import type { Verifiers } from '../verification/registry.ts'
import type { Signals } from './signals.ts'

/** What every stage of a redemption is given. */
export interface Engine {
  store: Store
  vault: Vault
  clock: Clock
  verifiers: Verifiers
  examine: Examine
  /** What sends codes to people; the sandbox sends none. */
  deliveries: Deliveries
  signals: Signals
  meter: Meter
  tracing: Tracing
  log: Logger
}

/** How long a lease lasts without being renewed, in ms: after a crash, another instance takes over this late. */
export const LEASE_MS = 5_000
/** How often each stage of a redemption may be begun before it is given up. */
export const ATTEMPTS_MAX = 5

/** A redemption that cannot succeed however often it is tried. */
export class RedemptionFailed extends Error {
  readonly reason: FailureReason
  constructor(reason: FailureReason) {
    super(reason)
    this.reason = reason
  }
}

/** The stream that tells of a redemption: its session's, or its own where a backend redeems. */
export const streamOf = (redemption: { id: string; session_id: string | null }): string =>
  redemption.session_id ?? redemption.id

/**
 * Writes a step of a redemption: its result, its progress event and the stage it has reached, in one transaction that
 * the lease guards; then wakes whoever watches. All of it happens at one time, `now`: also the redemption's end, where
 * `change` ends it. Throws LeaseLost, and writes nothing, where the lease is gone.
 */
export async function writeStep(
  engine: Engine,
  lease: Lease,
  redemption: Redemption,
  change: Omit<Parameters<typeof advance>[2], 'finished_at'>,
  write: (tx: Db, now: number) => Promise<void>,
): Promise<void> {
  await transaction(engine.store.db, async tx => {
    const now = engine.clock()
    const ends = change.status === 'finished' || change.status === 'failed'
    await advance(tx, lease, { ...change, ...(ends ? { finished_at: now } : {}) }, now + LEASE_MS)
    await write(tx, now)
  })
  engine.signals.publish(streamOf(redemption))
}
