import { describe, expect, it } from 'vitest'
import { isSignedBy, signBody } from '../../server/signature.ts'

const SECRET = 'a secret of thirty-two characters'

describe('a signature', () => {
  const now = Date.UTC(2026, 10, 26)
  const signature = signBody(SECRET, 'body', now)

  it('holds for its body, its secret and five minutes either way', () => {
    expect(isSignedBy(SECRET, 'body', signature, now)).toBe(true)
    expect(isSignedBy(SECRET, 'body', signature, now + 300_000)).toBe(true)
    expect(isSignedBy(SECRET, 'body', signature, now + 301_000)).toBe(false)
    expect(isSignedBy(SECRET, 'body', signature, now - 301_000)).toBe(false)
    expect(isSignedBy(SECRET, 'Body', signature, now)).toBe(false)
    expect(isSignedBy(`${SECRET}.`, 'body', signature, now)).toBe(false)
    expect(isSignedBy(SECRET, 'body', '', now)).toBe(false)
    expect(isSignedBy(SECRET, 'body', signature.replace('v1', 'v0'), now)).toBe(false)
  })
})
