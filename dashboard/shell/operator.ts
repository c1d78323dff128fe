import { ApiError, refusalOf } from '../../client/api-error.ts'

export type Role = 'viewer' | 'operator' | 'admin'
export type EnvironmentKind = 'sandbox' | 'production'

export const ENVIRONMENT_NAMES: Readonly<Record<EnvironmentKind, string>> = {
  sandbox: 'Sandbox',
  production: 'Production',
}

export interface Environment {
  id: string
  kind: EnvironmentKind
}

/** `GET /dashboard/api/me`: who is signed in, for which organization. */
export interface Me {
  operator: { id: string; name: string; 'email-masked'?: string; role: Role }
  organization: { id: string; name: string }
  environments: Environment[]
  'expires-at': string
}

const BASE = '/dashboard/api'

/** Calls what is there for people and signing in, which is all that the dashboard asks beside the public API. */
export async function ownCall<Answer>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${BASE}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body ?? {}) }),
    redirect: 'error',
  }).catch(cause => {
    throw new ApiError('unreachable', { cause })
  })
  if (!response.ok) throw await refusalOf(response, Date.now())
  const text = await response.text()
  return JSON.parse(text === '' ? '{}' : text)
}

/** The same, as signing in does it. */
export const signInCall = <Answer>(path: string, body?: object): Promise<Answer> =>
  ownCall<Answer>('POST', path, body)

/** Whoever is signed in; null where nobody is. */
export async function readMe(): Promise<Me | null> {
  const response = await fetch(`${BASE}/me`, { headers: { accept: 'application/json' } }).catch(cause => {
    throw new ApiError('unreachable', { cause })
  })
  if (response.status === 401) return null
  if (!response.ok) throw await refusalOf(response, Date.now())
  return response.json()
}
