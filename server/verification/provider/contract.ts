import { randomUUID } from 'node:crypto'
import { SIGNATURE_AGE_MAX_MS, signBody } from '../../signature.ts'
import { readAnswer } from './answer.ts'
import type { ProviderSettings } from './settings.ts'

/** One rule of the contract between this server and a provider, and whether a provider keeps it. */
export interface ContractFinding {
  rule: string
  kept: boolean
}

type Send = (body: string, signature: string, key?: string) => Promise<{ status: number; text: string }>

/**
 * Asks a running provider what this server would ask it, and what an impostor would; for the tests of whoever writes
 * one. `sample` is a body that it can verify: the fields and documents of a specimen.
 */
export async function checkProvider(
  settings: Pick<ProviderSettings, 'kind' | 'url' | 'secret' | 'checks'>,
  sample: { fields: Record<string, string>; documents: unknown[] },
): Promise<ContractFinding[]> {
  const asked = Object.keys(settings.checks)
  const send: Send = async (body, signature, key = randomUUID()) => {
    const headers = {
      'content-type': 'application/json',
      'connect-signature': signature,
      'idempotency-key': key,
    }
    const response = await fetch(settings.url, { method: 'POST', headers, body, redirect: 'error' })
    return { status: response.status, text: await response.text() }
  }
  const verification = { id: 'ver_contract', kind: settings.kind }
  const request = `${verification.id}.${'A'.repeat(43)}`
  const bodyOf = (checks: readonly string[]) => JSON.stringify({ request, verification, checks, ...sample })
  const body = bodyOf(asked)
  const signed = () => signBody(settings.secret, body, Date.now())
  const isAnswer = ({ status, text }: { status: number; text: string }) =>
    status === 202 || (status === 200 && readAnswer(text, asked) !== null)

  const key = randomUUID()
  const first = await send(body, signed(), key)
  const again = await send(body, signed(), key)
  const old = signBody(settings.secret, body, Date.now() - 2 * SIGNATURE_AGE_MAX_MS)
  const refused = async (text: string, signature: string) => (await send(text, signature)).status === 401
  return [
    { rule: 'answers the checks that it is asked for, or 202', kept: isAnswer(first) },
    { rule: 'answers the same to the same Idempotency-Key', kept: again.text === first.text },
    { rule: 'refuses with 401 what is not signed', kept: await refused(body, '') },
    {
      rule: 'refuses with 401 what another secret signed',
      kept: await refused(body, signBody('x', body, Date.now())),
    },
    { rule: 'refuses with 401 a body that was changed', kept: await refused(bodyOf([]), signed()) },
    { rule: 'refuses with 401 what was signed long ago', kept: await refused(body, old) },
  ]
}
