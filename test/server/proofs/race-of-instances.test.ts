import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { databaseUrlOf, isPostgres } from '../database.ts'
import { NOW, openTestStore, type TestStore } from '../store/fixture.ts'
import { isLong, report } from './form.ts'
import { mintTokens } from './mint-tokens.ts'

const RACER = fileURLToPath(new URL('./racer.ts', import.meta.url))
const SIZE = isLong ? { processes: 4, racers: 16, tokens: 2_000 } : { processes: 3, racers: 6, tokens: 25 }

const wonEach = z.record(z.string(), z.int())

/** What one instance has won of each token. */
async function runRacer(order: object): Promise<Record<string, number>> {
  const flags = ['--disable-warning=ExperimentalWarning', RACER]
  const child = spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(order))
  return wonEach.parse(JSON.parse(await text(child.stdout)))
}

/** Lets all instances race for all tokens; how many tokens were won more than once, and how many by nobody. */
async function race(store: TestStore, planted: boolean) {
  const tokenIds = (await mintTokens(store, Array(SIZE.tokens).fill({}))).map(({ id }) => id)
  const { environmentId } = store.destination
  const databaseUrl = await databaseUrlOf(store.directory)
  const order = { databaseUrl, environmentId, tokenIds, racers: SIZE.racers, now: NOW, planted }
  const each = await Promise.all(Array.from({ length: SIZE.processes }, () => runRacer(order)))
  const wins = tokenIds.map(id => each.reduce((sum, won) => sum + (won[id] ?? 0), 0))
  return {
    attempts: SIZE.processes * SIZE.racers * SIZE.tokens,
    doubled: wins.filter(won => won > 1).length,
    none: wins.filter(won => won === 0).length,
  }
}

const LIMIT_MS = isLong ? 3_600_000 : 600_000

describe.runIf(isPostgres)(`${SIZE.processes} instances that race for the same tokens`, () => {
  // Guarantee: of all who claim a token, on whichever instance, exactly one has it, and one redemption comes of it.
  it('each are won once', { timeout: LIMIT_MS }, async () => {
    const store = await openTestStore()
    const { attempts, doubled, none } = await race(store, false)
    report('race', { ...SIZE, attempts, doubled, none })
    expect({ doubled, none }).toEqual({ doubled: 0, none: 0 })
    const redemptions = await store.db.selectFrom('redemption').select('share_token_id').execute()
    expect(new Set(redemptions.map(row => row.share_token_id)).size).toBe(SIZE.tokens)
    expect(redemptions).toHaveLength(SIZE.tokens)
  })

  // The race itself: it tells a claim that looks first and then takes.
  it('would be told of a claim that is won twice', { timeout: LIMIT_MS }, async () => {
    const { doubled } = await race(await openTestStore(), true)
    report('race, planted', { ...SIZE, doubled })
    expect(doubled).toBeGreaterThan(0)
  })
})
