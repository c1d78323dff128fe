import { recordEvent } from '../store/events.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { charge } from './charge.ts'
import { type Engine, writeStep } from './engine.ts'
import { tell } from './progress.ts'
import { settle } from './settle.ts'

/** FINISH: ends a redemption that had nothing to decide. */
export async function finish(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const change = { stage: 'completed', status: 'finished' } as const
  await writeStep(engine, lease, redemption, change, (tx, now) => writeFinish(tx, redemption, now))
}

/** The token is redeemed, its price is in the ledger and everybody who waits is told. */
export async function writeFinish(tx: Db, redemption: Redemption, now: number): Promise<void> {
  await settle(tx, redemption, { status: 'redeemed' }, now)
  await charge(tx, redemption, now)
  await tell(
    tx,
    redemption,
    redemption.steps,
    { name: 'redemption.finished', 'redemption-id': redemption.id },
    now,
  )
  const object = { type: 'connect/redemption', id: redemption.id }
  await recordEvent(
    tx,
    { environmentId: redemption.environment_id, name: 'connect/redemption.finished', object },
    now,
  )
}
