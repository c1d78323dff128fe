import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import {
  findApiKey,
  findKeyBySecret,
  insertApiKey,
  listApiKeys,
  updateApiKey,
} from '../../../server/store/api-keys.ts'
import { NOW, openTestStore, type TestStore } from './fixture.ts'

async function insertKey({ db, source }: TestStore, secretHash: string, expiresAt: number | null = null) {
  const id = newId('api-key')
  await insertApiKey(db, {
    id,
    environment_id: source.environmentId,
    name: `Key of ${secretHash}`,
    secret_hash: secretHash,
    permissions_json: '[]',
    created_at: NOW,
    expires_at: expiresAt,
  })
  return id
}

/** A key of the source's, beside another one. */
async function withKey(expiresAt: number | null = null) {
  const store = await openTestStore()
  const other = await insertKey(store, 'other')
  const id = await insertKey(store, 'hash', expiresAt)
  return { ...store, id, other }
}

describe('an API key', () => {
  it('is found by the hash of its secret, and says whose it is', async () => {
    const { db, source, id } = await withKey()
    expect(await findKeyBySecret(db, 'hash', NOW)).toMatchObject({
      apiKeyId: id,
      environmentId: source.environmentId,
      environmentKind: 'sandbox',
      organizationId: source.organizationId,
    })
  })

  it.each(['', 'has', 'HASH', 'hash ', '%'])('is not found by %j', async hash => {
    const { db } = await withKey()
    expect(await findKeyBySecret(db, hash, NOW)).toBeUndefined()
  })

  it('is found to its last millisecond, and not at its end', async () => {
    const { db } = await withKey(NOW + 1_000)
    expect(await findKeyBySecret(db, 'hash', NOW + 999)).toBeDefined()
    expect(await findKeyBySecret(db, 'hash', NOW + 1_000)).toBeUndefined()
  })

  it('is two keys nowhere: no secret is anybody else’s', async () => {
    const store = await withKey()
    await expect(insertKey(store, 'hash')).rejects.toThrow(/UNIQUE/i)
  })

  it('is found, listed and changed by its own environment alone', async () => {
    const { db, source, destination, id, other } = await withKey()
    const page = { size: 10, cursor: null }
    const list = async (environmentId: string, name?: string) =>
      (await listApiKeys(db, environmentId, { name }, page)).rows.map(key => key.id)
    expect(await list(source.environmentId)).toEqual([id, other])
    expect(await list(source.environmentId, 'Key of hash')).toEqual([id])
    expect(await list(destination.environmentId)).toEqual([])
    expect(await findApiKey(db, destination.environmentId, id)).toBeUndefined()

    const key = await findApiKey(db, source.environmentId, id)
    if (!key) throw new Error('the key is gone')
    await updateApiKey(db, { ...key, environment_id: destination.environmentId }, { name: 'Stolen' })
    expect(await findApiKey(db, source.environmentId, id)).toEqual(key)
    await updateApiKey(db, key, { name: 'Renamed' })
    expect(await findApiKey(db, source.environmentId, id)).toEqual({ ...key, name: 'Renamed' })
    expect((await findApiKey(db, source.environmentId, other))?.name).toBe('Key of other')
  })
})
