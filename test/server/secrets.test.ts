import { describe, expect, it } from 'vitest'
import { newId } from '../../server/ids.ts'
import {
  challengeOf,
  hashSecret,
  joinSecret,
  newSecret,
  sameHash,
  splitSecret,
} from '../../server/secrets.ts'

describe('a new secret', () => {
  it('is 256 bits that need no escaping in a URL or a header', () => {
    const secret = newSecret()
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  })

  it('is never the same', () => {
    expect(new Set(Array.from({ length: 1000 }, newSecret)).size).toBe(1000)
  })
})

describe('the hash of a secret', () => {
  // FIPS 180-2, appendix B.1: what another implementation finds in the table, this one finds too.
  it('is SHA-256 in hex', () => {
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('is compared as a whole', () => {
    const hash = hashSecret('abc')
    expect(sameHash(hash, hashSecret('abc'))).toBe(true)
    for (let index = 0; index < hash.length; index += 1) {
      const other = hash.slice(0, index) + (hash[index] === '0' ? '1' : '0') + hash.slice(index + 1)
      expect(sameHash(hash, other)).toBe(false)
    }
  })

  it.each(['', 'ba7816bf', `${hashSecret('abc')}0`])('differs from one of another length: %j', other => {
    expect(sameHash(hashSecret('abc'), other)).toBe(false)
    expect(sameHash(other, hashSecret('abc'))).toBe(false)
  })
})

describe('a challenge', () => {
  // The example of RFC 7636, appendix B.
  it('is the S256 of its verifier', () => {
    expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    )
  })
})

describe('an identifier and its secret', () => {
  it('come apart as they were joined', () => {
    for (let round = 0; round < 100; round += 1) {
      const [id, secret] = [newId('session'), newSecret()]
      expect(splitSecret(joinSecret(id, secret))).toEqual({ id, secret })
    }
  })

  it('may be an identifier alone', () => {
    const id = newId('share-token')
    expect(splitSecret(id)).toEqual({ id, secret: null })
  })

  const [id, secret] = [newId('session'), newSecret()]
  it.each([
    ['nothing', ''],
    ['a secret alone', secret],
    ['no secret after the dot', `${id}.`],
    ['no identifier before the dot', `.${secret}`],
    ['a secret that is too short', `${id}.${secret.slice(1)}`],
    ['a secret that is too long', `${id}.${secret}A`],
    ['a second dot', `${id}.${secret}.`],
    ['padding', `${id}.${secret.slice(1)}=`],
    ['a line break at the end', `${id}.${secret}\n`],
    ['a blank before', ` ${id}.${secret}`],
    ['an identifier in capitals', `${id.toUpperCase()}.${secret}`],
    ['an identifier that is too short', `${id.slice(0, -1)}.${secret}`],
    ['no prefix', `${id.slice(4)}.${secret}`],
    ['a header of two values', `${id}.${secret}, ${id}.${secret}`],
  ])('are neither: %s', (_what, value) => {
    expect(splitSecret(value)).toBeNull()
  })
})
