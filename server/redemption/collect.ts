import { inputDeadline } from '../connect/session.ts'
import { recordEvent } from '../store/events.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import { extendSession } from '../store/sessions.ts'
import { awaitedInputs } from './codes.ts'
import { destinationOf } from './destination.ts'
import { type Engine, writeStep } from './engine.ts'
import { tell } from './progress.ts'
import { settle } from './settle.ts'

/**
 * COLLECT: where the template requires what neither the source nor the destination has, or that the person confirms
 * an address by a code, the redemption stops here and says what it waits for, instead of leaving a stuck inquiry. The token is spent: what could be shared has been. The
 * session gets time for the person to find the rest; when they have given it, RESUME goes on from here.
 */
export async function collect(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const { db } = engine.store
  const { inquiry, template } = await destinationOf(db, redemption, engine.clock())
  const missing = await awaitedInputs(engine, db, redemption, template)
  // What it came to the first time: what has been given since is no longer missing.
  const asked = redemption.fields_asked ?? missing.filter(({ kind }) => kind === 'field').length
  if (missing.length === 0) {
    return writeStep(engine, lease, redemption, { stage: 'collected', fields_asked: asked }, async () => {})
  }
  const change = { stage: 'collected', status: 'awaiting-input', fields_asked: asked } as const
  await writeStep(engine, lease, redemption, change, async (tx, now) => {
    await destinationOf(tx, redemption, now)
    await settle(tx, redemption, { status: 'redeemed' }, now)
    const words = { name: 'inquiry.awaiting-input', 'inquiry-id': inquiry.id, missing } as const
    await tell(tx, redemption, 0, words, now)
    if (redemption.session_id) await extendSession(tx, redemption.session_id, inputDeadline(now))
    const event = {
      environmentId: redemption.environment_id,
      name: 'connect/redemption.awaiting-input',
      object: { type: 'connect/redemption', id: redemption.id },
    } as const
    await recordEvent(tx, event, now)
  })
}
