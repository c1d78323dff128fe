import type { Request, Response } from 'express'
import { SESSION_MS } from '../connect/dashboard-session.ts'

/**
 * The cookie that says who is signed in. `__Host-` (RFC 6265bis) is kept by browsers only from the host itself, over
 * https, for all its paths: no sibling domain can plant one. On http, which is this machine's alone, a plain name does.
 */
const NAME = 'connect-dashboard'
const nameOn = (own: URL): string => (own.protocol === 'https:' ? `__Host-${NAME}` : NAME)

const VALUE = /^[A-Za-z0-9_-]{43}$/

/** The value of the cookie; null where there is none, or more than one, or none of ours. */
export function readCookie(req: Request, own: URL): string | null {
  const pairs = (req.get('cookie') ?? '').split(';').map(pair => pair.trim())
  const prefix = `${nameOn(own)}=`
  const values = pairs.filter(pair => pair.startsWith(prefix)).map(pair => pair.slice(prefix.length))
  const [value] = values
  return values.length === 1 && value !== undefined && VALUE.test(value) ? value : null
}

const attributesOn = (own: URL) =>
  ({ httpOnly: true, secure: own.protocol === 'https:', sameSite: 'strict', path: '/' }) as const

export const setCookie = (res: Response, own: URL, value: string) =>
  res.cookie(nameOn(own), value, { ...attributesOn(own), maxAge: SESSION_MS })

export const clearCookie = (res: Response, own: URL) => res.clearCookie(nameOn(own), attributesOn(own))
