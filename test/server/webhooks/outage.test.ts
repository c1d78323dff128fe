import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type Client, createClient } from '../../../client/client.ts'
import { TAKEN_MS } from '../../../server/webhooks/deliver.ts'
import { startServer } from '../harness.ts'
import { isGenuine, type Received, startReceiver } from './receiver.ts'
import { subscribe } from './subscribe.ts'

const CHILD = fileURLToPath(new URL('./outage-child.ts', import.meta.url))
/** How many accounts are made, and told of. */
const EVENTS = 1_000

const dataDir = mkdtempSync(join(tmpdir(), 'connect-outage-'))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
})
afterAll(() => rmSync(dataDir, { recursive: true }))

/** A server in a process of its own; how to reach it, and how to kill it. */
async function startChild(receiver: string, aheadMs: number) {
  const args = ['--disable-warning=ExperimentalWarning', CHILD, dataDir, receiver, String(aheadMs)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()))
    child.once('error', reject)
  })
  const died = new Promise<NodeJS.Signals | null>(resolve =>
    child.once('exit', (_, signal) => resolve(signal)),
  )
  return {
    baseUrl: `${origin}/api/v1`,
    kill() {
      child.kill('SIGKILL')
      return died
    },
  }
}

/** Makes accounts until there are so many or the server dies; those that were acknowledged go into `made`. */
async function makeAccounts({ accounts }: Client, made: Set<string>, count: number): Promise<void> {
  while (made.size < count) {
    const several = Array.from({ length: Math.min(5, count - made.size) }, () => accounts.create({}))
    for (const one of await Promise.allSettled(several)) {
      if (one.status === 'rejected') return
      made.add(one.value.data.id)
    }
  }
}

const accountOf = ({ body }: Received): string => JSON.parse(body).data.attributes.payload.data.id
const accountsIn = (received: Received[]) => new Set(received.map(accountOf))

describe('a thousand events, while the receiver goes away and the server is killed', () => {
  // Guarantee: every event that was acknowledged arrives, and nothing arrives that is not signed as it should be.
  it('all arrive', { timeout: 240_000 }, async () => {
    let receiver = await startReceiver()
    const { origin: address } = receiver
    const seeded = await startServer({ dataDir, webhookOrigins: [address] })
    const { secret } = await subscribe(seeded, address, { 'enabled-events': ['account.created'] })
    const apiKey = seeded.sandbox.destination['api-key']
    await seeded.close()

    const first = await startChild(address, 0)
    const client = createClient({ baseUrl: first.baseUrl, apiKey, retries: 0 })
    const made = new Set<string>()
    const making = makeAccounts(client, made, EVENTS - 100)
    await receiver.nth(200)
    // The receiver is gone, while events go on happening.
    const earlier = receiver.received
    await receiver.close()
    const waiting = async () => {
      const query = { page: { size: 100 }, filter: { status: 'pending' as const } }
      const { data } = await client.webhookDeliveries.list(query)
      return data.filter(({ attributes }) => attributes['attempts-made'] > 0).length
    }
    while ((await waiting()) < 60);
    // It is back; the server dies in the middle of what it sends, and of what it is asked.
    receiver = await startReceiver(Number(new URL(address).port))
    const { received } = receiver
    await receiver.nth(30)
    expect(await first.kill()).toBe('SIGKILL')
    await making
    const missed = [...made].filter(id => !accountsIn([...earlier, ...received]).has(id))
    expect(missed.length).toBeGreaterThan(0)

    // The next start comes when what the dead process had taken is free, and the first retries are due.
    const second = await startChild(address, TAKEN_MS + 70_000)
    const next = createClient({ baseUrl: second.baseUrl, apiKey, retries: 0 })
    await makeAccounts(next, made, EVENTS)
    const all = () => [...earlier, ...received]
    await receiver.when(() => {
      const told = accountsIn(all())
      return [...made].every(id => told.has(id))
    })
    expect(made.size).toBe(EVENTS)
    expect(all().filter(one => !isGenuine(one, secret))).toEqual([])
    const ids = new Map(all().map(one => [accountOf(one), one.headers['webhook-id']]))
    expect(all().filter(one => one.headers['webhook-id'] !== ids.get(accountOf(one)))).toEqual([])

    const pending = async () =>
      (await next.webhookDeliveries.list({ filter: { status: 'pending' } })).data.length
    while ((await pending()) > 0);
    expect((await next.webhookDeliveries.list({ filter: { status: 'failed' } })).data).toEqual([])
    await receiver.close()
  })
})
