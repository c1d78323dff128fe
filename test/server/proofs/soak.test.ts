import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Client, createClient } from '../../../client/client.ts'
import type { Sandbox } from '../../../server/sandbox-file.ts'
import { isLong, report } from './form.ts'
import { startMeasured } from './instance.ts'
import { redeemIntoAccount } from './load.ts'
import { newSandbox } from './new-sandbox.ts'
import { growthOf, instanceSample, percentile, type Sample } from './samples.ts'

/** Redemptions that capacity is measured by, and how many are under way at a time meanwhile. */
const MEASURED_BY = isLong ? 600 : 24
const CALLERS = 4
/** How long the long form goes on, in ms; the short form goes by a count, so that a busy machine only makes it longer. */
const SOAK_MS = 30 * 60_000
const SHORT = 60
const SHORT_PLANTED = 45
const PART_OF_CAPACITY = 0.5
const SAMPLES = isLong ? 90 : 15
/** How often a destination's backend looks whether its token is redeemed, in ms. */
const LOOK_MS = 25
/** So many are under way at once only where an instance does not keep up. */
const UNDER_WAY_MAX = 500
const LIMIT_MS = isLong ? 3_600_000 : 240_000

/** What may be left of each redemption: in the short form a gross leak is told, and no more. */
const MEMORY_MAX = isLong ? 512 : 200_000
const HANDLES_MAX = isLong ? 0.001 : 0.4
/** How much more the last third may take than the second. */
const RSS_RATIO_MAX = 1.1
const LATENCY_RATIO_MAX = 1.5

interface World {
  source: Client
  destination: Client
  sandbox: Sandbox
}

/** The whole way by API: resolves once the person's data is in the account. */
async function redeemWhole({ source, destination, sandbox }: World): Promise<void> {
  const { tokenId } = await redeemIntoAccount(source, destination, sandbox)
  for (;;) {
    const { status } = (await destination.shareTokens.retrieve(tokenId)).data.attributes
    if (status === 'redeemed') return
    if (status !== 'pending') throw new Error(`a token is ${status}`)
    await pause(LOOK_MS)
  }
}

/** Redemptions in each ms, as fast as some callers get them. */
async function capacityOf(world: World): Promise<number> {
  let left = MEASURED_BY
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (left-- > 0) await redeemWhole(world)
    }),
  )
  return MEASURED_BY / (performance.now() - begun)
}

/** Asks for redemptions at a steady rate, whether the earlier ones have ended or not; how the instance was meanwhile. */
async function soakAt(origin: string, world: World, everyMs: number, count: number): Promise<Sample[]> {
  const begun = performance.now()
  const samples: Promise<Sample>[] = []
  const underWay = new Set<Promise<void>>()
  const failures: unknown[] = []
  let latencies: number[] = []
  let finished = 0
  const sample = async (redemptions: number, window: readonly number[]): Promise<Sample> => {
    const answer = await fetch(`${origin}/sample`)
    return {
      ...instanceSample.parse(await answer.json()),
      redemptions,
      latencyMs: percentile(window, 0.95),
    }
  }
  const end = (due: number) => {
    finished += 1
    latencies.push(performance.now() - due)
    if (finished % Math.floor(count / SAMPLES) > 0) return
    samples.push(sample(finished, latencies))
    latencies = []
  }
  for (let asked = 1; asked <= count; asked++) {
    const due = begun + asked * everyMs
    await pause(Math.max(0, due - performance.now()))
    if (underWay.size >= UNDER_WAY_MAX) throw new Error('it does not keep up')
    const one = redeemWhole(world)
      .then(
        () => end(due),
        error => void failures.push(error),
      )
      .finally(() => underWay.delete(one))
    underWay.add(one)
  }
  await Promise.all(underWay)
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} redemptions failed`)
  return Promise.all(samples)
}

async function run(leaks: boolean, shortCount: number) {
  const { dataDir, sandbox } = await newSandbox()
  const instance = await startMeasured(dataDir, leaks)
  onTestFinished(() => instance.kill())
  const clientOf = (side: 'source' | 'destination') =>
    createClient({ baseUrl: `${instance.origin}/api/v1`, apiKey: sandbox[side]['api-key'] })
  const world = { source: clientOf('source'), destination: clientOf('destination'), sandbox }
  const capacity = await capacityOf(world)
  const rate = capacity * PART_OF_CAPACITY
  const count = isLong && !leaks ? Math.round(rate * SOAK_MS) : shortCount
  const samples = await soakAt(instance.origin, world, 1 / rate, count)
  return { capacity, count, samples, growth: growthOf(samples) }
}

const rounded = (figure: number, digits: number): number => Number(figure.toFixed(digits))

/** Figures of time, which mean nothing in windows as short as those of the short form. */
const timesOf = (last: Sample | undefined, { latency, delay }: ReturnType<typeof growthOf>) => ({
  'p95-ms': rounded(last?.latencyMs ?? 0, 0),
  'delay-p99-ms': rounded(last?.delayMs ?? 0, 0),
  'p95-ratio': rounded(latency, 2),
  'delay-ratio': rounded(delay, 2),
})

function tell(proof: string, { capacity, count, samples, growth }: Awaited<ReturnType<typeof run>>): void {
  const last = samples.at(-1)
  report(proof, {
    'capacity-per-s': rounded(capacity * 1000, 1),
    redemptions: count,
    'memory-mb': rounded((last?.memory ?? 0) / 1e6, 1),
    'rss-mb': rounded((last?.rss ?? 0) / 1e6, 0),
    descriptors: last?.descriptors ?? 0,
    'bytes-each': rounded(growth.memory, 0),
    'resources-each': rounded(growth.resources, 4),
    'descriptors-each': rounded(growth.descriptors, 4),
    'rss-ratio': rounded(growth.rss, 3),
    ...(isLong ? timesOf(last, growth) : {}),
  })
}

describe('an instance that redeems at half of its capacity', () => {
  // Guarantee: it can go on for ever: what a redemption takes, in memory, handles or time, is given back.
  it('does not grow', { timeout: LIMIT_MS }, async () => {
    const found = await run(false, SHORT)
    tell('soak', found)
    const { memory, resources, descriptors, rss, latency, delay } = found.growth
    expect(memory, 'bytes left by each redemption').toBeLessThan(MEMORY_MAX)
    expect(Math.max(resources, descriptors), 'handles left by each redemption').toBeLessThan(HANDLES_MAX)
    if (!isLong) return
    expect(rss, 'memory of the process').toBeLessThan(RSS_RATIO_MAX)
    expect(Math.max(latency, delay), 'time that is taken').toBeLessThan(LATENCY_RATIO_MAX)
  })

  // The proof itself: it tells an instance that loses memory, and a descriptor, at each redemption.
  it('would be told of what leaks', { timeout: LIMIT_MS }, async () => {
    const found = await run(true, SHORT_PLANTED)
    tell('soak, planted', found)
    expect(found.growth.memory).toBeGreaterThan(MEMORY_MAX)
    if (process.platform === 'linux') expect(found.growth.descriptors).toBeGreaterThan(HANDLES_MAX)
  })
})
