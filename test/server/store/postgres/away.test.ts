import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dropDatabaseOf, isPostgres } from '../../database.ts'
import { attributes, startServer } from '../../harness.ts'
import { type Fate, startDatabaseProxy } from '../../proofs/database-proxy.ts'

/** A server and what stands between it and its database. */
async function startBehindProxy(fateOf?: () => Fate) {
  const dataDir = mkdtempSync(join(tmpdir(), 'connect-away-'))
  onTestFinished(async () => {
    await dropDatabaseOf(dataDir)
    rmSync(dataDir, { recursive: true })
  })
  const proxy = await startDatabaseProxy(process.env.TEST_POSTGRES ?? '', fateOf)
  onTestFinished(() => proxy.close())
  const server = await startServer({ dataDir, through: proxy.through })
  onTestFinished(() => server.close())
  return { proxy, server }
}

describe.runIf(isPostgres)('a database that is away', () => {
  // Guarantee: a request says that it may be made again, and when; nothing of it has happened, and the next one succeeds.
  it('is told as 503 with Retry-After, and is asked again by the next request', async () => {
    const { proxy, server } = await startBehindProxy()
    proxy.away()
    const reading = await server.asDestination('GET', '/connect/redemptions')
    const writing = await server.asSource(
      'POST',
      '/connect/connections',
      attributes({ 'partner-id': 'org_of_nobody' }),
    )
    for (const refused of [reading, writing]) {
      expect(refused.status).toBe(503)
      expect(refused.headers.get('retry-after')).toBe('1')
      expect(refused.json).toEqual({
        errors: [{ title: 'Service unavailable', details: 'the store did not answer: try again' }],
      })
    }
    proxy.back()
    expect((await server.asDestination('GET', '/connect/redemptions')).status).toBe(200)
  })

  // Guarantee: what is tried again until its time is over is answered so too, and left nothing behind.
  it('is told so where it takes no commit', { timeout: 60_000 }, async () => {
    let fate: Fate = 'pass'
    const { server } = await startBehindProxy(() => fate)
    const before = await server.asSource('GET', '/connect/share-tokens')
    fate = 'cut before'
    const refused = await server.asSource(
      'POST',
      '/connect/share-tokens',
      attributes({
        'connection-id': server.sandbox['connection-id'],
        'source-id': server.sandbox['source-inquiry-id'],
      }),
    )
    fate = 'pass'
    expect(refused.status).toBe(503)
    expect((await server.asSource('GET', '/connect/share-tokens')).json).toEqual(before.json)
  })
})
