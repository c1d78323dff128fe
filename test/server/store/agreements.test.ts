import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import {
  findAgreement,
  findSignature,
  insertAgreement,
  insertSignature,
  sealSigner,
} from '../../../server/store/agreements.ts'
import { isPostgres } from '../database.ts'
import { NOW, openTestStore } from './fixture.ts'

/** A version that the source has signed. */
async function withSignature() {
  const store = await openTestStore()
  const { db, source } = store
  const agreement = {
    id: newId('agreement'),
    version: '1',
    body: 'We take care.',
    hash: 'sha-256:00',
    effective_at: NOW,
    grace_until: NOW,
    created_at: NOW,
  }
  await insertAgreement(db, agreement)
  const id = newId('agreement-signature')
  const signature = {
    id,
    environment_id: source.environmentId,
    agreement_id: agreement.id,
    document_hash: agreement.hash,
    sealed_signer: sealSigner(source.vault, id, { name: 'Ada', title: 'Director', email: 'a@example.com' }),
    creator_id: newId('api-key'),
    created_at: NOW,
  }
  await insertSignature(db, signature)
  return { ...store, agreement, signature }
}

const TABLES = ['agreement', 'agreement_signature'] as const
/** On PostgreSQL the server's role may not even ask. */
const refusal = (table: string): RegExp =>
  isPostgres ? new RegExp(`permission denied for table ${table}`) : /append-only/

describe('what was published and what was signed', () => {
  // Guarantee: nobody rewrites afterwards what an organization has agreed to, or that it has.
  it.each(TABLES)('cannot be changed: %s', async table => {
    const { db, source, agreement, signature } = await withSignature()
    await expect(
      db
        .updateTable(table)
        .set({ created_at: NOW + 1 })
        .execute(),
    ).rejects.toThrow(refusal(table))
    await expect(db.deleteFrom(table).execute()).rejects.toThrow(refusal(table))
    expect(await findAgreement(db, agreement.id)).toEqual(agreement)
    const found = await findSignature(db, source.environmentId, signature.id)
    expect(found?.created_at).toBe(NOW)
  })

  it('is signed once by each environment', async () => {
    const { db, signature } = await withSignature()
    const again = insertSignature(db, { ...signature, id: newId('agreement-signature') })
    await expect(again).rejects.toThrow()
  })

  // Guarantee: on PostgreSQL the wall hides a signature from everybody else, whatever a statement asks for.
  it('is its own organization’s to read, and everybody’s to read the text', async () => {
    const { store, source, destination, agreement, signature } = await withSignature()
    const within = (environmentId: string) => store.within([environmentId])
    const own = await findSignature(within(source.environmentId), source.environmentId, signature.id)
    expect(own?.id).toBe(signature.id)
    const others = within(destination.environmentId)
    expect(await findAgreement(others, agreement.id)).toEqual(agreement)
    expect(await findSignature(others, destination.environmentId, signature.id)).toBeUndefined()
    if (isPostgres) expect(await others.selectFrom('agreement_signature').selectAll().execute()).toEqual([])
    if (isPostgres) await expect(insertAgreement(others, { ...agreement, id: 'agr_2' })).rejects.toThrow()
  })
})
