import type { Request } from 'express'
import { RequestRefused } from './errors.ts'

/**
 * The origin (`scheme://host[:port]`) of the page that sent this request. Browsers name it in `Origin` on every
 * POST; it must be this very host, or any site could have sessions opened for itself. Throws `RequestRefused`.
 */
export function pageOrigin(req: Request): string {
  const own = `${req.protocol}://${req.host}`
  const sent = req.get('origin')
  if (sent === undefined) return own
  // The scheme is taken from the browser: a proxy that ends TLS leaves this server thinking that it is http.
  if (URL.canParse(sent) && new URL(sent).host === new URL(own).host) return new URL(sent).origin
  throw new RequestRefused(403, 'This route is only for the page it belongs to')
}
