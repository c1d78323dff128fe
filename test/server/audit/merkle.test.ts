import { assert, integer, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inclusionPath, leafHash, rootHash } from '../../../server/audit/merkle.ts'
import { rootOf } from './verify.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('a Merkle tree', () => {
  /** Certificate Transparency's own vectors (google/certificate-transparency, merkle_tree_test): the roots of 1 to 8 leaves. */
  it('has the roots that RFC 6962 defines', () => {
    const leaves = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ]
    const hashes = leaves.map(leaf => leafHash(Buffer.from(leaf, 'hex').toString('latin1')))
    expect(hex(rootHash([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hex(rootHash(hashes.slice(0, 1)))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
    expect(hex(rootHash(hashes.slice(0, 3)))).toBe(
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    )
    expect(hex(rootHash(hashes))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })

  // Guarantee: every leaf of a tree of any size leads to its root, and no other leaf and no other place does.
  it('proves each of its leaves at its own place, and nothing else', () => {
    assert(
      property(integer({ min: 1, max: 70 }), nat(69), nat(69), (size, at, other) => {
        const [index, elsewhere] = [at % size, other % size]
        const hashes = Array.from({ length: size }, (_, n) => leafHash(`entry ${n}`))
        const path = inclusionPath(hashes, index).map(hex)
        const root = hex(rootHash(hashes))
        expect(rootOf(leafHash(`entry ${index}`), index, size, path)).toBe(root)
        expect(rootOf(leafHash('another'), index, size, path)).not.toBe(root)
        if (elsewhere !== index) {
          const claimed = (() => {
            try {
              return rootOf(leafHash(`entry ${index}`), elsewhere, size, path)
            } catch {
              return null
            }
          })()
          expect(claimed).not.toBe(root)
        }
      }),
    )
  })

  it('takes no node for a leaf', () => {
    const [a, b] = [leafHash('a'), leafHash('b')]
    const inner = Buffer.concat([a, b]).toString('latin1')
    expect(hex(leafHash(inner))).not.toBe(hex(rootHash([a, b])))
  })
})
