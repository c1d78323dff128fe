import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { createConnect } from '../../../server/index.ts'
import { listen, serve } from '../../../server/lifecycle.ts'
import { databaseUrlOf } from '../database.ts'

/**
 * A real server for kill.test.ts, in a process of its own: `kill-child.ts DATA_DIR STAGE`. Prints its address, and
 * prints `reached` and blocks for good as soon as a redemption has stored that stage, so that a kill hits just there.
 */
const [dataDir = '', stage = ''] = process.argv.slice(2)

const connect = await createConnect({
  dataDir,
  databaseUrl: await databaseUrlOf(dataDir),
  log: pino({ level: 'silent' }),
  requestsPerMinute: 1_000_000,
})
const { db } = connect.api.store
const { signals } = connect.api.engine

const publish = signals.publish
signals.publish = streamId => {
  publish(streamId)
  void blockAt(stage)
}

async function blockAt(wanted: string): Promise<void> {
  const row = await db
    .selectFrom('redemption')
    .select('stage')
    .where('status', '=', 'running')
    .executeTakeFirst()
  if (row?.stage !== wanted) return
  process.stdout.write('reached\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const server = await listen(0, '127.0.0.1')
serve(server, express().use(connect.router))
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
