import type { SessionResource } from '../../server/api/wire.ts'
import type { Connection } from '../part-options.ts'

/** The person's last word in the session, and what the server signed of it. */
export interface Receipt {
  id: string
  jws: string
  decision: string
}

/** The session as its server has it, in a language. Rejects where the server does not say. */
export async function readSession(
  connection: Connection,
  locale: string,
  signal: AbortSignal,
): Promise<SessionResource> {
  const { data }: { data: SessionResource } = await call(connection, `?locale=${locale}`, 'GET', signal)
  return data
}

/** The receipt as it stands. Rejects where nothing has been decided, or the server does not say. */
export async function readReceipt(connection: Connection, signal: AbortSignal): Promise<Receipt> {
  const answer: { data: { id: string; attributes: { jws: string } } } = await call(
    connection,
    '/receipt',
    'GET',
    signal,
  )
  const { id, attributes } = answer.data
  const [, payload = ''] = attributes.jws.split('.')
  const { decision }: { decision: string } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))
  return { id, jws: attributes.jws, decision }
}

/** Takes back what was granted. Rejects where the server has not recorded that. */
export async function withdraw(connection: Connection, signal: AbortSignal): Promise<void> {
  await call(connection, '/withdraw', 'POST', signal)
}

async function call(
  { session, clientSecret }: Connection,
  path: string,
  method: 'GET' | 'POST',
  signal: AbortSignal,
) {
  const response = await fetch(session + path, {
    method,
    headers: { accept: 'application/json', authorization: `Bearer ${clientSecret}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'origin',
  })
  if (!response.ok) throw new Error('refused')
  return response.json()
}
