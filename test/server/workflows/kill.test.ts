import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { TAKEN_MS } from '../../../server/workflows/advance.ts'
import { attributes, startServer } from '../harness.ts'
import { startReceiver } from '../webhooks/receiver.ts'
import { newInquiry, newTemplate, newWorkflow, until } from './setting.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape is what they assert
type Json = any

const CHILD = fileURLToPath(new URL('../webhooks/outage-child.ts', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'connect-workflow-kill-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true })
})

/** A server in a process of its own, whose clock is ahead; its address, and how to kill it. */
async function startChild(receiver: string, aheadMs: number) {
  const args = ['--disable-warning=ExperimentalWarning', CHILD, dataDir, receiver, String(aheadMs)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()))
    child.once('error', reject)
  })
  const died = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return {
    origin,
    kill() {
      child.kill('SIGKILL')
      return died
    },
  }
}

describe('a run in the middle of which the server is killed', () => {
  // Guarantee: it goes on at its step; what it had done is not done again, and a call comes again with the same key.
  it('goes on where it was', { timeout: 120_000 }, async () => {
    const receiver = await startReceiver()
    const server = await startServer({ dataDir, webhookOrigins: [receiver.origin] })
    const inquiryId = await newInquiry(server, 'destination', await newTemplate(server, 'destination'))
    const { id } = await newWorkflow(server, 'destination', {
      trigger: { type: 'api', about: 'inquiry' },
      steps: [
        { type: 'tag', name: 'first', 'tag-name': 'first' },
        { type: 'call', name: 'tell', url: receiver.origin },
        { type: 'tag', name: 'last', 'tag-name': 'last' },
      ],
    })
    const key = server.sandbox.destination['api-key']
    await server.close()

    receiver.answers(() => 'never')
    const first = await startChild(receiver.origin, 0)
    const ask = async (origin: string, method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
      const answer: Json = await (await fetch(`${origin}/api/v1${path}`, init)).json()
      return answer.data
    }
    const started = await ask(
      first.origin,
      'POST',
      `/workflows/${id}/trigger`,
      attributes({ fields: { 'inquiry-id': inquiryId } }),
    )
    await receiver.nth(1)
    await first.kill()

    receiver.answers(() => 200)
    const second = await startChild(receiver.origin, TAKEN_MS + 10_000)
    const run = await until(async () => {
      const one = await ask(second.origin, 'GET', `/workflow-runs/${started.id}`)
      return one.attributes.status === 'in_progress' ? undefined : one
    })
    expect(run.attributes.status).toBe('completed')
    expect(run.attributes.steps).toMatchObject([
      { name: 'first', attempts: 1 },
      { name: 'tell', attempts: 1, 'response-status': 200 },
      { name: 'last', attempts: 1 },
    ])
    const keys = receiver.received.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toEqual([keys[0], keys[0]])
    const events = await ask(
      second.origin,
      'GET',
      `/events?filter[name]=inquiry.updated-tags&filter[object-id]=${inquiryId}`,
    )
    expect(events).toHaveLength(2)
    await receiver.close()
  })
})
