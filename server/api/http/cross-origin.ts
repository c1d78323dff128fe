import type { Request, RequestHandler, Response } from 'express'

/** How long a browser may remember a preflight, in seconds. */
const PREFLIGHT_SECONDS = '600'

const METHODS = 'GET, POST'
const HEADERS = 'Authorization, Content-Type, Last-Event-ID, Idempotency-Key'

/**
 * CORS for the session API (WHATWG Fetch). A preflight carries no client secret, so it cannot know the session: it
 * lets the question through, and the answer is readable only for a page whose origin the session allows. There are no
 * cookies, so a page gains nothing by asking without a secret.
 */
export const crossOrigin = {
  preflight: ((req, res, next) => {
    res.vary('Origin')
    const origin = req.get('origin')
    if (req.method !== 'OPTIONS' || origin === undefined) return next()
    res.set('Access-Control-Allow-Origin', origin)
    res.set('Access-Control-Allow-Methods', METHODS)
    res.set('Access-Control-Allow-Headers', HEADERS)
    res.set('Access-Control-Max-Age', PREFLIGHT_SECONDS)
    res.status(204).end()
  }) satisfies RequestHandler,

  /** Lets the page read the answer. Call it once the session has admitted the page's origin. */
  admit(req: Request, res: Response): void {
    const origin = req.get('origin')
    if (origin === undefined) return
    res.set('Access-Control-Allow-Origin', origin)
    res.set('Access-Control-Expose-Headers', 'Request-Id')
  },
}
