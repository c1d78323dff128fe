import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sealAudit, TREE_MAX } from '../../../server/audit/seal.ts'
import { newId } from '../../../server/ids.ts'
import { recordDone } from '../../../server/store/audit.ts'
import { transaction } from '../../../server/store/store.ts'
import { asking } from '../../postgres.ts'
import { databaseUrlOf, isPostgres } from '../database.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'
import { hashOfEntry, isChain, isProven, type Said } from './verify.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  return server.close
})

/** An environment of the test's own, with this many entries that are sealed. */
async function withEntries(count: number) {
  const environment = await newEnvironment(server.connect)
  const key = await newKey(server.connect, environment)
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape is what they assert
  const get = async (path: string): Promise<any> => {
    const answer = await server.call(key, 'GET', path)
    return answer.status === 200 ? answer.json : answer
  }
  const act = async (times: number) => {
    for (let n = 0; n < times; n += 1) {
      const { status } = await server.call(key, 'POST', '/api-keys', {
        body: attributes({ name: `key ${n}` }),
      })
      expect(status).toBe(201)
    }
    await sealAudit(server.connect.api)
  }
  const entries = async (): Promise<Said[]> => (await get('/connect/audit-entries?page[size]=100')).data
  const roots = async (): Promise<string[]> =>
    (await get('/connect/audit-roots?page[size]=100')).data
      .map((one: { attributes: { 'signed-root': string } }) => one.attributes['signed-root'])
      .reverse()
  const proofOf = async (id: string) => (await get(`/connect/audit-entries/${id}/proof`)).data.attributes
  await act(count)
  return { environment, key, act, entries, roots, proofOf, get }
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })
const keys = async () => keySet.parse(await (await fetch(`${server.origin}/.well-known/jwks.json`)).json())

/** What somebody with the database in their hands can do: the server's own role and triggers are no obstacle to them. */
async function tamper(table: string, statement: string): Promise<void> {
  if (isPostgres) {
    const url = new URL((await databaseUrlOf(server.dataDir)) ?? '')
    url.username = 'connect_owner'
    await asking(url.href, async client => {
      await client.query(`alter table ${table} disable trigger user`)
      await client.query(`alter table ${table} no force row level security`)
      await client.query(statement)
      await client.query(`alter table ${table} enable trigger user`)
      await client.query(`alter table ${table} force row level security`)
    })
    return
  }
  const { db } = server.connect.api.store
  const triggers = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'trigger' and tbl_name = ${table}`.execute(db)
  await sql`pragma foreign_keys = off`.execute(db)
  for (const { name } of triggers.rows) await sql.raw(`drop trigger ${name}`).execute(db)
  await sql.raw(statement).execute(db)
  for (const trigger of triggers.rows) await sql.raw(trigger.sql).execute(db)
  await sql`pragma foreign_keys = on`.execute(db)
}

describe('the audit', () => {
  // Guarantee: with an entry, its proof and the public keys, anybody can tell without us that it is as it was written.
  it('proves every entry, offline', async () => {
    const { entries, proofOf } = await withEntries(7)
    const jwks = await keys()
    const all = await entries()
    expect(all).toHaveLength(7)
    for (const entry of all) expect(await isProven(entry, await proofOf(entry.id), jwks)).toBe(true)
  })

  it('says when an entry is not sealed yet, and when to ask again', async () => {
    const { key, environment, entries, get } = await withEntries(0)
    // Written as the server writes it, but into no queue: nothing will seal it.
    await server.call(key, 'POST', '/api-keys', { body: attributes({ name: 'new' }) })
    const { db } = server.connect.api.store
    const [entry] = await entries()
    await db.deleteFrom('audit_unsealed').where('environment_id', '=', environment).execute()
    const answer = await get(`/connect/audit-entries/${entry?.id}/proof`)
    if (answer.status === 409) expect(answer.headers.get('retry-after')).toBe('5')
    // The sweep was there first.
    else expect(answer.data.attributes['tree-size']).toBe(1)
  })

  it('finds out a changed entry', async () => {
    const { entries, proofOf } = await withEntries(5)
    const [, , entry] = await entries()
    if (!entry) throw new Error('no entry')
    const jwks = await keys()
    expect(await isProven(entry, await proofOf(entry.id), jwks)).toBe(true)
    for (const [name, value] of Object.entries(entry.attributes)) {
      const changed = { ...entry, attributes: { ...entry.attributes, [name]: value === null ? 'x' : null } }
      expect(await isProven(changed, await proofOf(entry.id), jwks), name).toBe(false)
    }
    await tamper(
      'audit_entry',
      `update audit_entry set actor_id = 'api_somebodyelse' where id = '${entry.id}'`,
    )
    const told = (await entries()).find(one => one.id === entry.id)
    if (!told) throw new Error('no entry')
    expect(told.attributes['actor-id']).toBe('api_somebodyelse')
    expect(await isProven(told, await proofOf(entry.id), jwks)).toBe(false)
  })

  it('finds out a removed entry: a tree of fewer has another root', async () => {
    const { entries, proofOf } = await withEntries(8)
    const jwks = await keys()
    const all = await entries()
    const proofs = await Promise.all(all.map(({ id }) => proofOf(id)))
    // The server seals by itself as well: two that are in one tree.
    const at = proofs.findIndex((one, n) => one['signed-root'] === proofs[n + 1]?.['signed-root'])
    const [first, second] = all.slice(at)
    if (at === -1 || !first || !second) throw new Error('no two entries in one tree')
    const honest = await proofOf(second.id)
    await tamper('audit_leaf', `delete from audit_leaf where entry_id = '${first.id}'`)
    await tamper('audit_object', `delete from audit_object where entry_id = '${first.id}'`)
    await tamper('audit_entry', `delete from audit_entry where id = '${first.id}'`)
    expect((await entries()).map(({ id }) => id)).not.toContain(first.id)
    // The root says how many there were, and what is left no longer leads to it.
    expect(honest['tree-size']).toBeGreaterThan(1)
    expect(await isProven(second, honest, jwks)).toBe(true)
    const left = await proofOf(second.id)
    const verdict = await isProven(second, left, jwks).catch(() => false)
    expect(verdict).toBe(false)
  })

  it('finds out two entries that have changed places', async () => {
    const { entries, proofOf } = await withEntries(4)
    const [first, second] = await entries()
    if (!first || !second) throw new Error('no entry')
    const jwks = await keys()
    const [one, other] = [await proofOf(first.id), await proofOf(second.id)]
    expect(await isProven(first, other, jwks)).toBe(false)
    expect(await isProven(second, one, jwks)).toBe(false)
    expect(hashOfEntry(first)).not.toEqual(hashOfEntry(second))
    const swapped = { ...first, id: second.id }
    expect(await isProven(swapped, other, jwks)).toBe(false)
  })

  // Guarantee: roots are chained: none can be taken out, put elsewhere or replaced without the rest telling.
  it('finds out a root that is missing, moved or forged', async () => {
    const { act, roots } = await withEntries(1)
    await act(1)
    await act(1)
    const jwks = await keys()
    const chain = await roots()
    expect(chain.length).toBeGreaterThanOrEqual(3)
    const [a = '', b = '', ...rest] = chain
    expect(await isChain(chain, jwks)).toBe(true)
    expect(await isChain([a, ...rest], jwks)).toBe(false)
    expect(await isChain([b, a, ...rest], jwks)).toBe(false)
    expect(await isChain([b, ...rest], jwks)).toBe(false)
    const forged = a.replace(/\.([^.]*)\./, (_, payload: string) => {
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
      const changed = JSON.stringify({ ...claims, 'tree-size': 0 })
      return `.${Buffer.from(changed).toString('base64url')}.`
    })
    await expect(isChain([forged, b, ...rest], jwks)).rejects.toThrow()
  })

  // Guarantee: however many seal at once, each entry is in one tree and the chain has no fork.
  it('is sealed once by several at once, in trees of a bounded size', async () => {
    const environment = await newEnvironment(server.connect)
    const { store, clock } = server.connect.api
    const count = TREE_MAX + 5
    await transaction(store.db, async tx => {
      for (let n = 0; n < count; n += 1) {
        const actor = { kind: 'api-key', id: newId('api-key'), withinId: null } as const
        const done = { environmentId: environment, actor, operation: 'POST /api-keys', objectIds: [] }
        await recordDone(tx, { ...done, requestId: null, status: 201 }, clock())
      }
    })
    await Promise.all([1, 2, 3].map(() => sealAudit(server.connect.api)))
    const roots = await store.db
      .selectFrom('audit_root')
      .selectAll()
      .where('environment_id', '=', environment)
      .orderBy('sequence')
      .execute()
    expect(roots.reduce((sum, root) => sum + root.tree_size, 0)).toBe(count)
    expect(Math.max(...roots.map(root => root.tree_size))).toBe(TREE_MAX)
    expect(
      await isChain(
        roots.map(root => root.signed_root),
        await keys(),
      ),
    ).toBe(true)
  })
})
