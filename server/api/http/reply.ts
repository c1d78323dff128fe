import type { Request, RequestHandler, Response } from 'express'

/** What an operation answers: a status and a JSON document. */
export interface Reply {
  status: number
  body: unknown
}

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const created = (body: unknown): Reply => ({ status: 201, body })
export const accepted = (body: unknown): Reply => ({ status: 202, body })

/** Turns a function from a request to a reply into a handler. */
export const replying =
  (answer: (req: Request, res: Response) => Promise<Reply>): RequestHandler =>
  async (req, res) => {
    const { status, body } = await answer(req, res)
    res.status(status).json(body)
  }

/** The identifier in the path; empty where there is none. */
export function idOf(req: Request): string {
  const { id } = req.params
  return typeof id === 'string' ? id : ''
}
