import { readFileSync } from 'node:fs'
import type { PersonKey } from '../../demo/people/person.ts'
import { bankStrict } from '../../demo/sandbox/templates.ts'
import type { DataType, ProgressEvent } from '../../server/api/wire.ts'
import { ALL_DATA_TYPES } from '../../server/connect/data-type.ts'
import type { TemplateDocument } from '../../server/connect/template.ts'
import type { OpenSession, TestServer } from './harness.ts'
import { type Answer, attributes, decide, followToEnd, mint, openSession, redeem } from './harness.ts'

/** Sessions in which something is missing, and what a person gives in them. */

const PEOPLE = new URL('../../demo/people/', import.meta.url)
const pictureOf = (path: string) => readFileSync(new URL(path, PEOPLE))

/** Files of specimen people, by what they show. */
export const FILES = {
  front: pictureOf('complete/identity-card-front.jpg'),
  back: pictureOf('complete/identity-card-back.jpg'),
  passport: pictureOf('passport-holder/passport.jpg'),
  selfie: pictureOf('complete/selfie.jpg'),
  otherSelfie: pictureOf('minor/selfie.jpg'),
  bill: pictureOf('complete/proof-of-address.pdf'),
} as const

export interface Awaiting extends OpenSession {
  /** What its stream told until something was missing. */
  events: ProgressEvent[]
  /** The identifier of the last of them. */
  seen: string
}

export interface Missing {
  /** What the destination requires; the strict bank's where nothing is said. */
  document?: TemplateDocument
  person?: PersonKey
  /** What the source lets travel; all but the proof of address where nothing is said. */
  dataTypes?: readonly DataType[]
  session?: Record<string, unknown>
}

/** All that can travel but the proof of address, which the person then gives: the very bill that is theirs. */
const WITHOUT_BILL = ALL_DATA_TYPES.filter(type => type !== 'proof-of-address')

/** Shares a person of whom something is missing: without more, the proof of address. */
export async function awaitInput(
  server: TestServer,
  { document = bankStrict, person = 'complete', dataTypes = WITHOUT_BILL, session: more = {} }: Missing = {},
): Promise<Awaiting> {
  const made = await server.asDestination(
    'POST',
    '/inquiry-templates',
    attributes({ name: 'Test', document }),
  )
  if (made.status !== 201) throw new Error(made.text)
  const session = await openSession(server, 'strict', { 'inquiry-template-id': made.json.data.id, ...more })
  await decide(server, session)
  const narrowed = { 'share-request-id': session.shareRequestId, 'data-types': [...dataTypes] }
  const token = await mint(server, person, narrowed)
  const answer = await redeem(server, session, token.id)
  if (answer.status !== 202) throw new Error(answer.text)
  const events = await followToEnd(server, session)
  const last = events.at(-1)
  if (last?.name !== 'inquiry.awaiting-input') throw new Error(`ended with ${last?.name}`)
  return { ...session, events, seen: last.id }
}

export const INPUTS = '/connect/session/inputs'

/** Parts of a form: texts, and files whose name and type say nothing. */
export function formOf(parts: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): FormData {
  const form = new FormData()
  for (const [name, content] of Object.entries(parts)) {
    if (typeof content === 'string') form.append(name, content)
    else form.append(name, new Blob([content]), 'file')
  }
  return form
}

export const giveForm = (
  server: TestServer,
  { secret }: OpenSession,
  parts: Parameters<typeof formOf>[0],
  headers: Record<string, string> = {},
): Promise<Answer> => server.call(secret, 'POST', INPUTS, { body: formOf(parts), headers })

export const giveFields = (
  server: TestServer,
  { secret }: OpenSession,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> => server.call(secret, 'POST', INPUTS, { body: attributes({ fields }), headers })

export const askedIn = (server: TestServer, { secret }: OpenSession): Promise<Answer> =>
  server.call(secret, 'GET', INPUTS)

export const BILL = { 'documents[proof-of-address][document]': FILES.bill }

export const statusOf = async (server: TestServer, { secret }: OpenSession): Promise<string> =>
  (await server.call(secret, 'GET', '/connect/session')).json.data.attributes.status

/** The session's inquiry as its destination sees it. */
export const inquiryOf = async (server: TestServer, { inquiryId }: OpenSession) =>
  (await server.asDestination('GET', `/inquiries/${inquiryId}`)).json.data
