import type { Request } from 'express'
import { z } from 'zod'
import { hashSecret, newSecret } from '../../secrets.ts'
import type { Inquiry } from '../../store/inquiries.ts'
import type { InquirySession } from '../../store/inquiry-sessions.ts'
import { insertOneTimeLink } from '../../store/one-time-links.ts'
import type { Db } from '../../store/store.ts'

/** Life of a one-time link for which none is asked, in seconds: 24 hours (published). */
const LINK_SECONDS_DEFAULT = 86_400
/** Longest life of a one-time link, in seconds: 30 days. */
const LINK_SECONDS_MAX = 2_592_000

/** How long a one-time link is to be good for. */
export const linkSeconds = z.int().min(1).max(LINK_SECONDS_MAX)

/** When a link that is made now runs out: as it is asked for, else as the inquiry was created with. */
export const linkExpiry = (
  { one_time_link_seconds: ofInquiry }: Pick<Inquiry, 'one_time_link_seconds'>,
  now: number,
  asked?: number,
): number => now + (asked ?? ofInquiry ?? LINK_SECONDS_DEFAULT) * 1000

export const oneTimeLinkMeta = z.strictObject({
  'one-time-link': z.string(),
  'one-time-link-short': z.string(),
})

/** The address that a request has reached the API at. */
export const apiAddressOf = (req: Request): string => `${req.protocol}://${req.host}${req.baseUrl}`

/**
 * Makes a link to a page of this server that opens the session once. Its code is 256 random bits, told here and
 * stored as a hash. There is no shorter address to hand out, so the short form is the link itself.
 */
export async function makeOneTimeLink(
  tx: Db,
  apiAddress: string,
  session: InquirySession,
  { now, expiresAt }: { now: number; expiresAt: number },
): Promise<z.infer<typeof oneTimeLinkMeta>> {
  const code = newSecret()
  await insertOneTimeLink(tx, {
    code_hash: hashSecret(code),
    environment_id: session.environment_id,
    session_id: session.id,
    created_at: now,
    expires_at: Math.min(expiresAt, session.expires_at),
    used_at: null,
  })
  const link = `${apiAddress}/verify?code=${code}`
  return { 'one-time-link': link, 'one-time-link-short': link }
}
