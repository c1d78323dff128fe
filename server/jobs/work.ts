/** Jobs that are asked for by a row in the outbox (store/outbox.ts), each about one object. */
export type JobName = 'deliver-webhook' | 'advance-workflow-run' | 'send-sign-in-links'

/** Something that has to be looked at again and again, by one instance at a time. */
export interface Sweep {
  name: string
  /** The pause after each time, in ms. */
  everyMs: number
  run(): Promise<unknown>
}

/**
 * All that is done later, written once for both stores. A job is done at least once, and one that throws is tried again:
 * it must bear being done twice, and by two instances at once.
 */
export interface Work {
  jobs: Record<JobName, (objectId: string) => Promise<void>>
  sweeps: readonly Sweep[]
}

/** What is due and not begun. */
export interface Waiting {
  count: number
  /** Since when the longest due has been, ms since the epoch; null where nothing is. */
  oldestAt: number | null
}

/** Does the work of this instance, until it is stopped. */
export interface Jobs {
  waiting(): Promise<Waiting>
  /** Begins nothing more, and waits for what is under way. */
  stop(): Promise<void>
}

/** How many jobs one instance has under way at most: each webhook that is being served is one. */
export const JOBS_AT_ONCE = 200
/** How often an instance looks for what has been put into the outbox, in ms. */
export const LOOK_MS = 200
/** How often a job is tried before it is given up: for about four days. */
export const TRIES_MAX = 25

/** The pause after the n-th failure of a job, in ms; graphile-worker's own, on the embedded store too. */
export const pauseAfter = (failures: number): number => Math.round(Math.exp(Math.min(failures, 10)) * 1_000)
