import { pino } from 'pino'
import { systemClock } from '../../../server/clock.ts'
import { runOnGraphile } from '../../../server/jobs/graphile.ts'
import { openPool } from '../../../server/store/postgres/pool.ts'
import { openPostgres } from '../../../server/store/postgres/postgres.ts'

/**
 * An instance that does jobs, in a process of its own: `worker-child.ts DATABASE_URL holds|does`. Says `begun WHAT` for each
 * job and sweep; one that holds never comes to the end of it.
 */
const [databaseUrl = '', how = ''] = process.argv.slice(2)
const log = pino({ level: 'silent' })

async function perform(what: string): Promise<void> {
  process.stdout.write(`begun ${what}\n`)
  if (how === 'holds') await new Promise(() => {})
}

const pool = openPool(databaseUrl, log)
const { db } = openPostgres(pool)
await runOnGraphile(
  { db, pool, clock: systemClock, log },
  {
    jobs: { 'deliver-webhook': perform, 'advance-workflow-run': perform, 'send-sign-in-links': perform },
    sweeps: [{ name: 'look', everyMs: 1_000, run: () => perform('look') }],
  },
)
process.stdout.write('ready\n')
