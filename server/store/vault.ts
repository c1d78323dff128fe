import { createHmac, hkdfSync } from 'node:crypto'
import { KEY_BYTES, newKey, seal, unseal } from './seal.ts'
import type { Db } from './store.ts'

/**
 * The keys. A master key wraps one random key per environment; an environment's key seals that environment's values
 * and wraps the random keys of its files. No organization's value is ever sealed under the master key itself.
 */
export interface Vault {
  /** Tells this master key from others, and tells nothing else of it: HMAC-SHA256 of a fixed text, in base64. */
  checkValue: string
  /** Makes the wrapped key of a new environment. */
  newEnvironmentKey(environmentId: string): Buffer
  /** Seals what is the server's own, not an organization's. */
  sealOwn(plaintext: string, name: string): Buffer
  unsealOwn(sealed: Uint8Array, name: string): string
  /**
   * HMAC-SHA256 (RFC 2104), under a key derived from the master key for nothing else: finds what is not known whose it
   * is, as the e-mail address that somebody signs in with.
   */
  macOwn(message: readonly string[]): Buffer
  /** The opened vault of one environment. Throws SealBroken where the master key is not the one that wrapped it. */
  of(db: Db, environmentId: string): Promise<EnvironmentVault>
}

export interface EnvironmentVault {
  environmentId: string
  /** Seals a text under this environment's key. `context` says what it is: table, row, column. */
  seal(plaintext: string, context: readonly string[]): Buffer
  unseal(sealed: Uint8Array, context: readonly string[]): string
  /** Wraps a file's random key under this environment's key; the same blob can be wrapped for many. */
  wrapFileKey(fileId: string, key: Uint8Array): Buffer
  unwrapFileKey(fileId: string, wrapped: Uint8Array): Buffer
  /** HMAC-SHA256 (RFC 2104) over `message`, under a key derived from this environment's for nothing else. */
  mac(message: readonly string[]): Buffer
}

/** `masterKey`: 32 bytes. */
export function createVault(masterKey: Uint8Array): Vault {
  if (masterKey.byteLength !== KEY_BYTES) throw new Error(`a master key has ${KEY_BYTES} bytes`)
  const opened = new Map<string, EnvironmentVault>()

  const own = (name: string) => ['server', name]
  // RFC 5869: the key that seals is never used to authenticate as well.
  const checkKey = new Uint8Array(hkdfSync('sha256', masterKey, '', 'connect/check', KEY_BYTES))
  const macKey = new Uint8Array(hkdfSync('sha256', masterKey, '', 'connect/own-mac', KEY_BYTES))
  return {
    macOwn: message => createHmac('sha256', macKey).update(JSON.stringify(message)).digest(),
    checkValue: createHmac('sha256', checkKey).update('connect').digest('base64'),
    sealOwn: (plaintext, name) => seal(masterKey, plaintext, own(name)),
    unsealOwn: (sealed, name) => unseal(masterKey, sealed, own(name)).toString('utf8'),
    newEnvironmentKey: id => seal(masterKey, newKey(), ['environment', id, 'key']),
    async of(db, id) {
      const known = opened.get(id)
      if (known) return known
      const row = await db
        .selectFrom('environment')
        .select('wrapped_key')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const vault = environmentVault(id, unseal(masterKey, row.wrapped_key, ['environment', id, 'key']))
      opened.set(id, vault)
      return vault
    },
  }
}

function environmentVault(environmentId: string, key: Uint8Array): EnvironmentVault {
  const within = (context: readonly string[]) => [environmentId, ...context]
  const ofFile = (fileId: string) => within(['file', fileId, 'key'])
  // RFC 5869: a key that seals is never used to authenticate as well.
  const macKey = new Uint8Array(hkdfSync('sha256', key, '', 'connect/mac', KEY_BYTES))
  return {
    environmentId,
    seal: (plaintext, context) => seal(key, plaintext, within(context)),
    unseal: (sealed, context) => unseal(key, sealed, within(context)).toString('utf8'),
    wrapFileKey: (fileId, fileKey) => seal(key, fileKey, ofFile(fileId)),
    unwrapFileKey: (fileId, wrapped) => unseal(key, wrapped, ofFile(fileId)),
    mac: message =>
      createHmac('sha256', macKey)
        .update(JSON.stringify(within(message)))
        .digest(),
  }
}
