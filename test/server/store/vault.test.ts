import { describe, expect, it } from 'vitest'
import { newKey, SealBroken, seal } from '../../../server/store/seal.ts'
import { createVault } from '../../../server/store/vault.ts'
import { insertSideOf, openTestStore } from './fixture.ts'

const place = ['inquiry_field', 'inq_1', 'name-first']

describe("an environment's vault", () => {
  it('opens what it has sealed, and so does the same vault after a restart', async () => {
    const { db, masterKey, source } = await openTestStore()
    const sealed = source.vault.seal('Žofie', place)
    expect(source.vault.unseal(sealed, place)).toBe('Žofie')
    const restarted = await createVault(masterKey).of(db, source.environmentId)
    expect(restarted.unseal(sealed, place)).toBe('Žofie')
  })

  // Tenancy holds in the bytes: a row that reached another environment by mistake says nothing there.
  it("does not open another environment's value", async () => {
    const { source, destination } = await openTestStore()
    const sealed = source.vault.seal('Elsa', place)
    expect(source.vault.unseal(sealed, place)).toBe('Elsa')
    expect(() => destination.vault.unseal(sealed, place)).toThrow(SealBroken)
  })

  it('keeps sandbox and production of one organization apart', async () => {
    const { db, vault, source } = await openTestStore()
    const production = await insertSideOf(db, vault, source.organizationId, 'production')
    const sealed = source.vault.seal('Elsa', place)
    expect(() => production.vault.unseal(sealed, place)).toThrow(SealBroken)
    expect(production.vault.unseal(production.vault.seal('Elsa', place), place)).toBe('Elsa')
  })

  // Not only the keys differ: the environment is part of what is authenticated.
  it('does not open it even where both were given one key', async () => {
    const { db, masterKey, source, destination } = await openTestStore()
    const key = newKey()
    for (const { environmentId: id } of [source, destination]) {
      const wrapped = seal(masterKey, key, ['environment', id, 'key'])
      await db.updateTable('environment').set({ wrapped_key: wrapped }).where('id', '=', id).execute()
    }
    const vault = createVault(masterKey)
    const [one, other] = [
      await vault.of(db, source.environmentId),
      await vault.of(db, destination.environmentId),
    ]
    const sealed = one.seal('Elsa', place)
    expect(one.unseal(sealed, place)).toBe('Elsa')
    expect(() => other.unseal(sealed, place)).toThrow(SealBroken)
    expect(() => other.unwrapFileKey('file_1', one.wrapFileKey('file_1', key))).toThrow(SealBroken)
  })

  it('does not open a value that was moved to another place', async () => {
    const { source } = await openTestStore()
    const sealed = source.vault.seal('Elsa', place)
    expect(() => source.vault.unseal(sealed, ['inquiry_field', 'inq_2', 'name-first'])).toThrow(SealBroken)
    expect(() => source.vault.unseal(sealed, ['inquiry_field', 'inq_1', 'name-last'])).toThrow(SealBroken)
  })
})

describe("a file's key", () => {
  it('is unwrapped by the environment and for the file that it was wrapped for', async () => {
    const { source, destination } = await openTestStore()
    const key = newKey()
    const wrapped = source.vault.wrapFileKey('file_1', key)
    expect(source.vault.unwrapFileKey('file_1', wrapped).equals(key)).toBe(true)
    expect(() => source.vault.unwrapFileKey('file_2', wrapped)).toThrow(SealBroken)
    expect(() => destination.vault.unwrapFileKey('file_1', wrapped)).toThrow(SealBroken)
  })

  // A wrapped key cannot be read out by passing it off as a value of a row.
  it('is not opened as a value, nor a value as a key', async () => {
    const { source } = await openTestStore()
    const wrapped = source.vault.wrapFileKey('file_1', newKey())
    expect(() => source.vault.unseal(wrapped, place)).toThrow(SealBroken)
    const sealed = source.vault.seal('Elsa', place)
    expect(() => source.vault.unwrapFileKey('file_1', sealed)).toThrow(SealBroken)
  })
})

describe('a message authentication code', () => {
  it('is the same for the same message, after a restart too', async () => {
    const { db, masterKey, source } = await openTestStore()
    const restarted = await createVault(masterKey).of(db, source.environmentId)
    expect(restarted.mac(['file', 'file_1']).equals(source.vault.mac(['file', 'file_1']))).toBe(true)
  })

  it("is another one for every other message, and for another environment's", async () => {
    const { source, destination } = await openTestStore()
    const messages = [['file', 'file_1'], ['file', 'file_2'], ['filefile_1'], ['file', 'file_1', ''], []]
    const codes = [source.vault, destination.vault].flatMap(vault =>
      messages.map(message => vault.mac(message).toString('hex')),
    )
    expect(new Set(codes).size).toBe(codes.length)
  })
})

describe("what is the server's own", () => {
  it('opens under its master key and its name, and not otherwise', async () => {
    const { vault } = await openTestStore()
    const sealed = vault.sealOwn('a key', 'signing-key')
    expect(vault.unsealOwn(sealed, 'signing-key')).toBe('a key')
    expect(() => vault.unsealOwn(sealed, 'another')).toThrow(SealBroken)
    expect(() => createVault(newKey()).unsealOwn(sealed, 'signing-key')).toThrow(SealBroken)
  })
})

describe('the master key', () => {
  it('is the only one that opens its environments', async () => {
    const { db, masterKey, source } = await openTestStore()
    await expect(createVault(newKey()).of(db, source.environmentId)).rejects.toThrow(SealBroken)
    await expect(createVault(masterKey).of(db, source.environmentId)).resolves.toBeDefined()
  })

  it.each([0, 16, 31, 33])('has 32 bytes, not %i', length => {
    expect(() => createVault(Buffer.alloc(length))).toThrow(/32 bytes/)
  })

  // Whoever can write to the database cannot give an environment the key of another one.
  it("does not open an environment's key in another environment's row", async () => {
    const { db, masterKey, source, destination } = await openTestStore()
    const row = await db
      .selectFrom('environment')
      .select('wrapped_key')
      .where('id', '=', source.environmentId)
      .executeTakeFirstOrThrow()
    await db.updateTable('environment').set(row).where('id', '=', destination.environmentId).execute()
    await expect(createVault(masterKey).of(db, destination.environmentId)).rejects.toThrow(SealBroken)
    await expect(createVault(masterKey).of(db, source.environmentId)).resolves.toBeDefined()
  })

  it('never wraps one key twice', async () => {
    const { vault } = await openTestStore()
    const wraps = Array.from({ length: 100 }, () => vault.newEnvironmentKey('env_1').toString('hex'))
    expect(new Set(wraps).size).toBe(wraps.length)
  })

  it('opens no environment that is not there', async () => {
    const { db, vault } = await openTestStore()
    await expect(vault.of(db, 'env_none')).rejects.toThrow()
  })
})
