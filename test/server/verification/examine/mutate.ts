/** Numbers from 0 to below 1, the same ones for a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A file with one to eight things changed in it: bytes, spans left out, doubled or exchanged, the end cut off. */
export function mutated(file: Uint8Array, random: () => number): Buffer {
  let bytes = Buffer.from(file)
  const below = (limit: number) => Math.floor(random() * limit)
  const changes = 1 + below(8)
  for (let change = 0; change < changes; change++) {
    const at = below(bytes.length)
    const span = bytes.subarray(at, at + 1 + below(200))
    const rest = bytes.subarray(at + span.length)
    switch (below(7)) {
      case 0:
        bytes = Buffer.concat([bytes.subarray(0, at), rest])
        break
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), span, span, rest])
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(span).fill(below(256)), rest])
        break
      case 3:
        bytes = bytes.subarray(0, Math.max(1, at))
        break
      default:
        bytes = Buffer.from(bytes)
        bytes[at] = below(256)
    }
  }
  return bytes
}
