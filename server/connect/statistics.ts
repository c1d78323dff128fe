/** Statistics are counted over intervals of UTC: whole hours, or whole days. */
export const INTERVALS = ['day', 'hour'] as const

export type Interval = (typeof INTERVALS)[number]

/** How many intervals one question can be about, and is where it does not say. */
export const INTERVALS_MAX = 366
export const INTERVALS_DEFAULT = 30

const INTERVAL_MS: Readonly<Record<Interval, number>> = { day: 86_400_000, hour: 3_600_000 }

/** A stretch of whole intervals, from its first moment to the first one after it, in ms since the epoch. */
export interface Span {
  from: number
  to: number
  intervalMs: number
}

/** So many intervals, of which the last is the one that a moment is in. */
export function spanUntil(at: number, interval: Interval, intervals: number): Span {
  const intervalMs = INTERVAL_MS[interval]
  const to = (Math.floor(at / intervalMs) + 1) * intervalMs
  return { from: to - intervals * intervalMs, to, intervalMs }
}

/** When each interval of a span begins. */
export const beginningsOf = ({ from, to, intervalMs }: Span): number[] =>
  Array.from({ length: (to - from) / intervalMs }, (_, index) => from + index * intervalMs)
