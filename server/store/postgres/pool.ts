import { Pool, types } from 'pg'
import type { Logger } from 'pino'

/** How many connections one instance holds at most: PostgreSQL's own limit is 100 for all of them. */
const CONNECTIONS_MAX = 20
/** How long a connection may take to be made or to become free, in ms. */
const CONNECT_MS = 5_000
/**
 * How long the database has for a statement of a request, in ms. It ends well before those who ask do (30 s), and while they
 * still ask again.
 */
const STATEMENT_MS = 15_000
/** How much longer this side waits for the answer, in ms: a database that is there gives up by itself. */
const LATER_MS = 2_000

/** PostgreSQL's 64-bit whole number, which `pg` gives as text: ours are times and counts, far below 2^53. */
const INT8 = 20

/** The connections of one instance. One that breaks is logged and replaced. A statement has `statementMs`. */
export function openPool(connectionString: string, log: Logger, statementMs = STATEMENT_MS): Pool {
  const pool = new Pool({
    connectionString,
    application_name: 'connect',
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: statementMs,
    query_timeout: statementMs + LATER_MS,
    keepAlive: true,
    // What stands alone is sent with the begin and the commit around it, in one round trip.
    pipeline: true,
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
  })
  // Each connection for itself: one that is in use when it breaks has nobody else to tell, and would end the process. The
  // error carries its connection, with what would cancel its statements.
  pool.on('connect', client => {
    client.on('error', error => log.warn({ reason: error.message }, 'a connection to the database broke'))
  })
  pool.on('error', () => {})
  return pool
}
