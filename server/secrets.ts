import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, base64url: what a caller shows once and the store keeps only as a hash. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** SHA-256 in hex. Enough for secrets of full entropy; no salt or stretching is needed to resist guessing. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Compares two hex digests without telling by its duration where they differ. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The S256 challenge of a verifier (RFC 7636, section 4.2). */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url')

/** An identifier and its secret as one string, `cses_….SECRET`: the form handed out once. */
export const joinSecret = (id: string, secret: string): string => `${id}.${secret}`

/** Takes `id.SECRET` apart; null where it has not that form. An id alone comes back without a secret. */
export function splitSecret(value: string): { id: string; secret: string | null } | null {
  const match = /^([a-z]{1,16}_[0-9a-z]{26})(?:\.([A-Za-z0-9_-]{43}))?$/.exec(value)
  if (!match?.[1]) return null
  return { id: match[1], secret: match[2] ?? null }
}
