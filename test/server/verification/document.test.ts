import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { document } from '../../../server/verification/document.ts'
import type { Evidence } from '../../../server/verification/verifier.ts'
import { inputWith } from './input.ts'

const people = join(import.meta.dirname, '../../../demo/people')
const pdf = readFileSync(join(people, 'complete/proof-of-address.pdf'))
const jpeg = readFileSync(join(people, 'complete/selfie.jpg'))
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

const proof = (...files: [contentType: string, bytes: Uint8Array][]): Evidence => ({
  id: 'doc_1',
  kind: 'proof-of-address',
  attributes: {},
  files: files.map(([contentType, bytes]) => ({ page: 'document', contentType, read: async () => bytes })),
})

const run = (...documents: Evidence[]) => document.run(inputWith({ documents, wanted: { kind: 'document' } }))

const result = (status: string, ...reasons: string[]) => [
  { name: 'document_type_detection', status, reasons, metadata: {} },
]

describe('a proof of address', () => {
  it.each([
    ['a PDF', 'application/pdf', pdf],
    ['a JPEG', 'image/jpeg', jpeg],
    ['a PNG', 'image/png', png],
  ])('passes as %s that says so', async (_what, contentType, bytes) => {
    expect(await run(proof([contentType, bytes]))).toEqual(result('passed'))
  })

  // The declared type proves nothing: the bytes must be of it.
  it.each([
    ['a PDF that is called an image', 'image/jpeg', pdf],
    ['an image that is called a PDF', 'application/pdf', jpeg],
    ['a JPEG that is called a PNG', 'image/png', jpeg],
    ['an empty file', 'application/pdf', Buffer.alloc(0)],
    ['a file that ends within the signature', 'application/pdf', pdf.subarray(0, 4)],
    ['a signature that does not come first', 'application/pdf', Buffer.concat([Buffer.from('\n'), pdf])],
    ['a web page', 'text/html', Buffer.from('<html>')],
    ['a PDF of a type that is not accepted', 'application/octet-stream', pdf],
    ['a type in capitals', 'APPLICATION/PDF', pdf],
    ['no type', '', pdf],
    ['a type called constructor', 'constructor', pdf],
    ['a type called __proto__', '__proto__', pdf],
  ])('fails as %s', async (_what, contentType, bytes) => {
    expect(await run(proof([contentType, bytes]))).toEqual(result('failed', 'type_not_detected'))
  })

  it('fails with one bad file among good ones', async () => {
    const mixed = proof(['application/pdf', pdf], ['image/jpeg', pdf])
    expect(await run(mixed)).toEqual(result('failed', 'type_not_detected'))
    expect(await run(proof(['application/pdf', pdf]), proof(['image/jpeg', pdf]))).toEqual(
      result('failed', 'type_not_detected'),
    )
  })

  it('fails without a file', async () => {
    expect(await run(proof())).toEqual(result('failed', 'no_file'))
  })
})
