import { pino } from 'pino'
import { installQueue } from '../../server/jobs/graphile-install.ts'
import { bringUp } from '../../server/store/postgres/bring-up.ts'
import { openPool } from '../../server/store/postgres/pool.ts'
import { startCluster } from '../postgres.ts'
import { createDatabase, databaseAt, TEMPLATE } from './database.ts'

/** With `STORE=postgres` every store of the suite is a database of one cluster, copied from one that is up to date. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.STORE !== 'postgres') return undefined
  const cluster = await startCluster()
  await createDatabase(cluster.url, TEMPLATE)
  await bringUp(databaseAt(cluster.url, TEMPLATE, 'connect_owner'), 'connect', pino({ level: 'silent' }))
  const serving = openPool(databaseAt(cluster.url, TEMPLATE, 'connect'), pino({ level: 'silent' }))
  await installQueue(serving, pino({ level: 'silent' }))
  await serving.end()
  process.env.TEST_POSTGRES = cluster.url
  return cluster.stop
}
