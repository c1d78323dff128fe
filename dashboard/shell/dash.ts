import { type Client, createClient } from '../../client/client.ts'
import type { Environment, Me } from './operator.ts'

/** What a role may be offered; the server decides what it may do. */
export type Deed = 'operate' | 'administer'

/** What every page is given: who looks at which environment, and the API of it. */
export interface Dash {
  me: Me
  environment: Environment
  client: Client
  /** Whether to offer what takes that. */
  may(deed: Deed): boolean
  /** The address of a page in this environment. */
  at(path: string): string
}

/** Calls as whoever is signed in; where nobody is any more, the page is left for signing in. */
const asOperator: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  if (response.status === 401) dispatchEvent(new Event('signed-out'))
  return response
}

export function dashOf(me: Me, environment: Environment): Dash {
  const { role } = me.operator
  return {
    me,
    environment,
    client: createClient({
      baseUrl: `${location.origin}/dashboard/api/${environment.id}/v1`,
      fetch: asOperator,
    }),
    may: deed => role === 'admin' || (role === 'operator' && deed === 'operate'),
    at: path => `/dashboard/${environment.kind}${path}`,
  }
}
