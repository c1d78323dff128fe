import { appendProgress, lastStep, type ProgressBody } from '../store/progress.ts'
import type { Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { streamOf } from './engine.ts'

type Words = ProgressBody extends infer Body
  ? Body extends ProgressBody
    ? Omit<Body, 'step' | 'steps'>
    : never
  : never

/**
 * Tells a redemption's stream of a step, inside the transaction of what it tells. A redemption that awaited input goes
 * through stages again; the progress that has been told stays.
 */
export async function tell(
  tx: Db,
  redemption: Redemption,
  step: number,
  words: Words,
  now: number,
): Promise<void> {
  const stream = streamOf(redemption)
  const reached = Math.max(step, await lastStep(tx, stream, redemption.id))
  const body = { ...words, step: reached, steps: redemption.steps }
  await appendProgress(tx, stream, redemption.id, body, now)
}
