import type { Client } from '../../client/client.ts'
import { createSessionClient, type SessionClient } from '../../client/session-client.ts'
import type { DataType } from '../../server/api/wire.ts'
import type { DocumentName } from './documents.ts'

/** Both companies' sides of Connect, and what only the sandbox can do. */
export interface Companies {
  /** Where the API is, up to and with `/api/v1`. */
  apiBaseUrl: string
  exchange: Client
  bank: Client
  connectionId: string
  /** The exchange's inquiry of somebody with whom nothing is wrong. */
  inquiryId: string
  templateOf(name: DocumentName): Promise<string>
  /** Ends a session's time now: nobody waits an hour to see what comes then. */
  endSession(sessionId: string): Promise<void>
}

/** A session that the bank has opened, and the person in it. */
export interface Opened {
  id: string
  clientSecret: string
  shareRequestId: string
  inquiryId: string
  person: SessionClient
}

/** What one of the companies or the person does to a session, by the API as in earnest. */
export type Step = (companies: Companies, session: Opened) => Promise<void>

/** The bank opens a session for a page of that origin, and the steps follow. */
export async function openSession(
  companies: Companies,
  origin: string,
  template: DocumentName,
  ...steps: readonly Step[]
): Promise<Opened> {
  const { data, meta } = await companies.bank.sessions.create({
    'inquiry-template-id': await companies.templateOf(template),
    'connection-id': companies.connectionId,
    purpose: 'Open your Northwind account',
    'allowed-origins': [origin],
    locale: 'en',
  })
  const clientSecret = meta['client-secret']
  const session = {
    id: data.id,
    clientSecret,
    shareRequestId: idOf(data.relationships?.['share-request']),
    inquiryId: idOf(data.relationships?.inquiry),
    person: createSessionClient({ baseUrl: companies.apiBaseUrl, clientSecret }),
  }
  for (const step of steps) await step(companies, session)
  return session
}

const idOf = (related: { data: { id: string } | null } | undefined): string => {
  if (!related?.data) throw new Error('The session names no such thing')
  return related.data.id
}

/** The person agrees to all that can be shared. */
export const agree: Step = async (_companies, { person }) => {
  const { attributes } = (await person.retrieve()).data
  const available = attributes.notice['data-types'].filter(type => type.available)
  await person.decide({
    decision: 'granted',
    'data-types': available.map(({ name }) => name),
    'notice-hash': attributes['notice-hash'],
    locale: attributes.notice.locale,
  })
}

/** The person does not agree. */
export const decline: Step = async (_companies, { person }) => {
  await person.decide(refusalOf((await person.retrieve()).data))
}

/** The person agreed at the bank, and thinks better of it on the exchange's page. */
export const declineAtSource: Step = async ({ exchange }, { shareRequestId }) => {
  const { data } = await exchange.shareRequests.retrieve(shareRequestId)
  await exchange.shareRequests.decide(shareRequestId, refusalOf(data))
}

const refusalOf = ({
  attributes,
}: {
  attributes: { 'notice-hash': string; notice: { locale: string } }
}) => ({
  decision: 'declined' as const,
  'data-types': [],
  'notice-hash': attributes['notice-hash'],
  locale: attributes.notice.locale,
})

/** The person takes back what they granted. */
export const withdraw: Step = async (_companies, { person }) => {
  await person.withdraw()
}

/** The person has a code sent to the phone. */
export const sendCode: Step = async (_companies, { person }) => {
  await person.sendCode('phone-number')
}

/** The session's time is over. */
export const expire: Step = ({ endSession }, { id }) => endSession(id)

interface Token {
  /** The session that it is bound to; any of the bank's where there is none. */
  shareRequestId?: string
  /** All that may travel where nothing is said. */
  dataTypes?: DataType[]
  /** The exchange's inquiry that it stands for. */
  inquiryId?: string
}

/** How long a playground's token can be redeemed, in seconds. */
const TOKEN_SECONDS = 3600

/** The exchange makes a token; its secret form. */
export async function mint(companies: Companies, token: Token): Promise<string> {
  const { meta } = await companies.exchange.shareTokens.create({
    'connection-id': companies.connectionId,
    'source-id': token.inquiryId ?? companies.inquiryId,
    'expires-in-seconds': TOKEN_SECONDS,
    ...(token.shareRequestId ? { 'share-request-id': token.shareRequestId } : {}),
    ...(token.dataTypes ? { 'data-types': token.dataTypes } : {}),
  })
  return meta['share-token']
}

/** A token arrives for the session, of those data types or of all, and its redemption begins. */
export const begin =
  (dataTypes?: DataType[]): Step =>
  async (companies, { person, shareRequestId }) => {
    const token = { shareRequestId, ...(dataTypes ? { dataTypes } : {}) }
    await person.redeem(await mint(companies, token))
  }

/** What a redemption says last, or when it has to wait for the person. */
const RESTING = ['inquiry.awaiting-input', 'inquiry.completed', 'redemption.failed']

/** The redemption goes on until it is over, or waits for the person. */
export const settle: Step = async (_companies, { person }) => {
  for await (const { name } of person.events()) if (RESTING.includes(name)) return
}
