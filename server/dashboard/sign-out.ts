import type { Request, Response } from 'express'
import { z } from 'zod'
import { ApiError } from '../api/http/api-error.ts'
import { parse } from '../api/http/parse.ts'
import { endDashboardSession, endDashboardSessionsOf } from '../store/dashboard-sessions.ts'
import { transaction } from '../store/store.ts'
import { recordDoneHere } from './audited.ts'
import { clearCookie, readCookie } from './cookie.ts'
import type { Dashboard } from './dashboard.ts'

export const signOutBody = z.strictObject({ everywhere: z.boolean().optional() }).optional()

/** `POST /sign-out`: ends the session, or with `everywhere` all that this person has. Who is not signed in is told the same. */
export const signOut =
  ({ api, ownOrigin, signedIn }: Dashboard) =>
  async (req: Request, res: Response): Promise<void> => {
    const own = ownOrigin(req)
    const everywhere = parse(signOutBody, req.body)?.everywhere === true
    const secret = readCookie(req, own)
    const who = await signedIn(req).catch(unlessUnknown)
    if (who !== null && secret !== null) {
      await transaction(api.everyone, async tx => {
        const done = { operation: 'POST /sign-out', objectIds: [who.operator.id], status: 204 }
        await recordDoneHere(tx, req, who, done, api.clock())
        if (everywhere) await endDashboardSessionsOf(tx, who.operator.id)
        else await endDashboardSession(tx, secret)
      })
    }
    clearCookie(res, own)
    res.status(204).end()
  }

function unlessUnknown(error: unknown): null {
  if (error instanceof ApiError && error.code === 'unauthorized') return null
  throw error
}
