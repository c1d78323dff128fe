import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bringUp } from '../../../server/store/postgres/bring-up.ts'
import { startCluster } from '../../postgres.ts'
import { createDatabase, databaseAt, isPostgres } from '../database.ts'
import { startServer } from '../harness.ts'
import { isLong, report } from './form.ts'
import { clientOf, outcomesOf, startLoad } from './load.ts'

const ROUNDS = isLong ? 100 : 3
/** How many redemptions are acknowledged between two crashes, and how many callers ask for them. */
const BETWEEN = 12
const CALLERS = 4
const LIMIT_MS = isLong ? 7_200_000 : 600_000

describe.runIf(isPostgres)('a database that crashes again and again, under load', () => {
  // Guarantee: what was acknowledged is carried out, once; the server outlives its database and goes on by itself.
  it('loses and doubles nothing that was acknowledged', { timeout: LIMIT_MS }, async () => {
    const cluster = await startCluster({ durable: true })
    onTestFinished(() => cluster.stop())
    await createDatabase(cluster.url, 'chaos')
    await bringUp(databaseAt(cluster.url, 'chaos', 'connect_owner'), 'connect', pino({ level: 'silent' }))
    const server = await startServer({ through: () => databaseAt(cluster.url, 'chaos', 'connect') })
    onTestFinished(() => server.close())
    const { sandbox } = server
    const alive = () => server.origin
    const destination = clientOf(sandbox.destination['api-key'], alive)
    const source = clientOf(sandbox.source['api-key'], alive)

    const load = startLoad(source, destination, sandbox, CALLERS)
    for (let round = 0; round < ROUNDS; round += 1) {
      await load.more(BETWEEN)
      await cluster.crash()
    }
    await load.stop()

    const { acknowledged } = load
    const found = await outcomesOf(destination, acknowledged)
    report('chaos-db', { crashes: ROUNDS, acknowledged: acknowledged.length, ...found })
    expect(found).toEqual({ lost: 0, duplicated: 0, unfinished: 0 })
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * BETWEEN)
  })
})
