import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { isPostgres } from '../database.ts'
import { type Answer, startServer, type TestServer } from '../harness.ts'

let later: number
let dataDir: string
const running: TestServer[] = []
beforeEach(() => {
  later = 0
  dataDir = mkdtempSync(join(tmpdir(), 'connect-limits-'))
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
  rmSync(dataDir, { recursive: true })
})

/** One more instance on the test's own data, with an allowance of `requestsPerMinute`. */
async function instance(requestsPerMinute: number): Promise<TestServer> {
  const server = await startServer({ dataDir, requestsPerMinute, clock: () => systemClock() + later })
  running.push(server)
  return server
}

const statuses = (answers: Answer[]) => answers.map(({ status }) => status)
const remaining = (answers: Answer[]) =>
  answers.map(({ headers }) => Number(headers.get('ratelimit-remaining')))

describe('the rate limit', () => {
  // Guarantee: a key that asks too often is told when it may again, and no other key notices.
  it('refuses what is beyond a key’s own allowance, and admits again in the next window', async () => {
    const server = await instance(5)
    const answers = []
    for (let asked = 0; asked < 6; asked++) answers.push(await server.asSource('GET', '/inquiries'))
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 429])
    expect(remaining(answers)).toEqual([4, 3, 2, 1, 0, 0])
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await server.asDestination('GET', '/inquiries')).status).toBe(200)
    later = 60_000
    expect((await server.asSource('GET', '/inquiries')).status).toBe(200)
  })

  // Guarantee: the allowance is the key's, whichever instances it asks, at once or in turn.
  it.runIf(isPostgres)('is one for all instances on the same data', async () => {
    const instances = [await instance(40), await instance(40), await instance(40)]
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => instances[index % 3]?.asSource('GET', '/rate-limits')),
    )
    const admitted = answers.filter(answer => answer?.status === 200)
    expect(admitted).toHaveLength(40)
    const left = admitted.map(answer => Number(answer?.headers.get('ratelimit-remaining')))
    expect(left.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index))
    for (const one of instances) expect((await one.asSource('GET', '/rate-limits')).status).toBe(429)
  })

  it('outlives an instance: a restart does not begin it anew', async () => {
    const first = await instance(3)
    for (let asked = 0; asked < 3; asked++) await first.asSource('GET', '/inquiries')
    await running.pop()?.close()
    const second = await instance(3)
    expect((await second.asSource('GET', '/inquiries')).status).toBe(429)
  })

  // Guarantee: counts are worth little; a spoilt file of them stops nobody from starting.
  it.skipIf(isPostgres)('begins anew where its file is missing or spoilt', async () => {
    await instance(3)
    await running.pop()?.close()
    for (const suffix of ['-wal', '-shm']) rmSync(join(dataDir, `limits.sqlite${suffix}`), { force: true })
    writeFileSync(join(dataDir, 'limits.sqlite'), 'not a database, after a power cut')
    const server = await instance(3)
    expect(remaining([await server.asSource('GET', '/inquiries')])).toEqual([2])
    await running.pop()?.close()
    rmSync(join(dataDir, 'limits.sqlite'))
    expect(remaining([await (await instance(3)).asSource('GET', '/inquiries')])).toEqual([2])
  })

  it('is told by GET /rate-limits, which counts as a request', async () => {
    const server = await instance(300)
    const { json } = await server.asSource('GET', '/rate-limits')
    expect(json.data).toEqual([
      {
        type: 'rate-limit/api',
        attributes: { limit: 300, remaining: 299, 'seconds-to-reset': expect.any(Number) },
      },
    ])
  })
})
