import { DefaultQueryExecutor } from 'kysely'
import { onTestFinished, vi } from 'vitest'

/** Whether a call of the store fails before it has done anything, or once it is done, so that its answer is lost. */
export type Mode = 'before' | 'after'

export interface Faults {
  /** Lets the k-th call from now on fail, whoever makes it, and none after it. */
  arm(k: number, mode: Mode): void
  /** How many calls there have been since. */
  calls(): number
  /** Whether it has failed; nothing fails any more. */
  disarm(): boolean
}

export class PlantedFault extends Error {}

/** Stands in front of every statement of this process, on either store, until the test is over. */
export function plantFaults(): Faults {
  const execute = DefaultQueryExecutor.prototype.executeQuery
  let calls = 0
  let failing = 0
  let mode: Mode = 'before'
  const planted = vi.spyOn(DefaultQueryExecutor.prototype, 'executeQuery').mockImplementation(async function (
    this: DefaultQueryExecutor,
    query,
    options,
  ) {
    calls += 1
    const fails = calls === failing
    if (fails && mode === 'before') throw new PlantedFault('planted: the store was not asked')
    const result = await execute.call(this, query, options)
    if (fails) throw new PlantedFault('planted: the answer of the store was lost')
    return result
  })
  onTestFinished(() => planted.mockRestore())
  return {
    arm(k, wanted) {
      calls = 0
      failing = k
      mode = wanted
    },
    calls: () => calls,
    disarm() {
      const fired = failing > 0 && calls >= failing
      failing = 0
      return fired
    },
  }
}
