import { createHash } from 'node:crypto'

/** Merkle trees as RFC 6962, section 2.1, defines them, with SHA-256. */

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** What tells a leaf from a node, so that neither can be given out for the other. */
const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)]

export const leafHash = (leaf: string): Buffer => sha256(LEAF, Buffer.from(leaf))
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right)

/** The largest power of two below `size`, which is at least 2. */
const splitOf = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1)

/** The root over the hashes of leaves; that of no leaves is the hash of nothing. */
export function rootHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return only
  const split = splitOf(leaves.length)
  return nodeHash(rootHash(leaves.slice(0, split)), rootHash(leaves.slice(split)))
}

/** The audit path of a leaf: with the leaf's own hash, these give the root. From the leaf upwards. */
export function inclusionPath(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leaves.length <= 1) return []
  const split = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split
    ? [...inclusionPath(left, index), rootHash(right)]
    : [...inclusionPath(right, index - split), rootHash(left)]
}
