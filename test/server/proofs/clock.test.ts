import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { databaseUrlOf, isPostgres } from '../database.ts'
import { openTestStore, type TestStore } from '../store/fixture.ts'
import { connectionRow, redemptionRow } from '../store/rows.ts'
import { isLong, report } from './form.ts'
import { mintTokens } from './mint-tokens.ts'

const INSTANCE = fileURLToPath(new URL('./skewed-instance.ts', import.meta.url))
const HOUR_MS = 3_600_000
const SKEWS_MS = [-HOUR_MS, 0, HOUR_MS]
/** How much each instance has to decide, and over how long a time it ends, in ms, around the moment of its first decision. */
const SIZE = isLong ? { tokens: 500, leases: 500 } : { tokens: 60, leases: 60 }
const SPREAD_MS = 30_000
/** How exactly an instance knows the database's time: half of what a question takes, on a machine that does much else. */
const EXACT_MS = 250

const attempts = z.array(
  z.object({ id: z.string(), accepted: z.boolean(), before: z.number(), after: z.number() }),
)
type Attempt = z.infer<typeof attempts>[number]
const outcome = z.object({ claimed: attempts, takenOver: attempts })

async function decide(order: object): Promise<z.infer<typeof outcome>> {
  const flags = ['--disable-warning=ExperimentalWarning', INSTANCE]
  const child = spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(order))
  return outcome.parse(JSON.parse(await text(child.stdout)))
}

/** Lets an instance whose clock is wrong decide about what ends just now; what it got wrong. */
async function judge(store: TestStore, skewMs: number, planted: boolean) {
  const { db, source, destination, directory } = store
  const now = Date.now()
  const ends = (count: number) =>
    Array.from({ length: count }, (_, n) => Math.round(now + SPREAD_MS * ((2 * n) / count - 1)))
  const tokens = await mintTokens(
    store,
    ends(SIZE.tokens).map(expires_at => ({ expires_at })),
  )
  const connection = await connectionRow(db, source, destination)
  const redemptions = []
  for (const lease_until of ends(SIZE.leases)) {
    redemptions.push(await redemptionRow(db, connection, { lease_until }))
  }
  const { claimed, takenOver } = await decide({
    databaseUrl: await databaseUrlOf(directory),
    environmentId: destination.environmentId,
    tokenIds: tokens.map(({ id }) => id),
    redemptionIds: redemptions.map(({ id }) => id),
    skewMs,
    planted,
  })
  const endOf = new Map([
    ...tokens.map(row => [row.id, row.expires_at] as const),
    ...redemptions.map(row => [row.id, row.lease_until] as const),
  ])
  const isOver = ({ id, before }: Attempt) => before > (endOf.get(id) ?? 0) + EXACT_MS
  const isNotYet = ({ id, after }: Attempt) => after < (endOf.get(id) ?? 0) - EXACT_MS
  return {
    decided: claimed.length + takenOver.length,
    'late-accepts': claimed.filter(one => one.accepted && isOver(one)).length,
    'early-refusals': claimed.filter(one => !one.accepted && isNotYet(one)).length,
    'early-accepts': takenOver.filter(one => one.accepted && isNotYet(one)).length,
    'late-refusals': takenOver.filter(one => !one.accepted && isOver(one)).length,
  }
}

const LIMIT_MS = isLong ? 600_000 : 600_000
const NONE = { 'late-accepts': 0, 'early-refusals': 0, 'early-accepts': 0, 'late-refusals': 0 }

describe.runIf(isPostgres)('an instance whose clock is set wrong', () => {
  // Guarantee: no token is taken after its time, and no lease before it has run out, whatever a machine takes for now.
  it.each(SKEWS_MS)('by %i ms decides by the database’s', { timeout: LIMIT_MS }, async skewMs => {
    const { decided, ...wrong } = await judge(await openTestStore(), skewMs, false)
    report('clock', { 'skew-ms': skewMs, decided, ...wrong })
    expect(wrong).toEqual(NONE)
    expect(decided).toBe(SIZE.tokens + SIZE.leases)
  })

  // The proof itself: it tells an instance that goes by its machine's clock.
  it.each([
    [-HOUR_MS, 'late-accepts', 'late-refusals'],
    [HOUR_MS, 'early-refusals', 'early-accepts'],
  ] as const)('by %i ms would be told of %s', { timeout: LIMIT_MS }, async (skewMs, token, lease) => {
    const wrong = await judge(await openTestStore(), skewMs, true)
    report('clock, planted', { 'skew-ms': skewMs, ...wrong })
    expect(wrong[token]).toBeGreaterThan(0)
    expect(wrong[lease]).toBeGreaterThan(0)
  })
})
