import type { Request } from 'express'
import { z } from 'zod'
import { recordDoneInSession } from '../../audit/by-session.ts'
import { inputDeadline } from '../../connect/session.ts'
import { hashSecret } from '../../secrets.ts'
import { recordEvent } from '../../store/events.ts'
import {
  findInquirySession,
  type InquirySession,
  openLinkPage,
  sessionStatusAt,
  startSession,
} from '../../store/inquiry-sessions.ts'
import { consumeOneTimeLink, findOneTimeLink, isOneTimeLinkGood } from '../../store/one-time-links.ts'
import { getEnvironment } from '../../store/organizations.ts'
import { type Db, transaction } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import { parse } from '../http/parse.ts'
import { ok, type Reply } from '../http/reply.ts'
import { expireDueInquiries } from '../inquiries/expire-due.ts'
import { sessionOfRedemption, standingOfLink } from './link-session.ts'
import { languageOf } from './verify-words.ts'

/** Both are 256 bits in base64url. The page makes its secret itself, so that it can ask again for an answer it lost. */
const openBody = attributesOf(
  z.strictObject({
    code: z.string().max(100),
    'page-secret': z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url'),
  }),
)

/** A link that can still be opened, and whose it is. */
export interface GoodLink {
  codeHash: string
  db: Db
  session: InquirySession
}

/**
 * Whose link a code is, with what has run out meanwhile written down. Undefined where there is no such code or its
 * session is gone.
 */
async function findLink(api: Api, code: string) {
  const codeHash = hashSecret(code)
  const link = await findOneTimeLink(api.everyone, codeHash)
  if (!link) return undefined
  const db = api.within([link.environment_id])
  await expireDueInquiries(db, api.clock(), link.environment_id)
  return { codeHash, db, link }
}

/** What a code would open, without opening it; undefined for every code that opens nothing, whatever the reason. */
export async function lookAtLink(api: Api, code: string): Promise<GoodLink | undefined> {
  const found = await findLink(api, code)
  if (!found) return undefined
  const { codeHash, db, link } = found
  if (!(await isOneTimeLinkGood(db, codeHash, api.clock()))) return undefined
  const session = await findInquirySession(db, link.environment_id, link.session_id)
  return session && { codeHash, db, session }
}

/**
 * `POST /verify`: uses a code up for the page that presents it, and lets that page, by a secret of its own, go on with
 * what the inquiry's redemption awaits. The same page again gets the same answer. Throws `not_found`, one and the same,
 * for every code that opens nothing, and `conflict` where nothing is awaited now: the link then stays good.
 */
export async function openLink(api: Api, req: Request): Promise<Reply> {
  const origin = ownOrigin(api, req)
  const { code, 'page-secret': pageSecret } = parse(openBody, req.body).data.attributes
  const found = await findLink(api, code)
  if (!found) throw notFound()
  const { codeHash, db, link } = found
  await requireEncrypted(db, link.environment_id, origin)
  const secretHash = hashSecret(pageSecret)
  const { sessionId, adopted } = await transaction(db, async tx => {
    const now = api.clock()
    const inquirySession = await findInquirySession(tx, link.environment_id, link.session_id)
    if (!inquirySession) throw notFound()
    if (isOpenedBy(inquirySession, secretHash, now)) {
      return { sessionId: inquirySession.connect_session_id, adopted: null }
    }
    if (!(await isOneTimeLinkGood(tx, codeHash, now))) throw notFound()
    const redemption = await standingOfLink(tx, inquirySession, now)
    if (redemption === 'over') throw notFound()
    if (redemption === 'nothing-awaited') throw new ApiError('conflict', 'nothing is awaited now')
    await consumeOneTimeLink(tx, codeHash, now)
    const session = await sessionOfRedemption(api, tx, redemption, inquirySession, languageOf(req), now)
    await start(tx, inquirySession, now)
    const page = { connectSessionId: session.id, secretHash, origin }
    await openLinkPage(tx, inquirySession, page, inputDeadline(now))
    const done = { operation: 'POST /verify', objectIds: [inquirySession.id], status: 200 }
    await recordDoneInSession(tx, session, done, now)
    return { sessionId: session.id, adopted: redemption.session_id === null ? redemption.id : null }
  })
  // Who follows the redemption by its own stream looks once more; from now on that is the session's.
  if (adopted !== null) api.engine.signals.publish(adopted)
  return ok({ data: { type: 'connect/session', id: sessionId } })
}

const isOpenedBy = (session: InquirySession, secretHash: string, now: number): boolean =>
  session.page_secret_hash === secretHash && sessionStatusAt(session, now) === 'active'

async function start(tx: Db, { id, environment_id: environmentId }: InquirySession, now: number) {
  if (!(await startSession(tx, id, now))) return
  const object = { type: 'inquiry-session', id }
  await recordEvent(tx, { environmentId, name: 'inquiry-session.started', object }, now)
}

/** Where everything is real, whoever is on the network between could read and change what a page of http shows. */
async function requireEncrypted(db: Db, environmentId: string, origin: string): Promise<void> {
  if (origin.startsWith('https://') || (await getEnvironment(db, environmentId)).kind === 'sandbox') return
  throw new ApiError('forbidden', 'links are opened over https in production')
}

/** The origin of the page, which is this server's: no other page opens links. A browser says it with every POST. */
function ownOrigin({ address }: Api, req: Request): string {
  const own = `${req.protocol}://${req.host}`
  const origin = req.get('origin') ?? own
  const isOwn = URL.canParse(origin) && new URL(origin).host === req.host
  if (isOwn || (address !== null && origin === new URL(address).origin)) return origin
  throw new ApiError('forbidden', 'this page may not open links')
}
