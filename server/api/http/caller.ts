import type { Request } from 'express'
import type { Clock } from '../../clock.ts'
import { hashSecret, sameHash, splitSecret } from '../../secrets.ts'
import { findKeyBySecret } from '../../store/api-keys.ts'
import { origins, readJson, words } from '../../store/json.ts'
import { findSession, type Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import type { EnvironmentKind } from '../../store/tables/organizations.ts'
import { ApiError } from './api-error.ts'
import type { Permission } from './permissions.ts'

/** Who calls with an API key: one environment of one organization. */
export interface Caller {
  apiKeyId: string
  organizationId: string
  environmentId: string
  environmentKind: EnvironmentKind
  /** The case of keys in answers that ask for none. */
  inflection: 'kebab' | 'camel' | 'snake'
  /** What the key may do; words of {@link PERMISSIONS}. */
  permissions: readonly string[]
}

const bearerOf = (req: Request): string | null =>
  /^Bearer ([\x21-\x7e]{1,512})$/i.exec(req.get('authorization') ?? '')?.[1] ?? null

/** The organization behind an API key. Throws `unauthorized`, the same for a missing and for a wrong key. */
export async function authenticateKey(db: Db, clock: Clock, req: Request): Promise<Caller> {
  const key = bearerOf(req)
  const found = key === null ? undefined : await findKeyBySecret(db, hashSecret(key), clock())
  if (!found) throw new ApiError('unauthorized')
  const { permissionsJson, ipAddressesJson, ...caller } = found
  const addresses = readJson(words, ipAddressesJson)
  if (addresses.length > 0 && !addresses.includes(req.ip ?? '')) {
    throw new ApiError('forbidden', 'the API key may not be used from this address')
  }
  return { ...caller, permissions: readJson(words, permissionsJson) }
}

/** Throws `forbidden` where the caller's key may not do this. */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (caller.permissions.includes(permission)) return
  throw new ApiError('forbidden', `the API key lacks the permission ${permission}`)
}

/**
 * The session behind a client secret, from a page of an allowed origin. Throws `unauthorized` where the secret is not
 * one, `forbidden` where the page is of another origin. A browser sends `Origin` itself and cannot be made to lie.
 */
export async function authenticateSession(db: Db, req: Request): Promise<Session> {
  const presented = splitSecret(bearerOf(req) ?? '')
  const session = presented?.secret ? await findSession(db, presented.id) : undefined
  if (!session || !presented?.secret || !sameHash(session.secret_hash, hashSecret(presented.secret))) {
    throw new ApiError('unauthorized')
  }
  const origin = req.get('origin')
  if (origin !== undefined && !readJson(origins, session.allowed_origins_json).includes(origin)) {
    throw new ApiError('forbidden', 'this page may not use the session')
  }
  return session
}
