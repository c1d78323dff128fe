import { appendProgress, type ProgressBody } from '../store/progress.ts'
import type { Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { streamOf } from './engine.ts'

type Words = ProgressBody extends infer Body
  ? Body extends ProgressBody
    ? Omit<Body, 'step' | 'steps'>
    : never
  : never

/** Tells a redemption's stream of a step, inside the transaction of what it tells. */
export function tell(tx: Db, redemption: Redemption, step: number, words: Words, now: number): Promise<void> {
  const body = { ...words, step, steps: redemption.steps }
  return appendProgress(tx, streamOf(redemption), redemption.id, body, now)
}
