import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPostgres } from '../database.ts'
import { share, startServer, type TestServer } from '../harness.ts'

const FIVE_YEARS = 1825 * 86_400_000

let server: TestServer
let passed = 0
beforeAll(async () => {
  server = await startServer({ clock: () => Date.now() + passed })
})
afterAll(() => server.close())

/** In how many files of the data directory these bytes stand. */
const filesWith = (bytes: Uint8Array): number =>
  readdirSync(server.dataDir).filter(name =>
    readFileSync(join(server.dataDir, name)).includes(Buffer.from(bytes)),
  ).length

describe('what a redaction erases', () => {
  const redact = async (id: string) => {
    expect((await server.asDestination('DELETE', `/inquiries/${id}`)).status).toBe(200)
  }
  const outlive = async () => {
    passed += FIVE_YEARS
  }

  // Guarantee: once it is done, the keys and ciphertexts are in no file any more, the write-ahead log included.
  // PostgreSQL keeps dead rows until its vacuum, and its log until that is recycled.
  it.skipIf(isPostgres).each([
    ['a request has erased it', redact],
    ['its retention has run out', outlive],
  ])('is gone from every file while the server runs, where %s', async (_how, erase) => {
    const { inquiry } = await share(server)
    const { db } = server.connect.api.store
    const wraps = await db
      .selectFrom('file')
      .innerJoin('document', 'document.id', 'file.document_id')
      .select('file.wrapped_key')
      .where('document.inquiry_id', '=', inquiry.id)
      .execute()
    const fields = await db
      .selectFrom('field')
      .select('sealed_value')
      .where('owner_id', '=', inquiry.id)
      .execute()
    const erased = [...wraps.map(row => row.wrapped_key), ...fields.map(row => row.sealed_value)]
    expect(wraps.length).toBeGreaterThan(0)
    expect(fields.length).toBeGreaterThan(0)
    for (const bytes of erased) expect(filesWith(bytes)).toBeGreaterThan(0)

    await erase(inquiry.id)
    const left = () => erased.filter(bytes => filesWith(bytes) > 0).length
    await expect.poll(left, { timeout: 30_000 }).toBe(0)
  })
})
