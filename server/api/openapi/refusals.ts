import type { z } from 'zod'
import type { ApiErrorCode } from '../http/api-error.ts'
import { noBody } from '../http/body.ts'
import type { Route } from '../http/route.ts'

/** Operations that answer `not_found` for an object that their body or their query names, by method and path. */
const NAMES_OBJECTS: readonly string[] = [
  'post /connect/connection-invites/preview',
  'post /connect/connection-invites/accept',
  'post /connect/sessions',
  'post /connect/session/redemption',
  'post /inquiries',
  'post /inquiry-sessions',
  'get /inquiry-template-versions',
  'get /workflow-versions',
]

/** Operations that only read, and can do so in some states alone. */
const READS_STATE: readonly string[] = [
  'get /connect/session/inputs',
  'get /connect/session/receipt',
  'get /connect/audit-entries/:id/proof',
]
/** Operations with a limit of their own on how many of them are under way. */
const TAKES_TURNS: readonly string[] = ['post /connect/session/inputs', 'post /connect/session/codes']
/** Operations that need somebody else's service. */
const NEEDS_SERVICE: readonly string[] = ['post /connect/session/codes']

/** An operation whose body says something, beyond that it is there. */
export const takesBody = (body: z.ZodType | undefined): body is z.ZodType =>
  body !== undefined && body !== noBody

/** The refusals that an operation can answer, by what it takes; the conventions make them the same everywhere. */
export function refusalsOf(route: Route): ApiErrorCode[] {
  const { method, path, access, body, query } = route
  const operation = `${method} ${path}`
  const writes = method !== 'get'
  const byKey = access !== 'client-secret'
  const possible: [ApiErrorCode, boolean][] = [
    // A key's calls all honour Key-Inflection.
    ['bad_request', byKey || writes || query !== undefined],
    ['unauthorized', true],
    ['forbidden', true],
    ['not_found', path.includes(':') || NAMES_OBJECTS.includes(operation)],
    // At the least, an Idempotency-Key that was used for something else.
    ['conflict', writes || READS_STATE.includes(operation)],
    ['payload_too_large', writes],
    ['unsupported_media_type', writes],
    ['unprocessable', takesBody(body)],
    ['too_many_requests', byKey || TAKES_TURNS.includes(operation)],
    ['bad_gateway', NEEDS_SERVICE.includes(operation)],
    ['unavailable', true],
  ]
  return possible.flatMap(([code, can]) => (can ? [code] : []))
}
