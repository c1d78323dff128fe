import type { Role } from '../../../server/connect/role.ts'
import { newId } from '../../../server/ids.ts'
import { insertOperator } from '../../../server/store/operators.ts'
import { makeSignInLink } from '../../../server/store/sign-in-links.ts'
import type { Answer, TestServer } from '../harness.ts'

type Side = 'source' | 'destination'

export interface Person {
  id: string
  organizationId: string
  email: string
}

/** Somebody new at an organization of the sandbox, or at another one. */
export async function newPerson(
  server: TestServer,
  role: Role = 'admin',
  where: Side | { organizationId: string } = 'destination',
  email = `${newId('request')}@northwind.example`,
): Promise<Person> {
  const organizationId =
    typeof where === 'string' ? server.sandbox[where]['organization-id'] : where.organizationId
  const id = newId('operator')
  const { store, vault, clock } = server.connect.api
  const person = { id, organizationId, email, name: 'Nora', role, createdAt: clock() }
  await insertOperator(store.db, vault, person)
  return { id, organizationId, email }
}

/** The secret of a new link, as the person is sent it. */
export async function newLink(server: TestServer, { id, organizationId }: Person): Promise<string> {
  const { store, clock } = server.connect.api
  return (await makeSignInLink(store.db, { id, organization_id: organizationId }, clock())).secret
}

export interface AskOptions {
  body?: unknown
  headers?: Record<string, string>
}

/** A browser with the dashboard's page open: it sends its cookie and where a request comes from, as browsers do. */
export interface Browser {
  /** Its cookies, by their names. */
  cookies: Map<string, string>
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
}

export function openBrowser(server: TestServer, origin = server.origin): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async ask(method, path, { body, headers } = {}) {
      const sent = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(`${server.origin}/dashboard/api${path}`, {
        method,
        headers: {
          ...(method === 'GET' ? {} : { origin }),
          'sec-fetch-site': 'same-origin',
          ...(sent === '' ? {} : { cookie: sent }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      for (const line of response.headers.getSetCookie()) keep(cookies, line)
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.startsWith('application/json')
      const json = isJson ? JSON.parse(text) : undefined
      return { status: response.status, json, text, headers: response.headers }
    },
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  const isOver = attributes.some(one => one === 'Expires=Thu, 01 Jan 1970 00:00:00 GMT')
  if (isOver) cookies.delete(name)
  else cookies.set(name, value)
}

/** Signs somebody in by a link, in a browser of their own. */
export async function signIn(server: TestServer, person: Person, origin?: string): Promise<Browser> {
  const browser = openBrowser(server, origin)
  const secret = await newLink(server, person)
  const answer = await browser.ask('POST', '/sign-in/link/redeem', { body: { secret } })
  if (answer.status !== 200) throw new Error(answer.text)
  return browser
}

/** The environment of a side of the sandbox. */
export async function environmentOf(server: TestServer, side: Side): Promise<string> {
  const { id } = await server.connect.api.store.db
    .selectFrom('environment')
    .select('id')
    .where('organization_id', '=', server.sandbox[side]['organization-id'])
    .executeTakeFirstOrThrow()
  return id
}
