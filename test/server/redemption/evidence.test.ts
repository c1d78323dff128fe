import { describe, expect, it } from 'vitest'
import { evidenceFor, macOf, type VerifierEvidence } from '../../../server/redemption/evidence.ts'
import type { Verifier } from '../../../server/verification/verifier.ts'
import { openTestStore } from '../store/fixture.ts'

const held: VerifierEvidence = {
  fields: new Map([
    ['name-first', 'Elsa'],
    ['address-city', 'Anytown'],
  ]),
  documents: [
    {
      id: 'doc_1',
      kind: 'government-id',
      attributes: { 'id-class': 'id' },
      fileIds: ['file_1'],
      blobIds: ['blob_1'],
      files: [],
    },
    { id: 'self_1', kind: 'selfie', attributes: {}, fileIds: ['file_2'], blobIds: ['blob_2'], files: [] },
  ],
  beside: [],
}

const verifierOf = (evidence: string | null, compares?: readonly string[]): Verifier => ({
  kind: 'government-id',
  evidence,
  ...(compares ? { compares } : {}),
  checks: () => ({}),
  run: async () => [],
})

describe('the evidence that a verifier is shown', () => {
  // Guarantee: what a verifier does not say that it compares it does not see, so what it says is true.
  it('is the documents of its kind and the fields that it compares', () => {
    const evidence = evidenceFor(verifierOf('government-id', ['name-first', 'birthdate']), held)
    expect(evidence?.documents.map(({ id }) => id)).toEqual(['doc_1'])
    expect(evidence?.fields).toEqual(new Map([['name-first', 'Elsa']]))
  })

  it('is every field where it names none', () => {
    expect(evidenceFor(verifierOf('selfie'), held)?.fields).toEqual(held.fields)
    expect(evidenceFor(verifierOf(null), held)).toEqual({ fields: held.fields, documents: [], beside: [] })
  })

  it('is the documents that it compares with, too, as far as there are any', () => {
    const verifier = { ...verifierOf('selfie'), beside: ['government-id', 'proof-of-address'] }
    expect(evidenceFor(verifier, held)?.beside.map(({ id }) => id)).toEqual(['doc_1'])
  })

  // Each verification has it to itself: nothing is held in memory for the next.
  it('has each file decrypted once for all checks of one verification, and again for the next', async () => {
    let decrypted = 0
    const file = {
      page: 'front',
      contentType: 'image/jpeg',
      read: async () => Uint8Array.of(++decrypted),
    }
    const documents = held.documents.map(document => ({ ...document, files: [file] }))
    const verifier = { ...verifierOf('selfie'), beside: ['government-id'] }
    const look = async () => {
      const evidence = evidenceFor(verifier, { ...held, documents })
      const files = [...(evidence?.documents ?? []), ...(evidence?.beside ?? [])].flatMap(one => one.files)
      return Promise.all([...files, ...files].map(one => one.read()))
    }
    expect(await look()).toEqual([1, 2, 1, 2].map(byte => Uint8Array.of(byte)))
    expect(await look()).toEqual([3, 4, 3, 4].map(byte => Uint8Array.of(byte)))
  })

  it('is nothing where there is no document of its kind', () => {
    expect(evidenceFor(verifierOf('proof-of-address'), held)).toBeNull()
  })
})

describe('the mark of evidence', () => {
  const [card, selfie] = held.documents
  if (!card || !selfie) throw new Error('there are two documents')

  it('is the same for the same, in whichever order the fields come', async () => {
    const { destination } = await openTestStore()
    const turned = { ...held, fields: new Map([...held.fields].reverse()) }
    expect(macOf(destination.vault, turned)).toBe(macOf(destination.vault, held))
  })

  const changes: [string, VerifierEvidence][] = [
    ['another value', { ...held, fields: new Map([...held.fields, ['name-first', 'Else']]) }],
    ['another field', { ...held, fields: new Map([...held.fields, ['birthdate', '']]) }],
    ['a field less', { ...held, fields: new Map([['name-first', 'Elsa']]) }],
    ['another file', { ...held, documents: [{ ...card, fileIds: ['file_3'] }, selfie] }],
    ['a document less', { ...held, documents: [card] }],
    ['a document beside', { ...held, documents: [card], beside: [selfie] }],
    ['another class', { ...held, documents: [{ ...card, attributes: { 'id-class': 'pp' } }, selfie] }],
  ]
  it.each(changes)('is another one for %s', async (_what, changed) => {
    const { destination } = await openTestStore()
    expect(macOf(destination.vault, changed)).not.toBe(macOf(destination.vault, held))
  })

  // Guarantee: it is no use to whoever has the store and not the key.
  it('is another one in another environment', async () => {
    const { source, destination } = await openTestStore()
    expect(macOf(source.vault, held)).not.toBe(macOf(destination.vault, held))
  })
})
