import { pino } from 'pino'
import { openPool } from '../../server/store/postgres/pool.ts'
import { openPostgres } from '../../server/store/postgres/postgres.ts'
import { asking, startCluster } from '../postgres.ts'
import { databaseAt, TEMPLATE } from './database.ts'

/** With `STORE=postgres` every store of the suite is a database of one cluster, copied from one that is up to date. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.STORE !== 'postgres') return undefined
  const cluster = await startCluster()
  await asking(cluster.url, client => client.query(`create database ${TEMPLATE}`))
  const pool = openPool(databaseAt(cluster.url, TEMPLATE), pino({ level: 'silent' }))
  await (await openPostgres(pool)).close()
  process.env.TEST_POSTGRES = cluster.url
  return cluster.stop
}
