import { randomBytes } from 'node:crypto'
import { bankStrict } from '../../demo/sandbox/templates.ts'
import type { Missing } from './awaiting.ts'
import {
  type Answer,
  attributes,
  followRedemption,
  mint,
  type OpenSession,
  type TestServer,
} from './harness.ts'

/** One-time links, and inquiries that a backend or a workflow has redeemed into, which await what is missing. */

/** A secret as the page of a link makes it. */
export const newPageSecret = () => randomBytes(32).toString('base64url')

async function done(answer: Promise<Answer>): Promise<Answer['json']> {
  const { status, json, text } = await answer
  if (status >= 300) throw new Error(text)
  return json
}

export interface AwaitingInquiry {
  inquiryId: string
  redemptionId: string
}

/** A person's token, redeemed without any page into an inquiry that wants more: without more, a proof of address. */
export async function awaitWithoutPage(
  server: TestServer,
  { document = bankStrict, person = 'no-proof-of-address', dataTypes }: Missing = {},
): Promise<AwaitingInquiry> {
  const post = (path: string, body: unknown) => done(server.asDestination('POST', path, body))
  const template = await post('/inquiry-templates', attributes({ name: 'Test', document }))
  const inquiry = await post('/inquiries', attributes({ 'inquiry-template-id': template.data.id }))
  const token = await mint(server, person, dataTypes ? { 'data-types': [...dataTypes] } : {})
  await post(`/connect/share-tokens/${token.id}/redeem`, attributes({ 'destination-id': inquiry.data.id }))
  const { data } = await server.destination.redemptions.list({ filter: { 'share-token-id': token.id } })
  const redemptionId = data[0]?.id ?? ''
  const events = await followRedemption(server, redemptionId)
  if (events.at(-1)?.name !== 'inquiry.awaiting-input') throw new Error(`ended with ${events.at(-1)?.name}`)
  return { inquiryId: inquiry.data.id, redemptionId }
}

/** A new link of an inquiry. */
export const linkOf = async (server: TestServer, inquiryId: string): Promise<string> =>
  (await done(server.asDestination('POST', `/inquiries/${inquiryId}/generate-one-time-link`))).meta[
    'one-time-link'
  ]

export const codeOf = (link: string): string => new URL(link).searchParams.get('code') ?? ''

/** What the page's button does. */
export const openLink = (
  server: TestServer,
  link: string,
  { secret = newPageSecret(), origin = server.origin } = {},
): Promise<Answer> =>
  server.call(null, 'POST', '/verify', {
    body: attributes({ code: codeOf(link), 'page-secret': secret }),
    headers: { origin },
  })

/** The session that the page of a link goes on with. */
export async function sessionByLink(server: TestServer, inquiryId: string): Promise<OpenSession> {
  const pageSecret = newPageSecret()
  const { data } = await done(openLink(server, await linkOf(server, inquiryId), { secret: pageSecret }))
  const secret = `${data.id}.${pageSecret}`
  const resource = (await done(server.call(secret, 'GET', '/connect/session'))).data
  const shareRequestId = resource.relationships['share-request'].data.id
  return { id: data.id, secret, resource, inquiryId, shareRequestId }
}
