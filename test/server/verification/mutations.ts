/** Numbers from 0 to below 1 that follow from the seed (mulberry32): a failure can be played again. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What breaks readers of text: other scripts, marks, controls, halves of pairs, right-to-left, syntax of others. */
const STRANGE = [
  ...'\u0000\u0007\u200f\u202e\ufeff\ufffd\ud800\udfff\u0301ßİıŉŁ中あاק٣９＋＠',
  '👨‍👩‍👧',
  '..',
  '@',
  '+',
  'tel:',
  ';ext=',
  '%00',
  '"',
  '\\',
  ' '.repeat(50),
  'a'.repeat(300),
  '9'.repeat(300),
]

/** How many mutations are tried: all of them where `FUZZ_MUTATIONS` says so, a short form otherwise. */
export const MUTATIONS = Number(process.env.FUZZ_MUTATIONS ?? 1_000)

/** Texts made out of good ones by a few cuts, doublings, swaps and strange insertions each, always the same ones. */
export function* mutationsOf(good: readonly string[], count = MUTATIONS, seed = 1): Generator<string> {
  const next = random(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  for (let made = 0; made < count; made++) {
    let text = good[below(good.length)] ?? ''
    for (let steps = 1 + below(4); steps > 0; steps--) {
      const [at, length] = [below(text.length + 1), 1 + below(8)]
      const [before, after] = [text.slice(0, at), text.slice(at)]
      const change = [
        () => before + (STRANGE[below(STRANGE.length)] ?? '') + after,
        () => before + after.slice(length),
        () => before + after.slice(0, length).repeat(1 + below(40)) + after.slice(length),
        () => before + String.fromCharCode(below(0x10000)) + after.slice(1),
        () => after + before,
        () => before + after.toUpperCase(),
      ][below(6)]
      text = change?.() ?? text
    }
    yield text
  }
}
