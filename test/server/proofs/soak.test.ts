import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Client, createClient } from '../../../client/client.ts'
import type { Sandbox } from '../../../server/sandbox-file.ts'
import { isLong, report } from './form.ts'
import { startMeasured } from './instance.ts'
import { redeemIntoAccount } from './load.ts'
import { newSandbox } from './new-sandbox.ts'
import { growthOf, instanceSample, median, percentile, type Sample } from './samples.ts'

/**
 * Each rests for as long as its redemption took: half of what it could ask for, also where others use the machine and what
 * it could ask for changes.
 */
const CALLERS = 8
/** How long the long form goes on, in ms; the short form goes by a count, so that a busy machine only makes it longer. */
const SOAK_MS = 30 * 60_000
const SHORT = 60
const SHORT_PLANTED = 45
const SAMPLES = isLong ? 90 : 15
/** How often a destination's backend looks whether its token is redeemed, in ms. */
const LOOK_MS = 25
const LIMIT_MS = isLong ? 3_600_000 : 600_000

/** What may be left of each redemption: in the short form a gross leak is told, and no more. */
const MEMORY_MAX = isLong ? 2_048 : 200_000
const HANDLES_MAX = isLong ? 0.005 : 0.4
/** How much more the last third may take than the second. */
const RSS_RATIO_MAX = 1.1
const TIME_RATIO_MAX = 1.5

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

/** How long that took, in ms. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Redeems until it is over; how the instance was meanwhile, `SAMPLES` times. */
async function soak(origin: string, world: World, isLeaking: boolean): Promise<Sample[]> {
  const begun = performance.now()
  const shortCount = isLeaking ? SHORT_PLANTED : SHORT
  const goneBy = (finished: number) =>
    isLong && !isLeaking ? (performance.now() - begun) / SOAK_MS : finished / shortCount
  const samples: Promise<Sample>[] = []
  const sample = async (redemptions: number, taken: readonly number[], requests: readonly number[]) => {
    const answer = await fetch(`${origin}/sample`)
    return {
      ...instanceSample.parse(await answer.json()),
      redemptions,
      latencyMs: percentile(taken, 0.95),
      latencyOverRequest: median(taken) / median(requests),
    }
  }
  let [finished, taken, requests]: [number, number[], number[]] = [0, [], []]
  const call = async () => {
    while (goneBy(finished) < 1) {
      requests.push(await timed(() => fetch(`${origin}/healthz`).then(answer => answer.text())))
      const tookMs = await timed(() => redeemWhole(world))
      taken.push(tookMs)
      finished += 1
      if (goneBy(finished) * SAMPLES >= samples.length + 1) {
        samples.push(sample(finished, taken, requests))
        taken = []
        requests = []
      }
      await pause(tookMs)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, call))
  return Promise.all(samples)
}

async function run(isLeaking: boolean) {
  const { dataDir, sandbox } = await newSandbox()
  const instance = await startMeasured(dataDir, isLeaking)
  onTestFinished(() => instance.kill())
  const clientOf = (side: 'source' | 'destination') =>
    createClient({ baseUrl: `${instance.origin}/api/v1`, apiKey: sandbox[side]['api-key'] })
  const world = { source: clientOf('source'), destination: clientOf('destination'), sandbox }
  const samples = await soak(instance.origin, world, isLeaking)
  return { samples, growth: growthOf(samples) }
}

const rounded = (figure: number, digits: number): number => Number(figure.toFixed(digits))

/** Figures of time, which mean nothing in windows as short as those of the short form. */
const timesOf = (last: Sample | undefined, growth: ReturnType<typeof growthOf>) => ({
  'p95-ms': rounded(last?.latencyMs ?? 0, 0),
  'delay-p99-ms': rounded(last?.delayMs ?? 0, 0),
  'p95-ratio': rounded(growth.latency, 2),
  'over-request-ratio': rounded(growth.latencyOverRequest, 2),
  'delay-ratio': rounded(growth.delay, 2),
  'computing-ratio': rounded(growth.computing, 2),
})

function tell(proof: string, { samples, growth }: Awaited<ReturnType<typeof run>>): void {
  const last = samples.at(-1)
  report(proof, {
    redemptions: last?.redemptions ?? 0,
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
    const found = await run(false)
    tell('soak', found)
    const { memory, resources, descriptors, rss, latencyOverRequest, computing } = found.growth
    expect(memory, 'bytes left by each redemption').toBeLessThan(MEMORY_MAX)
    expect(Math.max(resources, descriptors), 'handles left by each redemption').toBeLessThan(HANDLES_MAX)
    if (!isLong) return
    expect(rss, 'memory of the process').toBeLessThan(RSS_RATIO_MAX)
    expect(Math.max(latencyOverRequest, computing), 'time that is taken').toBeLessThan(TIME_RATIO_MAX)
  })

  // The proof itself: it tells an instance that loses memory and a descriptor at each redemption.
  it('would be told of what leaks', { timeout: LIMIT_MS }, async () => {
    const found = await run(true)
    tell('soak, planted', found)
    expect(found.growth.memory).toBeGreaterThan(MEMORY_MAX)
    if (process.platform === 'linux') expect(found.growth.descriptors).toBeGreaterThan(HANDLES_MAX)
  })

  // The proof itself: what takes longer with every redemption is told, in what it computes and in what is waited for.
  it('would be told of what slows down', () => {
    const slower = Array.from({ length: SAMPLES }, (_, window): Sample => {
      const redemptions = (window + 1) * 10
      const still = { memory: 1, rss: 1, resources: 1, descriptors: 1, delayMs: 1 }
      const times = { cpuMs: redemptions ** 2, latencyMs: redemptions, latencyOverRequest: redemptions }
      return { ...still, ...times, redemptions }
    })
    const { computing, latencyOverRequest } = growthOf(slower)
    expect(Math.min(computing, latencyOverRequest)).toBeGreaterThan(TIME_RATIO_MAX)
  })
})
