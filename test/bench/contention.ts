import type { Pool } from 'pg'
import { pino } from 'pino'
import { bringUp } from '../../server/store/postgres/bring-up.ts'
import { openPool } from '../../server/store/postgres/pool.ts'
import { EVERYTHING, seeing } from '../../server/store/postgres/postgres.ts'
import { turnsOver } from '../../server/store/postgres/turns.ts'
import { type Db, transaction } from '../../server/store/store.ts'
import type { Turns } from '../../server/store/turns.ts'
import { startCluster } from '../postgres.ts'
import { createDatabase, databaseAt } from '../server/database.ts'

/**
 * Transactions that begin at the same moment on two instances and all read what the others write: in turns once they
 * have lost, and each against all others: `npm run bench:contention`. One run, in turn; read the ratios.
 */

const AT_ONCE = 48
const ROUNDS = 3
const STATEMENTS = 10

const log = pino({ level: 'silent' })
const cluster = await startCluster()
await createDatabase(cluster.url, 'bench')
await bringUp(databaseAt(cluster.url, 'bench', 'connect_owner'), 'connect', log)
const pools = [0, 1].map(() => openPool(databaseAt(cluster.url, 'bench', 'connect'), log))

/** One round: how long it took in ms, how often each was tried, and how many were given up. */
async function round(instances: readonly Db[]) {
  const began = performance.now()
  let tries = 0
  const all = Array.from({ length: AT_ONCE }, async (_, index) => {
    const db = instances[index % instances.length]
    if (!db) throw new Error('no instance')
    await transaction(db, async tx => {
      tries += 1
      for (let statement = 0; statement < STATEMENTS; statement += 1) {
        const { length } = await tx.selectFrom('setting').select('name').execute()
        const name = `bench-${index}-${statement}-${began}`
        await tx
          .insertInto('setting')
          .values({ name, value: String(length) })
          .execute()
      }
    })
  })
  const outcomes = await Promise.allSettled(all)
  const refused = outcomes.filter(({ status }) => status === 'rejected').length
  await instances[0]?.deleteFrom('setting').where('name', 'like', 'bench-%').execute()
  return { ms: performance.now() - began, tries: tries / AT_ONCE, refused }
}

const ways: Readonly<Record<string, (pool: Pool) => Turns>> = {
  'in turns': turnsOver,
  'each against all': () => work => work(),
}
for (let count = 0; count < ROUNDS; count += 1) {
  for (const [way, turns] of Object.entries(ways)) {
    const instances = pools.map(pool => seeing(pool, EVERYTHING, turns(pool)))
    const { ms, tries, refused } = await round(instances)
    console.log(
      `${way}: ${Math.round(ms)} ms, ${tries.toFixed(1)} tries each, ${refused} of ${AT_ONCE} refused`,
    )
  }
}
await Promise.all(pools.map(pool => pool.end()))
await cluster.stop()
