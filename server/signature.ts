import { createHmac } from 'node:crypto'
import { sameHash } from './secrets.ts'

/** How far a signature's time may be from now, in ms: later, a call that was overheard is worth nothing. */
export const SIGNATURE_AGE_MAX_MS = 300_000

const digest = (secret: string, seconds: string, body: string): string =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')

/** Signs a body as the published webhooks are signed: `t=SECONDS,v1=HMAC-SHA256 of "SECONDS.BODY", in hex`. */
export function signBody(secret: string, body: string, now: number): string {
  const seconds = String(Math.floor(now / 1000))
  return `t=${seconds},v1=${digest(secret, seconds, body)}`
}

/** Whether a signature is of this body, under this secret, and of these minutes. */
export function isSignedBy(secret: string, body: string, signature: string, now: number): boolean {
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  if (seconds === undefined || given === undefined) return false
  if (Math.abs(now - Number(seconds) * 1000) > SIGNATURE_AGE_MAX_MS) return false
  return sameHash(digest(secret, seconds, body), given)
}
