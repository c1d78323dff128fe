import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { KEY_BYTES, newKey, SealBroken, seal, unseal } from '../../../server/store/seal.ts'

const key = newKey()
const context = ['inquiry_field', 'inq_1', 'name-first']
const plaintext = 'Elsa Norrvinge'

const withByte = (bytes: Buffer, index: number, change: (byte: number) => number): Buffer => {
  const changed = Buffer.from(bytes)
  changed[index] = change(bytes[index] ?? 0)
  return changed
}

describe('a sealed value', () => {
  it.each([
    ['a name', Buffer.from(plaintext)],
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.of(0)],
    ['letters of many scripts', Buffer.from('Žofie Божидар 李 🛂')],
    ['a file', randomBytes(300_000)],
  ])('opens to what was sealed: %s', (_what, bytes) => {
    expect(unseal(key, seal(key, bytes, context), context).equals(bytes)).toBe(true)
  })

  it('opens where it is part of a larger buffer, as a database hands it out', () => {
    const sealed = seal(key, plaintext, context)
    const larger = Buffer.concat([Buffer.alloc(7), sealed, Buffer.alloc(9)])
    const view = new Uint8Array(larger.buffer, larger.byteOffset + 7, sealed.byteLength)
    expect(unseal(key, view, context).toString('utf8')).toBe(plaintext)
  })

  // Two people of one name are not seen to have it.
  it('is never the same twice', () => {
    const sealed = Array.from({ length: 1000 }, () => seal(key, plaintext, context).toString('hex'))
    expect(new Set(sealed).size).toBe(sealed.length)
    const nonces = sealed.map(text => text.slice(2, 26))
    expect(new Set(nonces).size).toBe(nonces.length)
  })

  it('shows nothing of the plaintext', () => {
    expect(seal(key, plaintext, context).includes(plaintext)).toBe(false)
  })
})

describe('a sealed value does not open', () => {
  const sealed = seal(key, plaintext, context)
  const opening = (bytes: Uint8Array, how: { key?: Buffer; context?: string[] } = {}) =>
    expect(() => unseal(how.key ?? key, bytes, how.context ?? context))

  it('but as it is, under its key, in its place', () => {
    opening(sealed).not.toThrow()
  })

  // The version, the nonce, the ciphertext and the tag are all authenticated.
  it('with any one bit of it changed', () => {
    for (let index = 0; index < sealed.length; index += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        opening(withByte(sealed, index, byte => byte ^ (1 << bit))).toThrow(SealBroken)
      }
    }
  })

  it('under any other version', () => {
    for (let version = 0; version < 256; version += 1) {
      if (version !== sealed[0]) opening(withByte(sealed, 0, () => version)).toThrow(SealBroken)
    }
  })

  it('cut short or drawn out', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      opening(sealed.subarray(0, length)).toThrow(SealBroken)
    }
    opening(Buffer.concat([sealed, Buffer.of(0)])).toThrow(SealBroken)
  })

  it('under another key', () => {
    opening(sealed, { key: newKey() }).toThrow(SealBroken)
    for (let index = 0; index < KEY_BYTES; index += 1) {
      opening(sealed, { key: withByte(key, index, byte => byte ^ 1) }).toThrow(SealBroken)
    }
  })

  // A ciphertext that was moved to another row or column is not that row's value.
  it.each([
    ['another table', ['document', 'inq_1', 'name-first']],
    ['another row', ['inquiry_field', 'inq_2', 'name-first']],
    ['another column', ['inquiry_field', 'inq_1', 'name-last']],
    ['less', ['inquiry_field', 'inq_1']],
    ['more', [...context, '']],
    ['nothing', []],
    ['the same letters, cut elsewhere', ['inquiry_fieldinq_1', '', 'name-first']],
    ['the same letters in one', ['inquiry_field","inq_1', 'name-first']],
    ['the same in another order', [...context].reverse()],
  ])('in another place: %s', (_where, other) => {
    opening(sealed, { context: other }).toThrow(SealBroken)
  })

  it('and says nothing of the value or the reason', () => {
    opening(sealed, { key: newKey() }).toThrow('a sealed value does not open')
  })
})

describe('a new key', () => {
  it('has 256 bits and is never the same', () => {
    const keys = Array.from({ length: 100 }, () => newKey().toString('hex'))
    expect(new Set(keys).size).toBe(keys.length)
    expect(newKey()).toHaveLength(32)
  })
})
