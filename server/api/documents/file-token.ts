import { sameHash } from '../../secrets.ts'
import type { EnvironmentVault } from '../../store/vault.ts'

/** How long a link to a file works, in seconds (published: 6 hours). */
const LIFE_SECONDS = 21_600

/** The right to fetch one file until a time: `SECONDS.MAC`, the expiry and what proves that this server set it. */
export function issueFileToken(vault: EnvironmentVault, fileId: string, now: number): string {
  const expiresAt = String(Math.floor(now / 1000) + LIFE_SECONDS)
  return `${expiresAt}.${macOf(vault, fileId, expiresAt)}`
}

/** Whether a token is for this file of this environment, and still is. */
export function isFileToken(vault: EnvironmentVault, fileId: string, token: string, now: number): boolean {
  const [, expiresAt, mac] = /^([0-9]{1,12})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? []
  if (!expiresAt || !mac || !sameHash(mac, macOf(vault, fileId, expiresAt))) return false
  return now < Number(expiresAt) * 1000
}

const macOf = (vault: EnvironmentVault, fileId: string, expiresAt: string): string =>
  vault.mac(['file-token', fileId, expiresAt]).toString('base64url')
