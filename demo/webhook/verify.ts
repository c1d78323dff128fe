import { createHmac, timingSafeEqual } from 'node:crypto'

/** How old an attempt may be, in s: what somebody has recorded is of no use to them later. */
const OLDEST_SECONDS = 300

/**
 * Whether a webhook's attempt is genuine by its `Persona-Signature`, `t=…,v1=…`: the HMAC-SHA256 of `t.body` under the
 * secret, in hex. While a secret is being rotated there are two, with a space between; one that fits is enough. `now` is
 * in s since the epoch.
 */
export function isGenuine(signatures: string, body: Buffer, secret: string, now: number): boolean {
  return signatures.split(' ').some(signature => {
    const { t = '', v1 = '' } = partsOf(signature)
    const expected = createHmac('sha256', secret).update(`${t}.`).update(body).digest()
    const given = Buffer.from(v1, 'hex')
    const fits = given.length === expected.length && timingSafeEqual(given, expected)
    return fits && Math.abs(now - Number(t)) <= OLDEST_SECONDS
  })
}

const partsOf = (signature: string): Record<string, string | undefined> =>
  Object.fromEntries(signature.split(',').map(part => part.split('=', 2)))
