import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { examinedBefore } from '../../../demo/people/examined.ts'
import { createConnect } from '../../../server/index.ts'
import { drainOn, listen, serve } from '../../../server/lifecycle.ts'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
import { databaseUrlOf } from '../database.ts'

/**
 * One instance of rolling-restart.test.ts, in a process of its own: `drain-child.ts DATA_DIR NOTICE_MS`. Prints its
 * address, and stops in order at SIGTERM.
 */
const [dataDir = '', noticeMs = ''] = process.argv.slice(2)

const log = pino({ level: 'warn' }, pino.destination({ fd: 2, sync: true }))
const examiners = createExaminePool(log)
const connect = await createConnect({
  dataDir,
  databaseUrl: await databaseUrlOf(dataDir),
  examine: examinedBefore(examiners.examine),
  log,
  requestsPerMinute: 1_000_000,
})
const server = await listen(0, '127.0.0.1')
drainOn({ signals: ['SIGTERM'], server, connect, log, noticeMs: Number(noticeMs) })
serve(server, express().use(connect.router))
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
