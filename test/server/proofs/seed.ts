import { randomInt } from 'node:crypto'

/** What this run draws from: `PROOFS_SEED`, to replay a run that failed, or a new one. */
export const seedOf = (): number => Number(process.env.PROOFS_SEED ?? randomInt(2 ** 31))

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
