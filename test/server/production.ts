import { newId } from '../../server/ids.ts'
import type { Connect } from '../../server/index.ts'
import { publishAgreement } from '../../server/operations/agreement/publish-agreement.ts'
import type { Agreement } from '../../server/store/agreements.ts'
import { attributes, type TestServer } from './harness.ts'
import { newEnvironment, newKey } from './identities.ts'

/** Publishes a version of the agreement that is in force at once, as the operator's command does. */
export async function publish(
  { api }: Connect,
  more: { version?: string; text?: string; effectiveAt?: number; graceDays?: number } = {},
): Promise<Agreement> {
  const version = more.version ?? newId('agreement')
  return publishAgreement(
    { db: api.store.db, clock: api.clock },
    {
      version,
      bytes: Buffer.from(more.text ?? `Agreement, version ${version}.\r\nWe take care.\n`),
      effectiveAt: more.effectiveAt ?? null,
      graceDays: more.graceDays ?? 30,
    },
  )
}

/** One organization's production environment. */
export interface ProductionSide {
  environmentId: string
  key: string
}

/** Both organizations of the sandbox in production, with a connection of which both sides have terms on record. */
export interface Production {
  source: ProductionSide
  destination: ProductionSide
  connectionId: string
  /** The destination's. */
  templateId: string
  /** The source's; approved. */
  inquiryId: string
}

/** What a template needs to be redeemed into without files. */
export const PLAIN_TEMPLATE = {
  fields: [{ key: 'name-first', type: 'string', label: 'First name', required: true }],
  documents: [],
  verifications: [],
  decision: { passed: 'approved', failed: 'needs_review' },
  'retention-days': null,
}

export async function openProduction(server: TestServer): Promise<Production> {
  const sideOf = async (side: 'source' | 'destination'): Promise<ProductionSide> => {
    const organizationId = server.sandbox[side]['organization-id']
    const environmentId = await newEnvironment(server.connect, 'production', organizationId)
    return { environmentId, key: await newKey(server.connect, environmentId) }
  }
  const [source, destination] = [await sideOf('source'), await sideOf('destination')]
  const post = (side: ProductionSide, path: string, values: Record<string, unknown> = {}) =>
    done(server.call(side.key, 'POST', path, { body: attributes(values) }))
  const patch = (side: ProductionSide, path: string, values: Record<string, unknown>) =>
    done(server.call(side.key, 'PATCH', path, { body: attributes(values) }))

  const to = { 'destination-organization-id': server.sandbox.destination['organization-id'] }
  const connectionId = await post(source, '/connect/connections', to)
  await done(server.call(destination.key, 'POST', `/connect/connections/${connectionId}/accept`))
  const terms = { terms: { url: 'https://terms.example/', version: '1' } }
  for (const side of [source, destination]) await patch(side, `/connect/connections/${connectionId}`, terms)

  const profile = await post(source, '/inquiry-templates', { name: 'Profile', document: PLAIN_TEMPLATE })
  const held = { 'inquiry-template-id': profile, fields: { 'name-first': 'Ada' } }
  const inquiryId = await post(source, '/inquiries', held)
  await done(server.call(source.key, 'POST', `/inquiries/${inquiryId}/approve`))
  const account = { name: 'Account', document: PLAIN_TEMPLATE }
  const templateId = await post(destination, '/inquiry-templates', account)
  return { source, destination, connectionId, templateId, inquiryId }
}

/** The identifier of what was made; throws the answer where it is no success. */
export async function done(answering: ReturnType<TestServer['call']>): Promise<string> {
  const { status, json, text } = await answering
  if (status >= 300) throw new Error(text)
  return json.data.id
}

/** Signs a version for the organization of a key. */
export const sign = (server: TestServer, key: string, { id, hash }: Pick<Agreement, 'id' | 'hash'>) =>
  server.call(key, 'POST', '/connect/agreement-signatures', {
    body: attributes({
      'agreement-id': id,
      'document-hash': hash,
      'signer-name': 'Ada Example',
      'signer-title': 'Director',
      'signer-email': 'ada@bank.example',
    }),
  })

/** Asks for a share token in production. */
export const mintReal = (server: TestServer, { source, connectionId, inquiryId }: Production) =>
  server.call(source.key, 'POST', '/connect/share-tokens', {
    body: attributes({ 'connection-id': connectionId, 'source-id': inquiryId }),
  })

/** Redeems one in production by the destination's backend, into a new inquiry of its own. */
export async function redeemReal(
  server: TestServer,
  { destination, templateId }: Production,
  tokenId: string,
) {
  const wanted = attributes({ 'inquiry-template-id': templateId })
  const inquiryId = await done(server.call(destination.key, 'POST', '/inquiries', { body: wanted }))
  return server.call(destination.key, 'POST', `/connect/share-tokens/${tokenId}/redeem`, {
    body: attributes({ 'destination-id': inquiryId }),
  })
}
