import { describe, expect, it, onTestFinished } from 'vitest'
import { isPostgres } from '../database.ts'
import { attributes, startServer } from '../harness.ts'
import { type Fate, startDatabaseProxy } from './database-proxy.ts'
import { isLong, report } from './form.ts'
import { randomOf, seedOf } from './seed.ts'

const WRITES = isLong ? 5_000 : 150
/** More than a server has connections. */
const CALLERS = 32
/** How often a commit does not arrive, and how often its answer does not. */
const CUT_BEFORE = 0.15
const CUT_AFTER = 0.15
const LIMIT_MS = isLong ? 1_800_000 : 600_000

describe.runIf(isPostgres)('a commit whose answer is lost', () => {
  // Guarantee: what is told as done is done, once; nobody is told anything before that is known.
  it('is looked up before anybody is told anything', { timeout: LIMIT_MS }, async () => {
    const seed = seedOf()
    const random = randomOf(seed)
    const cut = { before: 0, after: 0 }
    let isArmed = false
    const fateOf = (): Fate => {
      const drawn = isArmed ? random() : 1
      if (drawn < CUT_BEFORE) {
        cut.before += 1
        return 'cut before'
      }
      if (drawn >= CUT_BEFORE + CUT_AFTER) return 'pass'
      cut.after += 1
      return 'cut after'
    }
    const proxy = await startDatabaseProxy(process.env.TEST_POSTGRES ?? '', fateOf)
    onTestFinished(() => proxy.close())
    const server = await startServer({ through: proxy.through })
    onTestFinished(() => server.close())

    isArmed = true
    const told = new Map<string, number>()
    let next = 0
    const calling = Array.from({ length: CALLERS }, async () => {
      while (next < WRITES) {
        const name = `write-${next++}`
        const body = attributes({ 'reference-id': name })
        told.set(name, (await server.asDestination('POST', '/accounts', body)).status)
      }
    })
    await Promise.all(calling)
    isArmed = false

    const { db } = server.connect.api.store
    const written = await db
      .selectFrom('account')
      .leftJoin('event', 'event.object_id', 'account.id')
      .select(['account.reference_id', 'event.id as event'])
      .where('account.reference_id', 'like', 'write-%')
      .execute()
    const there = new Set(written.map(row => row.reference_id))
    const refused = [...told.keys()].filter(name => told.get(name) !== 201)
    const figures = {
      denied: refused.filter(name => there.has(name)).length,
      lost: [...told.keys()].filter(name => told.get(name) === 201 && !there.has(name)).length,
      doubled: written.length - there.size,
    }
    const cuts = { 'cut-before': cut.before, 'cut-after': cut.after }
    report('ambiguous', { seed, writes: WRITES, ...cuts, refused: refused.length, ...figures })
    expect(figures).toEqual({ denied: 0, lost: 0, doubled: 0 })
    // A machine that does much else may be too late with a new connection, and then refuses.
    expect(refused.length, failuresIn(server.log())).toBeLessThan(WRITES / 100)
    expect(cut.before).toBeGreaterThan(0)
    expect(cut.after).toBeGreaterThan(0)
  })
})

/** What went wrong, for who reads a run that failed. */
const failuresIn = (log: string): string =>
  log
    .split('\n')
    .filter(line => line.includes('request failed'))
    .join('\n')
