/**
 * What fifty redemptions at once cost: `npm run bench:redemptions`, after `npm run build`. The real server in a process
 * of its own; specimen people with their files, and a template that runs all six kinds of verification on each.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Client, createClient } from '../../client/client.ts'
import { bankStrict } from '../../demo/sandbox/templates.ts'
import { VERIFICATION_KINDS } from '../../server/connect/template.ts'
import { readSandbox } from '../../server/sandbox-file.ts'
import { freePort } from '../e2e/server.ts'

const AT_ONCE = Number(process.argv[2] ?? 50)
const HUNG_AFTER_MS = 900_000
const POLL_MS = 1_000

const port = await freePort()
const dataDir = mkdtempSync(join(tmpdir(), 'connect-bench-'))
const server = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', '--import', './test/bench/loop-delay.ts', 'server/main.ts'],
  {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  },
)
const origin = `http://127.0.0.1:${port}`

const measured = z.object({ p50: z.number(), p99: z.number(), max: z.number(), rss: z.number() })

async function tellOf(child: ChildProcess) {
  const answer = once(child, 'message')
  child.send('tell')
  const [message] = await answer
  return measured.parse(message)
}

/** Memory of the processes that the server has started, in bytes. */
function memoryOfChildren(): number[] {
  const lines = execFileSync('ps', ['-e', '-o', 'ppid=,rss='], { encoding: 'utf8' }).trim().split('\n')
  const rows = lines.map(line => line.trim().split(/\s+/).map(Number))
  return rows.filter(([parent]) => parent === server.pid).map(([, rss = 0]) => rss * 1024)
}

async function untilReady(): Promise<void> {
  while (!(await fetch(`${origin}/healthz`).catch(() => null))?.ok) await pause(100)
  while (!(await fetch(`${origin}/demo/`).catch(() => null))?.ok) await pause(100)
}

interface Run {
  person: string
  token: string
  inquiry: string
  ended: number | null
  status: string
}

async function prepare(source: Client, destination: Client): Promise<Run[]> {
  const sandbox = readSandbox(dataDir)
  if (!sandbox) throw new Error('there is no sandbox')
  const verifications = VERIFICATION_KINDS.map(kind => ({ kind, required: true, checks: [] }))
  const template = sandbox['destination-inquiry-template-id-strict']
  await destination.inquiryTemplates.publish(template, { document: { ...bankStrict, verifications } })
  const { data: people } = await source.inquiries.list()
  const whole = people.filter(one => one.attributes['reference-id'] !== 'no-proof-of-address')
  const runs: Run[] = []
  for (let index = 0; index < AT_ONCE; index++) {
    const person = whole[index % whole.length]
    if (!person) throw new Error('there are no people')
    const token = await source.shareTokens.create({
      'connection-id': sandbox['connection-id'],
      'source-id': person.id,
    })
    const inquiry = await destination.inquiries.create({ 'inquiry-template-id': template })
    const name = String(person.attributes['reference-id'])
    runs.push({ person: name, token: token.data.id, inquiry: inquiry.data.id, ended: null, status: 'none' })
  }
  return runs
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * part))
  ] ?? 0

try {
  await untilReady()
  const sandbox = readSandbox(dataDir)
  if (!sandbox) throw new Error('there is no sandbox')
  const as = (side: 'source' | 'destination') =>
    createClient({ baseUrl: sandbox['api-base-url'], apiKey: sandbox[side]['api-key'] })
  const [source, destination] = [as('source'), as('destination')]
  const runs = await prepare(source, destination)
  const before = await tellOf(server)

  server.send('begin')
  const begun = performance.now()
  const accepted = await Promise.all(
    runs.map(async ({ token, inquiry }) => {
      const asked = performance.now()
      await destination.shareTokens.redeem(token, { 'destination-id': inquiry })
      return performance.now() - asked
    }),
  )
  const health: number[] = []
  const memory = { server: 0, children: 0 }
  while (runs.some(({ ended }) => ended === null) && performance.now() - begun < HUNG_AFTER_MS) {
    await pause(POLL_MS)
    const asked = performance.now()
    await fetch(`${origin}/healthz`)
    health.push(performance.now() - asked)
    memory.server = Math.max(memory.server, (await tellOf(server)).rss)
    memory.children = Math.max(
      memory.children,
      memoryOfChildren().reduce((sum, one) => sum + one, 0),
    )
    const { data } = await destination.inquiries.list({ page: { size: 100 } })
    for (const run of runs.filter(({ ended }) => ended === null)) {
      const found = data.find(({ id }) => id === run.inquiry)?.attributes
      if (!found || ['created', 'pending'].includes(found.status)) continue
      run.ended = performance.now() - begun
      run.status = found.status
    }
  }
  const after = await tellOf(server)

  const ends = runs.flatMap(({ ended }) => (ended === null ? [] : [ended]))
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
  console.log(`${AT_ONCE} redemptions at once, six kinds of verification each`)
  console.log(
    `decided: ${ends.length} of ${runs.length}; not within ${seconds(HUNG_AFTER_MS)}: ${runs.length - ends.length}`,
  )
  for (const [person, theirs] of Map.groupBy(runs, run => run.person))
    console.log(
      `  ${person}: ${theirs.length}, ${[...new Set(theirs.map(({ status }) => status))].join(', ')}`,
    )
  console.log(
    `accepted within: median ${Math.round(percentile(accepted, 0.5))} ms, last ${Math.round(Math.max(...accepted))} ms`,
  )
  console.log(
    `decided after: first ${seconds(Math.min(...ends))}, median ${seconds(percentile(ends, 0.5))}, last ${seconds(Math.max(...ends))}`,
  )
  console.log(
    `event-loop delay of the server meanwhile: p50 ${after.p50.toFixed(1)} ms, p99 ${after.p99.toFixed(1)} ms, greatest ${after.max.toFixed(1)} ms`,
  )
  console.log(
    `health check meanwhile: p50 ${percentile(health, 0.5).toFixed(1)} ms, p99 ${percentile(health, 0.99).toFixed(1)} ms, greatest ${Math.max(...health).toFixed(1)} ms`,
  )
  console.log(
    `memory: server ${megabytes(before.rss)} before, at most ${megabytes(memory.server)}; the processes that look at files at most ${megabytes(memory.children)} together`,
  )
} finally {
  const exited = once(server, 'exit')
  server.kill('SIGINT')
  await exited
  rmSync(dataDir, { recursive: true, force: true })
}
