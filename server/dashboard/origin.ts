import type { Request, RequestHandler } from 'express'
import { ApiError } from '../api/http/api-error.ts'

/** Names that a browser resolves to this machine alone, so that no other site can have them. */
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** Where the dashboard is, as browsers write it: of https, or of plain http on this machine. */
export type OwnOrigin = (req: Request) => URL

/**
 * The dashboard's own origin: the configured one, and where none is, the address that was asked for, as long as it is this
 * machine's. Throws `forbidden` where neither holds: a `Host` header of anybody's choosing is nobody's origin.
 */
export function ownOriginOf(publicUrl: string | null): OwnOrigin {
  if (publicUrl !== null) {
    const own = new URL(publicUrl)
    return () => admitted(own)
  }
  return req => {
    const asked = `http://${req.get('host')}`
    if (!URL.canParse(asked)) throw refusal()
    return admitted(new URL(asked), LOOPBACK)
  }
}

function admitted(origin: URL, hosts: readonly string[] = []): URL {
  const isLocal = LOOPBACK.includes(origin.hostname)
  if (hosts.length > 0 ? isLocal : isLocal || origin.protocol === 'https:') return origin
  throw refusal()
}

const refusal = () =>
  new ApiError(
    'forbidden',
    'the dashboard is reached by https at PUBLIC_URL, or on this machine by localhost',
  )

/**
 * Lets through what our own pages ask. What changes anything must say that it comes from our own origin (`Origin`), and
 * wherever a browser says how page and server are related (Fetch Metadata), they must be the same origin: a page of a
 * sibling domain or port is the same site, to which cookies are sent.
 */
export const fromOwnPages =
  (ownOrigin: OwnOrigin): RequestHandler =>
  (req, _res, next) => {
    const own = ownOrigin(req)
    const origin = req.get('origin')
    const relation = req.get('sec-fetch-site')
    const isSafe = SAFE.includes(req.method)
    const isOwn =
      (origin === undefined ? isSafe : origin === own.origin) &&
      (relation === undefined || relation === 'same-origin' || (isSafe && relation === 'none'))
    if (!isOwn) throw new ApiError('forbidden', 'this page may not use the dashboard')
    next()
  }
