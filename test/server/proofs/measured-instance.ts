import { existsSync, openSync, readdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { devNull } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import express from 'express'
import { pino } from 'pino'
import { createConnect } from '../../../server/index.ts'
import { listen, serve } from '../../../server/lifecycle.ts'
import { databaseUrlOf } from '../database.ts'
import type { InstanceSample } from './samples.ts'

/**
 * The instance of soak.test.ts, in a process of its own: `measured-instance.ts DATA_DIR none|leak`. Prints its address;
 * `GET /sample` collects garbage and answers what is left. With `leak`, each redemption leaves behind what the soak is
 * there to find.
 */
const [dataDir = '', bug = ''] = process.argv.slice(2)

const LEAK_BYTES = 1_000_000
/** Where the system shows a process its descriptors. */
const DESCRIPTORS = '/proc/self/fd'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()

function computedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function sample(): InstanceSample {
  const delayMs = delay.percentile(99) / 1e6
  collectGarbage()
  const { heapUsed, external, rss } = process.memoryUsage()
  const descriptors = existsSync(DESCRIPTORS) ? readdirSync(DESCRIPTORS).length : 0
  // What collecting took is not told of the next window.
  delay.reset()
  return {
    memory: heapUsed + external,
    rss,
    resources: process.getActiveResourcesInfo().length,
    descriptors,
    delayMs,
    cpuMs: computedMs(),
  }
}

const leaked: Buffer[] = []
function leak(): void {
  leaked.push(Buffer.alloc(LEAK_BYTES, 1))
  openSync(devNull, 'r')
}

const connect = await createConnect({
  dataDir,
  databaseUrl: await databaseUrlOf(dataDir),
  log: pino({ level: 'warn' }, pino.destination({ fd: 2, sync: true })),
  requestsPerMinute: 1_000_000,
})
const app = express()
app.get('/sample', (_req, res) => {
  res.json(sample())
})
app.use((req, _res, next) => {
  if (bug === 'leak' && req.path.endsWith('/redeem')) leak()
  next()
})
const server = await listen(0, '127.0.0.1')
serve(server, app.use(connect.router))
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
