import { z } from 'zod'

/** How an instance is, after its garbage was collected. */
export const instanceSample = z.strictObject({
  /** What it keeps in its heap and beside it, in bytes. */
  memory: z.number(),
  /** What the system has given it, in bytes. */
  rss: z.number(),
  /** What keeps its event loop going: sockets, timers, requests. */
  resources: z.number(),
  /** Open files and sockets; 0 where the system does not tell. */
  descriptors: z.number(),
  /** The event loop's delay since the last sample, at the 99th percentile, in ms. */
  delayMs: z.number(),
  /** What it has computed since it started, in ms. */
  cpuMs: z.number(),
})
export type InstanceSample = z.infer<typeof instanceSample>

/** One window of a soak. */
export interface Sample extends InstanceSample {
  /** Redemptions so far. */
  redemptions: number
  /** What a redemption took, at the 95th percentile of the window, in ms. */
  latencyMs: number
  /**
   * What a redemption took over what a request took that only asks whether the instance is there, both at the median of the
   * window: a machine that others use slows both.
   */
  latencyOverRequest: number
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** The median of the slopes between all pairs of points (Theil and Sen): a few that are far off do not move it. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const slopes = points.flatMap(([x, y], index) =>
    points
      .slice(index + 1)
      .flatMap(([otherX, otherY]) => (otherX === x ? [] : [(otherY - y) / (otherX - x)])),
  )
  return median(slopes)
}

/** What each redemption had the instance compute, in ms. */
function computingEach(samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) return Number.NaN
  return (last.cpuMs - first.cpuMs) / (last.redemptions - first.redemptions)
}

/** How the last two thirds of a soak went on, once it was warm. */
export function growthOf(samples: readonly Sample[]) {
  const third = Math.floor(samples.length / 3)
  const [second, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)]
  const eachRedemption = (key: 'memory' | 'resources' | 'descriptors') =>
    slopeOf(samples.slice(third).map(sample => [sample.redemptions, sample[key]]))
  const ratio = (key: 'latencyMs' | 'latencyOverRequest' | 'delayMs') =>
    median(last.map(sample => sample[key])) / median(second.map(sample => sample[key]))
  return {
    /** Per redemption. */
    memory: eachRedemption('memory'),
    resources: eachRedemption('resources'),
    descriptors: eachRedemption('descriptors'),
    /** The last third over the second; of what the system has given, the least of each. */
    rss: Math.min(...last.map(({ rss }) => rss)) / Math.min(...second.map(({ rss }) => rss)),
    latency: ratio('latencyMs'),
    latencyOverRequest: ratio('latencyOverRequest'),
    delay: ratio('delayMs'),
    computing: computingEach(last) / computingEach(second),
  }
}
