import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** A connection to the store or a transaction on it: what every function of this folder takes first. */
export type Db = Kysely<Schema>

/** The store of a running server. */
export interface Store {
  db: Db
  /** Leaves nothing of what was erased in files beside the tables: write-ahead logs keep old pages for a while. */
  forgetErased(): Promise<void>
  /** Waits for whatever is under way and gives the store up. */
  close(): Promise<void>
}

/** Runs `work` in one transaction: all of it is durable when the promise resolves, or none of it happened. */
export function transaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}

/** An update that must hit exactly `expected` rows and did not: a bug, or a lease that was lost. */
export class UnexpectedRowCount extends Error {}

/** The number of rows that an update or delete touched, of what Kysely answers. */
export const affected = (result: { numUpdatedRows: bigint } | undefined): number =>
  Number(result?.numUpdatedRows ?? 0n)
