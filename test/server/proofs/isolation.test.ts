import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { dropDatabaseOf, isPostgres, superuserUrlOf } from '../database.ts'
import { startServer, type TestServer } from '../harness.ts'
import { isLong, report } from './form.ts'
import { isolationtesterPath } from './isolation/isolationtester.ts'
import { newSetting, type Operation, operationsOn } from './isolation/operations.ts'
import { ordersOf } from './isolation/orders.ts'
import { GIVEN_UP, learn, mismatchOf, type Pair, STUCK, tryOrders } from './isolation/pair.ts'
import type { Statement } from './isolation/record.ts'
import { save } from './isolation/state.ts'
import { randomOf, seedOf } from './seed.ts'

const ALL = ordersOf()
/** How many orders of each pair are tried. */
const ORDERS = isLong ? ALL.length : 6
const LIMIT_MS = isLong ? 3_600_000 : 600_000

const isInstalled = isolationtesterPath() !== undefined
if (isPostgres && !isInstalled)
  console.log('\n=== isolationtester of PostgreSQL is not on this machine: SKIPPING what it proves ===\n')

type Both = readonly [Operation, Operation]
type Operations = Awaited<ReturnType<typeof operationsOn>>

/** Each with each, and with itself. */
function pairsOf(state: 'active' | 'pending', one: Operations, other: Operations): Both[] {
  if (state === 'pending')
    return [other.accept, other.deactivate, other.withdraw].map(second => [one.accept, second])
  const names = ['claim', 'deactivate', 'expire', 'withdraw', 'takeBack'] as const
  return names.flatMap((name, n) => names.slice(n).map((second): Both => [one[name], other[second]]))
}

async function learnAll(server: TestServer, url: string, state: 'active' | 'pending'): Promise<Pair[]> {
  const setting = await newSetting(server)
  if (state === 'pending') {
    const path = `/connect/connections/${setting.connectionId}`
    await server.asSource('POST', `${path}/deactivate`)
    await server.asSource('POST', `${path}/reactivate`)
  }
  await save(url)
  const pairs: Pair[] = []
  const [one, other] = [await operationsOn(server, setting), await operationsOn(server, setting)]
  for (const [a, b] of pairsOf(state, one, other)) pairs.push(await learn(url, a, b))
  return pairs
}

const isAmong = (errors: readonly string[], kind: RegExp): boolean => errors.some(error => kind.test(error))

/** What PostgreSQL comes to where the server never was. */
async function tryPairs(url: string, pairs: readonly Pair[], change?: (sent: Statement) => Statement) {
  const seed = seedOf()
  const random = randomOf(seed)
  const figures = { seed, pairs: pairs.length, orders: 0, both: 0, 'given-up': 0, stuck: 0, mismatches: 0 }
  const wrong: string[] = []
  for (const pair of pairs) {
    const drawn = ALL.map(order => ({ order, at: random() })).sort((a, b) => a.at - b.at)
    const orders = drawn.slice(0, ORDERS).map(({ order }) => order)
    const outcomes = await tryOrders(url, pair, orders, change)
    const mismatches = outcomes.flatMap(outcome => mismatchOf(pair, outcome) ?? [])
    figures.orders += outcomes.length
    figures.both += outcomes.filter(({ errors }) => errors.length === 0).length
    figures['given-up'] += outcomes.filter(({ errors }) => isAmong(errors, GIVEN_UP)).length
    figures.stuck += outcomes.filter(({ errors }) => isAmong(errors, STUCK)).length
    figures.mismatches += mismatches.length
    wrong.push(...mismatches.map(mismatch => `${pair.names}: ${mismatch}`))
  }
  return { figures, wrong }
}

describe.runIf(isPostgres && isInstalled)('of two that ask for the same thing at once', () => {
  for (const state of ['active', 'pending'] as const) {
    describe(`on a connection that is ${state}`, () => {
      let url: string
      let pairs: Pair[]
      beforeAll(async () => {
        const dataDir = mkdtempSync(join(tmpdir(), 'connect-isolation-'))
        const server = await startServer({ dataDir })
        url = superuserUrlOf(dataDir) ?? ''
        pairs = await learnAll(server, url, state)
        // Nothing of the server's is to go on beside what the orders are compared with.
        await server.close()
        return async () => {
          await dropDatabaseOf(dataDir)
          rmSync(dataDir, { recursive: true })
        }
      }, LIMIT_MS)

      // Guarantee: however their statements meet, what stands is what one after the other, or one alone, leaves.
      it('comes what would come of one after the other', { timeout: LIMIT_MS }, async () => {
        const { figures, wrong } = await tryPairs(url, pairs)
        report('isolation', figures)
        expect(wrong).toEqual([])
        expect(figures.orders).toBe(pairs.length * ORDERS)
      })

      // The proof itself: it tells transactions that see nothing of each other from ones that do half.
      if (state === 'pending') return
      it('would be told of a lower level of isolation', { timeout: LIMIT_MS }, async () => {
        const { figures } = await tryPairs(url, pairs, sent =>
          sent.replace('isolation level serializable', 'isolation level read committed'),
        )
        report('isolation, planted', figures)
        expect(figures.mismatches).toBeGreaterThan(0)
      })
    })
  }
})
