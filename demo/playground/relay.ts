import { type IncomingMessage, request } from 'node:http'
import express, { type Request, type Response } from 'express'
import { z } from 'zod'

/** How a bad network, or a proxy of somebody's, treats what passes between a page and the server. */
const MANNERS = ['down', 'lost', 'unanswered', 'cut', 'held'] as const

/**
 * `down` closes every connection at once; `lost` lets a POST through and loses its answer; `unanswered` keeps each POST
 * and never answers; `cut` drops a stream after each event that it brings; `held` lets no byte of a stream through.
 */
export type Manner = (typeof MANNERS)[number]

const manner = z.enum(MANNERS)

/** What either element calls: the session's own part of the API, and the source's backend. */
const CALLED = /^\/(?:api\/v1\/connect\/session(?:\/.*)?|demo\/source\/share)$/

/**
 * Passes what the elements call on to this very server, at that origin, treated in the manner that the address begins
 * with: what the playground puts into the `server` attribute, so that a widget meets a failure of the network where
 * there is none.
 */
export function relay(origin: string): express.Router {
  const router = express.Router()
  router.use('/:manner', (req, res, next) => {
    const target = new URL(origin + req.url)
    if (!CALLED.test(target.pathname)) return next()
    const how = manner.parse(req.params.manner)
    if (how === 'down') return req.socket.destroy()
    const isWrite = req.method === 'POST'
    if (isWrite && how === 'unanswered') return
    const isStream = req.accepts(['application/json', 'text/event-stream']) === 'text/event-stream'
    passOn(req, res, target, answer => {
      if (isWrite && how === 'lost') return answer.resume().on('end', () => res.destroy())
      if (isStream && how === 'held') return answer.resume()
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      if (isStream && how === 'cut') return cutAfterEvent(answer, res)
      return answer.pipe(res)
    })
  })
  return router
}

function passOn(req: Request, res: Response, target: URL, answered: (answer: IncomingMessage) => void): void {
  const onward = request(target, { method: req.method, headers: req.headers })
  onward.on('error', () => res.destroy())
  onward.on('response', answered)
  res.on('close', () => onward.destroy())
  req.pipe(onward)
}

/** Whatever comes up to the end of the first event, and then nothing more. */
function cutAfterEvent(answer: IncomingMessage, res: Response): void {
  let brought = ''
  answer.on('data', (chunk: Buffer) => {
    brought += chunk.toString('latin1')
    const [firstEvent] = /^.*?data:.*?\n\n/s.exec(brought) ?? []
    if (firstEvent === undefined) return
    answer.destroy()
    res.write(Buffer.from(firstEvent, 'latin1'), () => res.destroy())
  })
}
