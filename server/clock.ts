/** Milliseconds since the epoch. Passed in everywhere, so that a test can move time. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

/** A stored time as the API writes it. */
export const iso = (ms: number): string => new Date(ms).toISOString()

export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))
