import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'
import { turnsOf } from './turns.ts'

/** A connection to the store or a transaction on it: what every function of this folder takes first. */
export type Db = Kysely<Schema>

/** The store of a running server. */
export interface Store {
  /** Everybody's rows: for work of the server's own, and to find out who asks. */
  db: Db
  /**
   * The rows of these environments. On PostgreSQL the database itself gives no others, whatever a statement asks for;
   * the embedded store relies on each statement's own condition.
   */
  within(environmentIds: readonly string[]): Db
  /** Leaves nothing of what was erased in files beside the tables: write-ahead logs keep old pages for a while. */
  forgetErased(): Promise<void>
  /** Waits for whatever is under way and gives the store up. */
  close(): Promise<void>
}

/** A transaction that has to be done again because another one was there first; nothing of it happened. */
export class StoreContended extends Error {
  constructor(cause: unknown) {
    super('another transaction was there first', { cause })
  }
}

/** The store does not answer: it is away, or the connection to it broke before its answer came. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('the store does not answer', { cause })
  }
}

/** A text that the store cannot hold: PostgreSQL knows no NUL character. Nothing was written. */
export class TextRefused extends Error {}

/** How long a transaction is tried before its contention is given up, and the longest pause between two tries, in ms. */
const TRYING_MS = 15_000
const PAUSE_MS = 100

/**
 * Runs `work` in one transaction: all of it is durable when the promise resolves, or none of it happened. Transactions
 * are serializable: each sees the store as if no other ran. Where that cannot be had, because another was there first,
 * `work` is done again, in its turn: it must leave nothing behind but what it writes to `tx`.
 */
export async function transaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  const givenUpAt = performance.now() + TRYING_MS
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    if (!(error instanceof StoreContended)) throw error
  }
  return turnsOf(db)(() => tryUntil(givenUpAt, () => db.transaction().execute(work)))
}

/** Once at least, and again while only contention is in the way. */
async function tryUntil<T>(givenUpAt: number, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreContended) || performance.now() > givenUpAt) throw error
    }
    await wait(Math.random() * Math.min(PAUSE_MS, 2 ** tries))
  }
}

/** An update that must hit exactly `expected` rows and did not: a bug, or a lease that was lost. */
export class UnexpectedRowCount extends Error {}

/** The number of rows that an update or delete touched, of what Kysely answers. */
export const affected = (result: { numUpdatedRows: bigint } | undefined): number =>
  Number(result?.numUpdatedRows ?? 0n)

/** Thrown by work whose transaction is to be given up although nothing is wrong. */
class GivenUp<T> extends Error {
  readonly result: T

  constructor(result: T) {
    super('given up')
    this.result = result
  }
}

/** Runs `work` in a transaction that is always given up: what it would lead to, and nothing of it happens. */
export async function rehearse<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) throw new Error('what is rehearsed would be kept')
  try {
    return await transaction(db, async tx => {
      throw new GivenUp(await work(tx))
    })
  } catch (error) {
    if (error instanceof GivenUp) return error.result
    throw error
  }
}

/** Takes back what `work` wrote where it throws, and keeps what the transaction wrote before. */
export async function attempt<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  await sql`savepoint attempt`.execute(tx)
  try {
    const result = await work()
    await sql`release savepoint attempt`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx)
    throw error
  }
}

/** Lets the rest of a transaction see the invite whose secret somebody has presented, by its hash. */
export async function seePresented(tx: Db, secretHash: string): Promise<void> {
  await sql`select connect_see_presented(${secretHash})`.execute(tx)
}

/** Lets the rest of a transaction see both sides of a connection that it sees already: what crosses, crosses there. */
export async function seeBothSides(tx: Db, connectionId: string): Promise<void> {
  await sql`select connect_see_both_sides(${connectionId})`.execute(tx)
}
