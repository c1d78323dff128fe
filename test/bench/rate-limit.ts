import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { countRequest, openLimits } from '../../server/store/limits.ts'
import { openSqlite } from '../../server/store/sqlite.ts'

/**
 * What it costs to count a request where every instance sees it: in the process's memory (which no other sees), in the
 * file of its own that is never waited for, and as a row of the store's own file. One run, in turn; read the ratios.
 */

const ROUNDS = 5
const REQUESTS = 4000
const KEYS = 10

const directory = mkdtempSync(join(tmpdir(), 'connect-bench-'))
const limits = await openLimits(join(directory, 'limits.sqlite'))
const store = await openSqlite(join(directory, 'connect.sqlite'))
await sql`create table rate_window (key_id text primary key, started_at integer not null, count integer not null)`.execute(
  store.db,
)
const inStore = {
  db: store.db.withTables<{ rate_window: { key_id: string; started_at: number; count: number } }>(),
}
const memory = new Map<string, number>()

const ways: Readonly<Record<string, (key: string) => unknown>> = {
  'in memory': key => memory.set(key, (memory.get(key) ?? 0) + 1),
  'in a file of its own': key => countRequest(limits, key, Date.now(), 60_000),
  "in the store's file": async key =>
    inStore.db
      .insertInto('rate_window')
      .values({ key_id: key, started_at: Date.now(), count: 1 })
      .onConflict(conflict => conflict.column('key_id').doUpdateSet({ count: sql`rate_window.count + 1` }))
      .returningAll()
      .executeTakeFirstOrThrow(),
}

const best = new Map<string, number>()
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, count] of Object.entries(ways)) {
    const startedAt = performance.now()
    for (let request = 0; request < REQUESTS; request++) await count(`key-${request % KEYS}`)
    const each = ((performance.now() - startedAt) / REQUESTS) * 1000
    best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, each))
  }
}
const own = best.get('in a file of its own') ?? 1
for (const [name, microseconds] of best) {
  console.log(
    `${name}: ${microseconds.toFixed(1)} µs a request, ${(microseconds / own).toFixed(2)} × a file of its own`,
  )
}
await Promise.all([store.close(), limits.close()])
rmSync(directory, { recursive: true })
