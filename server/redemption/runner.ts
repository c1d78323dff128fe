import { setTimeout as wait } from 'node:timers/promises'
import type { WorkContext } from '../operations/work-context.ts'
import {
  abandonedRedemptions,
  advance,
  type Lease,
  LeaseLost,
  sidesOfRedemption,
  takeOver,
} from '../store/redemptions.ts'
import { StoreContended, StoreUnavailable } from '../store/store.ts'
import { type Engine, LEASE_MS } from './engine.ts'
import { run } from './run.ts'

/** How often an instance looks for redemptions that lost theirs, in ms. */
const LOOK_MS = 1_000
/** How many abandoned redemptions are taken over at one look. */
const TAKE_OVER_MAX = 16
/** The pause before a redemption that found no store looks for it again, in ms. */
const AGAIN_MS = 250

/** Runs the redemptions that this instance holds a lease of, and finds those whose instance has died. */
export interface Runner {
  /** The name under which this instance holds leases. */
  owner: string
  /** Starts a claimed redemption; returns at once. */
  start(lease: Lease): void
  /** Takes over what others left; how many. Called once a second while the runner is on. */
  lookForAbandoned(): Promise<number>
  /** Stops at the next stage boundary, gives the leases back, and waits until nothing runs. */
  stop(): Promise<void>
}

/** A redemption that this instance runs. */
interface Run {
  redemptionId: string
  ended: Promise<void>
}

export function createRunner(engine: Engine, owner: string, context: WorkContext): Runner {
  const stopping = new AbortController()
  const running = new Set<Run>()

  const start = (lease: Lease) => {
    const { redemptionId } = lease
    const work = () => runLeased(engine, lease, stopping.signal)
    const ended = context.within({ redemption: redemptionId }, work).finally(() => running.delete(one))
    const one = { redemptionId, ended }
    running.add(one)
  }
  const runsHere = (id: string) => [...running].some(({ redemptionId }) => redemptionId === id)

  const lookForAbandoned = async () => {
    const { db } = engine.store
    const abandoned = await abandonedRedemptions(db, engine.clock(), TAKE_OVER_MAX)
    const leases = await Promise.all(
      // What runs here has lost its lease to a store that was away for longer: it has not failed, and goes on by itself.
      abandoned
        .filter(({ id }) => !runsHere(id))
        .map(one => takeOver(db, one, owner, engine.clock(), engine.clock() + LEASE_MS)),
    )
    const taken = leases.filter(lease => lease !== null)
    for (const lease of taken) {
      const { redemptionId: redemption } = lease
      context.within({ redemption }, () => engine.log.warn('took over an abandoned redemption'))
      start(lease)
    }
    return taken.length
  }

  let looking: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    looking = lookForAbandoned().catch(error => engine.log.error({ err: error }, 'looking failed'))
  }, LOOK_MS)

  return {
    owner,
    start,
    lookForAbandoned,
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await looking
      await Promise.all([...running].map(({ ended }) => ended))
    },
  }
}

/**
 * Runs one redemption, keeping its lease alive; gives the lease back when it did not get to the end. Where the store is
 * away, or lets nobody through, it goes on once that is over, at the stage that was stored.
 */
async function runLeased(engine: Engine, lease: Lease, stopping: AbortSignal): Promise<void> {
  const renewal = setInterval(() => {
    advance(engine.store.db, lease, {}, engine.clock() + LEASE_MS).catch(error => {
      if (error instanceof LeaseLost) clearInterval(renewal)
    })
  }, LEASE_MS / 3)
  const { log } = engine
  try {
    while (!(await runOrWait(engine, lease, stopping)))
      await wait(AGAIN_MS, undefined, { signal: stopping }).catch(() => {})
  } catch (error) {
    if (error instanceof LeaseLost) return log.warn('another instance has taken this redemption over')
    // The lease runs out by itself, and the next attempt begins then: a pause between attempts.
    log.error({ err: error }, 'a stage failed and will be tried again')
  } finally {
    clearInterval(renewal)
  }
}

/** Whether a redemption has been run as far as it goes here; false where the store kept it from that. */
async function runOrWait(engine: Engine, lease: Lease, stopping: AbortSignal): Promise<boolean> {
  try {
    const sides = await sidesOfRedemption(engine.store.db, lease.redemptionId)
    const store = { ...engine.store, db: engine.store.within(sides) }
    await run({ ...engine, store }, lease, stopping)
    if (stopping.aborted) await giveBack(engine, lease)
    return true
  } catch (error) {
    const isStores = error instanceof StoreUnavailable || error instanceof StoreContended
    if (stopping.aborted || !isStores) throw error
    engine.log.warn({ reason: error.message }, 'a redemption waits for the store')
    return false
  }
}

/** An expired lease is free for whoever looks next. A redemption that has ended has none to give back. */
async function giveBack(engine: Engine, lease: Lease): Promise<void> {
  await advance(engine.store.db, lease, {}, engine.clock()).catch(error => {
    if (!(error instanceof LeaseLost)) throw error
  })
}
