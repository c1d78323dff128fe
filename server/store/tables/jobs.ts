/** What has to be done later, and who does it. Tables of the system: no environment, and identifiers only. */

/** One thing that has to be done, written in the transaction that causes it. */
export interface OutboxTable {
  id: string
  job: string
  /** What it is about. */
  object_id: string
  /** Not before then. */
  run_at: number
  /** How often it has failed. */
  attempts: number
}

/** When a worker on PostgreSQL was last heard of, by the database's clock. */
export interface WorkerBeatTable {
  worker_id: string
  beat_at: number
}
