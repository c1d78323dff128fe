import type { Request } from 'express'
import type { Clock } from '../../clock.ts'
import { isAtLeast, type Role } from '../../connect/role.ts'
import { hashSecret, sameHash, splitSecret } from '../../secrets.ts'
import { findKeyBySecret } from '../../store/api-keys.ts'
import { originOfLinkPage } from '../../store/inquiry-sessions.ts'
import { origins, readJson, words } from '../../store/json.ts'
import { findSession, type Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import type { EnvironmentKind } from '../../store/tables/organizations.ts'
import { ApiError } from './api-error.ts'
import type { Permission } from './permissions.ts'
import { lowestRoleOf, type Operation } from './roles.ts'

/** Who calls: somebody or something of one organization, about one of its environments. */
export type Caller = ApiKeyCaller | OperatorCaller | WorkflowCaller

interface Calling {
  /** The API key, the operator, or whoever published the workflow: who counts as having made what is made. */
  id: string
  organizationId: string
  environmentId: string
  environmentKind: EnvironmentKind
  /** The case of keys in answers that ask for none. */
  inflection: 'kebab' | 'camel' | 'snake'
  /** What the caller may do; words of {@link PERMISSIONS}. */
  permissions: readonly string[]
}

/** An organization's backend, by its API key. */
export interface ApiKeyCaller extends Calling {
  kind: 'api-key'
}

/** One of an organization's people at the dashboard, by the cookie of a session. */
export interface OperatorCaller extends Calling {
  kind: 'operator'
  role: Role
  sessionId: string
}

/** A run of a workflow, within what its publisher was allowed. */
export interface WorkflowCaller extends Calling {
  kind: 'workflow'
  runId: string
}

const bearerOf = (req: Request): string | null =>
  /^Bearer ([\x21-\x7e]{1,512})$/i.exec(req.get('authorization') ?? '')?.[1] ?? null

/** The organization behind an API key. Throws `unauthorized`, the same for a missing and for a wrong key. */
export async function authenticateKey(db: Db, clock: Clock, req: Request): Promise<ApiKeyCaller> {
  const key = bearerOf(req)
  const found = key === null ? undefined : await findKeyBySecret(db, hashSecret(key), clock())
  if (!found) throw new ApiError('unauthorized')
  const { apiKeyId: id, permissionsJson, ipAddressesJson, ...caller } = found
  const addresses = readJson(words, ipAddressesJson)
  if (addresses.length > 0 && !addresses.includes(req.ip ?? '')) {
    throw new ApiError('forbidden', 'the API key may not be used from this address')
  }
  return { kind: 'api-key', id, ...caller, permissions: readJson(words, permissionsJson) }
}

/** Throws `forbidden` where the caller may not do this. */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (caller.permissions.includes(permission)) return
  const who = caller.kind === 'operator' ? `the role ${caller.role}` : 'the API key'
  throw new ApiError('forbidden', `${who} lacks the permission ${permission}`)
}

/**
 * Throws `forbidden` where the caller may not call this operation. A key may by its permission; a person by what the role
 * says of the operation, which can be finer.
 */
export function requireOperation(caller: Caller, operation: Operation): void {
  if (caller.kind !== 'operator') {
    requirePermission(caller, operation.permission)
    return
  }
  const lowest = lowestRoleOf(operation)
  if (isAtLeast(caller.role, lowest)) return
  throw new ApiError('forbidden', `the role ${caller.role} may not do this; ${lowest} may`)
}

/**
 * The session behind a client secret, from a page of an allowed origin. Throws `unauthorized` where the secret is not
 * one, `forbidden` where the page is of another origin. A browser sends `Origin` itself and cannot be made to lie.
 */
export async function authenticateSession(db: Db, clock: Clock, req: Request): Promise<Session> {
  const presented = splitSecret(bearerOf(req) ?? '')
  const session = presented?.secret ? await findSession(db, presented.id) : undefined
  if (!session || !presented?.secret) throw new ApiError('unauthorized')
  const allowed = await originsFor(db, session, hashSecret(presented.secret), clock())
  if (!allowed) throw new ApiError('unauthorized')
  const origin = req.get('origin')
  if (origin !== undefined && !allowed.includes(origin)) {
    throw new ApiError('forbidden', 'this page may not use the session')
  }
  return session
}

/**
 * From where a secret opens a session: from the destination's pages, or from the page that a one-time link led to, as
 * long as the inquiry session lasts that the link was made for. Null where it opens nothing.
 */
async function originsFor(
  db: Db,
  session: Session,
  secretHash: string,
  now: number,
): Promise<string[] | null> {
  if (sameHash(session.secret_hash, secretHash)) return readJson(origins, session.allowed_origins_json)
  const ofLink = await originOfLinkPage(db, session.id, secretHash, now)
  return ofLink === undefined ? null : [ofLink]
}
