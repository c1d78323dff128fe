import type { Request, RequestHandler, Response } from 'express'
import type { Session } from '../../store/sessions.ts'
import type { Api, SessionApi } from '../api.ts'
import { authenticateSession } from '../http/caller.ts'
import { crossOrigin } from '../http/cross-origin.ts'
import { type Reply, replying } from '../http/reply.ts'

/** A handler for callers with a session's client secret; it is given the session, and the store with its rows alone. */
export type WithSecret = (
  answer: (session: Session, req: Request, api: SessionApi) => Promise<Reply>,
) => RequestHandler

export const withSecret =
  (api: Api): WithSecret =>
  answer =>
    replying(async (req, res) => {
      const { session, own } = await enterSession(api, req, res)
      return answer(session, req, own)
    })

/** The session that a client secret opens. Throws what {@link authenticateSession} throws. */
export async function enterSession(api: Api, req: Request, res: Response) {
  const session = await authenticateSession(api.everyone, api.clock, req)
  crossOrigin.admit(req, res)
  const own: SessionApi = { ...api, db: api.within([session.environment_id]) }
  return { session, own }
}
