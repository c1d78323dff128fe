import type { Request, Response } from 'express'
import { z } from 'zod'
import { parse } from '../api/http/parse.ts'
import { endDashboardSession, endDashboardSessionsOf } from '../store/dashboard-sessions.ts'
import { clearCookie, readCookie } from './cookie.ts'
import type { Dashboard } from './dashboard.ts'

export const signOutBody = z.strictObject({ everywhere: z.boolean().optional() }).optional()

/** `POST /sign-out`: ends the session, or with `everywhere` all that this person has. Who is not signed in is told the same. */
export const signOut =
  ({ api, ownOrigin, signedIn }: Dashboard) =>
  async (req: Request, res: Response): Promise<void> => {
    const own = ownOrigin(req)
    const body = parse(signOutBody, req.body)
    if (body?.everywhere === true) {
      const { operator } = await signedIn(req)
      await endDashboardSessionsOf(api.everyone, operator.id)
    }
    const secret = readCookie(req, own)
    if (secret !== null) await endDashboardSession(api.everyone, secret)
    clearCookie(res, own)
    res.status(204).end()
  }
