import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { systemClock } from '../../../server/clock.ts'
import { createConnect } from '../../../server/index.ts'
import { listen, serve } from '../../../server/lifecycle.ts'
import { databaseUrlOf } from '../database.ts'

/**
 * A real server for outage.test.ts, in a process of its own: `outage-child.ts DATA_DIR RECEIVER AHEAD`. Prints its
 * address. Its clock is AHEAD ms ahead.
 */
const [dataDir = '', receiver = '', ahead = '0'] = process.argv.slice(2)

const connect = await createConnect({
  dataDir,
  databaseUrl: await databaseUrlOf(dataDir),
  log: pino({ level: 'silent' }),
  webhookOrigins: [receiver],
  clock: () => systemClock() + Number(ahead),
  requestsPerMinute: 1_000_000,
})
const server = await listen(0, '127.0.0.1')
serve(server, express().use(connect.router))
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
