import { createHash } from 'node:crypto'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'

/**
 * What anybody can do with a proof, an entry and the server's public keys, without the server: docs/audit.md has these
 * lines. Nothing of the server's own code is used.
 */

const sha256 = (...parts: Uint8Array[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

export interface Said {
  id: string
  attributes: Record<string, unknown>
}

interface Proof {
  'leaf-index': number
  'tree-size': number
  path: string[]
  'signed-root': string
}

export interface Root {
  sequence: number
  'tree-size': number
  'root-hash': string
  'previous-hash': string | null
}

export function hashOfEntry({ id, attributes }: Said): Uint8Array {
  const said: Record<string, unknown> = { id, ...attributes }
  return sha256(Uint8Array.of(0), Buffer.from(JSON.stringify(said, Object.keys(said).sort())))
}

/** The root that a leaf and its path lead to (RFC 9162, section 2.1.3.2). */
export function rootOf(leaf: Uint8Array, index: number, size: number, path: readonly string[]): string {
  let [at, last, hash] = [index, size - 1, leaf]
  for (const step of path) {
    if (last === 0) throw new Error('the path is too long')
    const beside = Buffer.from(step, 'hex')
    if (at % 2 === 1 || at === last) {
      hash = sha256(Uint8Array.of(1), beside, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at >> 1, last >> 1]
    } else {
      hash = sha256(Uint8Array.of(1), hash, beside)
    }
    ;[at, last] = [at >> 1, last >> 1]
  }
  if (last !== 0) throw new Error('the path is too short')
  return Buffer.from(hash).toString('hex')
}

export async function readRoot(signedRoot: string, keys: JSONWebKeySet): Promise<Root> {
  const { payload } = await jwtVerify<Root>(signedRoot, createLocalJWKSet(keys), {
    typ: 'connect-audit-root+jwt',
  })
  return payload
}

/** Whether an entry is what was sealed. */
export async function isProven(entry: Said, proof: Proof, keys: JSONWebKeySet): Promise<boolean> {
  const root = await readRoot(proof['signed-root'], keys)
  if (root['tree-size'] !== proof['tree-size']) return false
  const { path } = proof
  return rootOf(hashOfEntry(entry), proof['leaf-index'], proof['tree-size'], path) === root['root-hash']
}

/** Whether roots, the oldest first, are all that there were and in their order. */
export async function isChain(signedRoots: readonly string[], keys: JSONWebKeySet): Promise<boolean> {
  let [sequence, previous]: [number, string | null] = [0, null]
  for (const signedRoot of signedRoots) {
    const root = await readRoot(signedRoot, keys)
    if (root.sequence !== sequence || root['previous-hash'] !== previous) return false
    sequence += 1
    previous = Buffer.from(sha256(Buffer.from(signedRoot))).toString('hex')
  }
  return true
}
