import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Authenticated encryption of one value: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce.
 *
 * Invariants: a key encrypts one environment's values or one blob, so random nonces stay far below 2^32 uses; the
 * context (what the value is and whose) is authenticated with it, so a ciphertext moved to another row, column or
 * organization does not open; the first byte names the format and is authenticated too, so it cannot be downgraded.
 */

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32

/** A ciphertext that does not open: wrong key, wrong context, or changed bytes. */
export class SealBroken extends Error {
  constructor() {
    super('a sealed value does not open')
  }
}

export const newKey = (): Buffer => randomBytes(KEY_BYTES)

/** version (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16). */
export function seal(key: Uint8Array, plaintext: Uint8Array | string, context: readonly string[]): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(authenticated(context))
  const body = typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext)
  return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.final(), cipher.getAuthTag()])
}

/** What {@link seal} sealed under the same key and context; throws {@link SealBroken} otherwise. */
export function unseal(key: Uint8Array, sealed: Uint8Array, context: readonly string[]): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) throw new SealBroken()
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(authenticated(context))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    throw new SealBroken()
  }
}

/** JSON keeps ['a', 'bc'] and ['ab', 'c'] apart. */
const authenticated = (context: readonly string[]): Buffer =>
  Buffer.from(JSON.stringify([VERSION, ...context]))
