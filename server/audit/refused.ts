import type { Api } from '../api/api.ts'
import { type Done, recordDone } from '../store/audit.ts'
import { transaction } from '../store/store.ts'

/** Refusals of one caller that are written down in a minute: whoever asks again and again fills nothing. */
export const REFUSALS_PER_MINUTE = 10

/**
 * Writes down that somebody who is known was refused what they may not do (403). Nothing was done, so it is a transaction
 * of its own. Who is not known (401) is not written down: there is nobody to name, and no end to it.
 */
export async function recordRefused(
  api: Pick<Api, 'within' | 'refusals' | 'clock'>,
  refused: Omit<Done, 'status'>,
): Promise<void> {
  const now = api.clock()
  const { admitted } = await api.refusals.take(`refused ${refused.actor.id}`, now)
  if (!admitted) return
  const own = api.within([refused.environmentId])
  await transaction(own, tx => recordDone(tx, { ...refused, status: 403 }, now))
}
