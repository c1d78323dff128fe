import type { Request, Response } from 'express'
import { z } from 'zod'
import { ApiError } from '../api/http/api-error.ts'
import { parse } from '../api/http/parse.ts'
import { accepted, ok, type Reply } from '../api/http/reply.ts'
import { hashSecret } from '../secrets.ts'
import { endDashboardSession, insertDashboardSession } from '../store/dashboard-sessions.ts'
import { emailMac, findOperator, type OperatorRow } from '../store/operators.ts'
import { enqueue } from '../store/outbox.ts'
import { useSignInLink } from '../store/sign-in-links.ts'
import { type Db, transaction } from '../store/store.ts'
import type { SignInMethod } from '../store/tables/operators.ts'
import { recordDoneHere } from './audited.ts'
import { readCookie, setCookie } from './cookie.ts'
import type { Dashboard } from './dashboard.ts'
import { meOf } from './me.ts'

const EMAIL_MAX = 254
export const linkBody = z.strictObject({ email: z.email().max(EMAIL_MAX) })
export const redeemBody = z.strictObject({ secret: z.string().min(1).max(100) })

/**
 * `POST /sign-in/link`: sends a link, if anybody has that e-mail address. What is done here is the same whether somebody
 * has or not, and so is how long it takes: whom it is for is looked up by a job, later.
 */
export const askForLink =
  ({ api, attempts }: Dashboard) =>
  async (req: Request, res: Response): Promise<Reply> => {
    const { email } = parse(linkBody, req.body)
    await attempts.admit(req, res)
    const mac = emailMac(api.vault, email)
    await attempts.admitLink(res, mac)
    await enqueue(api.everyone, 'send-sign-in-links', [mac], api.clock())
    return accepted({ status: 'sent-if-known' })
  }

/** `POST /sign-in/link/redeem`: signs in by a link, which works once. A click sends it: scanners of mail only follow links. */
export const redeemLink =
  (dashboard: Dashboard) =>
  async (req: Request, res: Response): Promise<Reply> => {
    const { api, attempts } = dashboard
    await attempts.admit(req, res)
    const { secret } = parse(redeemBody, req.body)
    return signIn(dashboard, req, res, 'link', async tx => {
      const used = await useSignInLink(tx, hashSecret(secret), api.clock())
      return used && findOperator(tx, used.organization_id, used.operator_id)
    })
  }

const OPERATIONS: Readonly<Record<SignInMethod, string>> = {
  link: 'POST /sign-in/link/redeem',
  passkey: 'POST /sign-in/passkey',
}

/**
 * Signs in whoever `identify` finds, in one transaction with it, or throws `unauthorized`. The session is a new one,
 * whatever cookie the browser came with; who was signed in there before no longer is.
 */
export async function signIn(
  { api, ownOrigin }: Dashboard,
  req: Request,
  res: Response,
  method: SignInMethod,
  identify: (tx: Db) => Promise<OperatorRow | undefined>,
): Promise<Reply> {
  const own = ownOrigin(req)
  const presented = readCookie(req, own)
  const { session, secret, operator } = await transaction(api.everyone, async tx => {
    const operator = await identify(tx)
    if (!operator) throw new ApiError('unauthorized')
    if (presented !== null) await endDashboardSession(tx, presented)
    const now = api.clock()
    const { session, secret } = await insertDashboardSession(tx, operator, method, now)
    const done = { operation: OPERATIONS[method], objectIds: [operator.id], status: 200 }
    await recordDoneHere(tx, req, { operator, session }, done, now)
    return { operator, session, secret }
  })
  setCookie(res, own, secret)
  return ok(await meOf(api, { session, operator }))
}
