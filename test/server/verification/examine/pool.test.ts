import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createExaminePool, type ExaminePool } from '../../../../server/verification/examine/pool.ts'

const front = readFileSync(
  join(import.meta.dirname, '../../../../demo/people/complete/identity-card-front.jpg'),
)
const silent = pino({ level: 'silent' })

let pool: ExaminePool | undefined

const open = (...limits: [{ milliseconds: number; rss: number }?]) => {
  pool = createExaminePool(silent, ...limits)
  return pool.examine
}

afterEach(() => pool?.close())

/** The processes that this test's process has started to examine files. */
const examiners = (): number[] =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes('examine/child'))
    .map(line => Number.parseInt(line, 10))

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'white' }, limitInputPixels: false })
    .png()
    .toBuffer()

describe('an examination', () => {
  it('reads a picture', async () => {
    const read = await open()('fingerprint', front)
    expect(read).toMatchObject({ outcome: 'read', report: expect.any(Array) })
  })

  it.each([
    [
      'what is no picture',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'type_not_detected',
    ],
    ['nothing', async () => Buffer.alloc(0), 'type_not_detected'],
    ['a picture that is cut short', async () => front.subarray(0, front.length / 2), 'damaged'],
    ['a picture of 100 megapixels', () => blank(10_000, 10_000), 'too_large'],
  ])('refuses %s', async (_, file, reason) => {
    expect(await open()('fingerprint', await file())).toEqual({ outcome: 'refused', reason })
  })

  it('ends at its limit of time', async () => {
    const examine = open({ milliseconds: 1, rss: 1e9 })
    expect(await examine('fingerprint', front)).toEqual({ outcome: 'refused', reason: 'over_limit' })
  })

  it('ends at its limit of memory', async () => {
    const examine = open({ milliseconds: 30_000, rss: 1e6 })
    expect(await examine('fingerprint', front)).toEqual({ outcome: 'refused', reason: 'over_limit' })
  })

  it('is begun again where its process dies', async () => {
    const examine = open()
    const reading = examine('fingerprint', front)
    const [pid] = await vi.waitUntil(() => (examiners().length > 0 ? examiners() : null))
    process.kill(pid ?? 0, 'SIGKILL')
    expect(await reading).toMatchObject({ outcome: 'read' })
  })

  it('knows nothing of the environment of its server', async () => {
    vi.stubEnv('CONNECT_MASTER_KEY', 'a'.repeat(64))
    await open()('fingerprint', front)
    const [pid] = examiners()
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('CONNECT_MASTER_KEY')
    vi.unstubAllEnvs()
  })

  it('comes to nothing when the pool is closed', async () => {
    const examine = open()
    const reading = examine('fingerprint', front)
    await pool?.close()
    expect(await reading).toEqual({ outcome: 'unavailable' })
    await vi.waitUntil(() => examiners().length === 0)
  })
})
