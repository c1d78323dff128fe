import type { CodeInput, CodeKind, InputResource } from '../../server/api/wire.ts'
import type { TemplateDocument, TemplateVerification } from '../../server/connect/template.ts'
import { type Awaiting, askedIn, awaitInput, type Missing } from './awaiting.ts'
import { type Answer, attributes, type OpenSession, type TestServer } from './harness.ts'

/** Sessions in which a person confirms an address by a code. */

/** A destination that wants a name, and an e-mail address and a phone number that are the person's. */
export const confirmed = (
  kinds: readonly CodeKind[],
  more: Partial<TemplateVerification> = {},
): TemplateDocument => ({
  fields: [
    { key: 'name-first', type: 'string', label: 'First name', required: true },
    { key: 'email-address', type: 'email-address', label: 'E-mail', required: true },
    { key: 'phone-number', type: 'phone-number', label: 'Phone', required: true },
  ],
  documents: [],
  verifications: kinds.map(kind => ({
    kind,
    required: true,
    checks: [],
    'confirmation-code': true,
    ...more,
  })),
  decision: { passed: 'approved', failed: 'needs_review' },
  'retention-days': null,
})

/** A session that waits for codes. */
export const awaitCode = (
  server: TestServer,
  kinds: readonly CodeKind[] = ['phone-number'],
  more: Missing = {},
): Promise<Awaiting> =>
  awaitInput(server, {
    document: confirmed(kinds),
    dataTypes: ['name', 'email-address', 'phone-number'],
    ...more,
  })

export const sendCode = (
  server: TestServer,
  { secret }: OpenSession,
  kind: CodeKind = 'phone-number',
  headers: Record<string, string> = {},
): Promise<Answer> =>
  server.call(secret, 'POST', '/connect/session/codes', { body: attributes({ kind }), headers })

export const confirmCode = (
  server: TestServer,
  { secret }: OpenSession,
  code: string,
  kind: CodeKind = 'phone-number',
  headers: Record<string, string> = {},
): Promise<Answer> =>
  server.call(secret, 'POST', '/connect/session/codes/confirm', { body: attributes({ kind, code }), headers })

/** The code that the person of a sandbox session would have been sent. */
export async function codeIn(
  server: TestServer,
  { id }: OpenSession,
  kind: CodeKind = 'phone-number',
): Promise<string> {
  const { json } = await server.asDestination('GET', `/connect/sessions/${id}/codes`)
  return json.data.find((one: { id: string }) => one.id === kind).attributes.code
}

/** Sends a code and reads it. */
export async function sentCode(
  server: TestServer,
  session: OpenSession,
  kind: CodeKind = 'phone-number',
): Promise<string> {
  const answer = await sendCode(server, session, kind)
  if (answer.status !== 200) throw new Error(answer.text)
  return codeIn(server, session, kind)
}

/** Another code of six digits. */
export const otherThan = (code: string, by = 1): string =>
  String((Number(code) + by) % 1_000_000).padStart(6, '0')

/** The codes that a session asks for. */
export async function askedCodes(server: TestServer, session: OpenSession): Promise<CodeInput[]> {
  const inputs: InputResource[] = (await askedIn(server, session)).json.data
  return inputs.flatMap(({ attributes: input }) => (input.kind === 'code' ? [input] : []))
}

/** The refusal that a page tells apart by. */
export const refusalOf = ({ status, json }: Answer) => [status, json.errors[0].code]
