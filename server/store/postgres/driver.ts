import { setTimeout as wait } from 'node:timers/promises'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { escapeLiteral, type Pool, type PoolClient } from 'pg'
import { z } from 'zod'
import { StoreContended, StoreUnavailable, TextRefused } from '../store.ts'
import { isContention, isRefusal, isRefusedText } from './errors.ts'
import { settle } from './settle.ts'
import { SETTING } from './wall.ts'

const BEGIN = 'begin isolation level serializable'
/** For one statement that only looks: it sees the store as it was at one moment, at whatever level. */
const BEGIN_LOOKING = 'begin isolation level read committed read only'

/** What answers the three statements that begin a transaction. */
const begun = z
  .tuple([z.unknown(), z.unknown(), z.object({ rows: z.tuple([z.object({ id: z.string() })]) })])
  .transform(([, , { rows }]) => rows[0].id)

/** How often a statement that stands alone is tried before its contention is somebody else's, and the longest pause, in ms. */
const TRIES = 10
const PAUSE_MS = 100

/**
 * Every transaction is serializable, as on SQLite, where there is only ever one: a rule that holds for one request at a
 * time holds for all of them. What PostgreSQL gives up for that is thrown as {@link StoreContended} and can simply be
 * done again. `sees`: which environments' rows there are for it, see wall.ts.
 */
export function createDriver(pool: Pool, sees: string): Driver {
  return {
    async init() {},
    async acquireConnection() {
      const client = await pool.connect().catch(error => {
        throw new StoreUnavailable(error)
      })
      return new Connection(pool, client, sees)
    },
    beginTransaction: connection => own(connection).begin(),
    commitTransaction: connection => own(connection).commit(),
    rollbackTransaction: connection => own(connection).rollback(),
    async releaseConnection(connection) {
      own(connection).release()
    },
    destroy: () => pool.end(),
  }
}

function own(connection: DatabaseConnection): Connection {
  if (!(connection instanceof Connection)) throw new TypeError('a connection of another driver')
  return connection
}

class Connection implements DatabaseConnection {
  readonly #pool: Pool
  readonly #client: PoolClient
  /** Says what is seen. One message with the begin: a statement that stands alone is then sent in three. */
  readonly #see: string
  /** PostgreSQL's identifier of the transaction that is under way. */
  #transactionId: string | null = null
  #isBroken = false
  #isReleased = false

  constructor(pool: Pool, client: PoolClient, sees: string) {
    this.#pool = pool
    this.#client = client
    this.#see = `set local ${SETTING} = ${escapeLiteral(sees)}`
  }

  async begin(): Promise<void> {
    const begin = `${BEGIN}; ${this.#see}; select pg_current_xact_id()::text as id`
    const results: unknown = await this.#send(begin).catch(error => {
      // A connection that broke while nobody used it: another one begins.
      throw this.#isBroken ? new StoreContended(error) : error
    })
    this.#transactionId = begun.parse(results)
  }

  async commit(): Promise<void> {
    const id = this.#transactionId
    this.#transactionId = null
    try {
      const { command } = await this.#send('commit')
      // A transaction in which a statement has failed answers a commit so.
      if (command === 'ROLLBACK') throw new Error('the transaction had failed already')
    } catch (error) {
      if (!this.#isBroken || id === null) throw error
      // First of all: what asks needs a connection, and all may have broken at once.
      this.release()
      await settle(this.#pool, id, error)
    }
  }

  async rollback(): Promise<void> {
    this.#transactionId = null
    // With a connection its transaction goes too.
    if (!this.#isBroken) await this.#send('rollback')
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#transactionId !== null) return this.#execute(query)
    const begin = query.query.kind === 'SelectQueryNode' ? BEGIN_LOOKING : BEGIN
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#alone(begin, query)
      } catch (error) {
        if (!(error instanceof StoreContended) || tries === TRIES) throw error
      }
      await wait(Math.random() * Math.min(PAUSE_MS, 2 ** tries))
    }
  }

  // biome-ignore lint/correctness/useYield: Kysely asks every connection for it; nothing here streams rows
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('rows are not streamed')
  }

  release(): void {
    this.#transactionId = null
    if (this.#isReleased) return
    this.#isReleased = true
    this.#client.release(this.#isBroken)
  }

  /** A transaction of one statement. Where that is refused, the commit behind it has already rolled back. */
  async #alone<Row>(begin: string, query: CompiledQuery): Promise<QueryResult<Row>> {
    const begun = this.#send(`${begin}; ${this.#see}`)
    const answered = this.#execute<Row>(query)
    const sent = [begun, answered, this.#send('commit')]
    const failed = (await Promise.allSettled(sent)).find(one => one.status === 'rejected')
    if (failed) throw failed.reason
    return answered
  }

  async #execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, rowCount } = await this.#send(query.sql, [...query.parameters])
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  }

  async #send(text: string, values?: unknown[]) {
    try {
      return await this.#client.query(text, values)
    } catch (error) {
      if (isContention(error)) throw new StoreContended(error)
      if (isRefusedText(error)) throw new TextRefused('a text holds a NUL character', { cause: error })
      // Only the database's own refusals leave the connection as it was.
      this.#isBroken ||= !isRefusal(error)
      // Nobody has asked for a commit yet: with the connection all of it has gone.
      if (this.#isBroken && this.#transactionId !== null) throw new StoreContended(error)
      throw this.#isBroken ? new StoreUnavailable(error) : error
    }
  }
}
