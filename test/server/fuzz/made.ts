import { sealAudit } from '../../../server/audit/seal.ts'
import { attributes, decide, followToEnd, mint, redeem } from '../harness.ts'
import { newSession, TEMPLATE } from './setting.ts'
import type { Side, World } from './world.ts'

/** What a request of the fuzz stands on, made through the API as either side would. */

/** Makes an object as one side; its identifier. */
export async function make({ server }: World, side: Side, path: string, body: unknown = {}): Promise<string> {
  const answer = await (side === 'source' ? server.asSource : server.asDestination)('POST', path, body)
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
  return answer.json.data.id
}

/** A picture by its signature, in base64. */
export const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).toString('base64')

export const sandboxTemplate = ({ server }: World) => ({
  'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
})

export const newConnection = (world: World): Promise<string> => {
  const destination = world.server.sandbox.destination['organization-id']
  return make(
    world,
    'source',
    '/connect/connections',
    attributes({ 'destination-organization-id': destination }),
  )
}

export const newInvite = (world: World): Promise<string> =>
  make(world, 'source', '/connect/connection-invites', attributes({}))

export const newInviteSecret = async ({ server }: World): Promise<string> => {
  const { json } = await server.asSource('POST', '/connect/connection-invites', attributes({}))
  return new URL(json.meta['invite-url']).hash.slice(1)
}

/** An inquiry that a redemption of its own has filled and finished. */
export const newRedeemed = async ({ server }: World): Promise<string> => {
  const session = await newSession(server)
  await decide(server, session)
  const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
  await redeem(server, session, token.id)
  await followToEnd(server, session)
  return session.inquiryId
}

export const newInquiry = (world: World): Promise<string> =>
  make(world, 'destination', '/inquiries', attributes(sandboxTemplate(world)))

export const newTemplate = (world: World): Promise<string> =>
  make(world, 'destination', '/inquiry-templates', attributes({ name: 'Fuzz', document: TEMPLATE }))

export const newInquirySession = async (world: World): Promise<string> =>
  make(world, 'destination', '/inquiry-sessions', attributes({ 'inquiry-id': await newInquiry(world) }))

export const newToken = async ({ server }: World): Promise<string> => (await mint(server)).id

export const ofConnection = ({ server }: World) => ({ 'connection-id': server.sandbox['connection-id'] })

/** A template that wants the e-mail address confirmed. */
export const withCode = async (world: World): Promise<string> => {
  const code = { kind: 'email-address', required: true, checks: [], 'confirmation-code': true } as const
  const document = { ...TEMPLATE, verifications: [code] }
  return make(world, 'destination', '/inquiry-templates', attributes({ name: 'Fuzz', document }))
}

/** A session in which everything but the name, the birthdate and the e-mail address is missing; its secret. */
export async function newAwaitingSession({ server }: World, templateId?: string): Promise<string> {
  const session = await newSession(server, templateId ? { 'inquiry-template-id': templateId } : {})
  await decide(server, session)
  const token = await mint(server, 'complete', {
    'share-request-id': session.shareRequestId,
    'data-types': ['name', 'birthdate', 'email-address'],
  })
  await redeem(server, session, token.id)
  await followToEnd(server, session)
  return session.secret
}

export const newConsent = (world: World): Promise<string> => {
  const shown = { decision: 'granted', 'data-types': ['name'], notice: 'We share your name.', locale: 'en' }
  return make(world, 'source', '/connect/consents', attributes({ ...ofConnection(world), ...shown }))
}

/** The secret of a session in which the person has agreed. */
export async function decided(server: World['server']): Promise<string> {
  const session = await newSession(server)
  await decide(server, session)
  return session.secret
}

export const LIST = { name: 'Fuzz', rows: [{ 'name-last': 'Norrvinge' }] }
export const newReferenceList = (world: World): Promise<string> =>
  make(world, 'destination', '/connect/reference-lists', attributes(LIST))

export const newApiKey = (world: World): Promise<string> =>
  make(world, 'destination', '/api-keys', attributes({ name: 'Fuzz' }))

export async function newPerson({ server }: World, key: string): Promise<string> {
  const body = attributes({ name: 'Nora', email: 'nora@bank.example', role: 'viewer' })
  return (await server.call(key, 'POST', '/operators', { body })).json.data.id
}

/** Nothing can be sent there: the name leads nowhere (RFC 6761). */
export const WEBHOOK_URL = { url: 'https://bank.invalid/webhooks' }

/** Names of headers are not the document's to say. */
export const WEBHOOK_OPEN = ['custom-http-headers']

export const newWebhook = (world: World): Promise<string> =>
  make(
    world,
    'destination',
    '/webhooks',
    attributes({ name: 'Fuzz', ...WEBHOOK_URL, 'enabled-events': ['account.created'] }),
  )

export const newWebhookDelivery = async (world: World): Promise<string> => {
  const id = await newWebhook(world)
  await make(world, 'destination', `/webhooks/${id}/enable`)
  await make(world, 'destination', '/accounts', attributes({}))
  await make(world, 'destination', `/webhooks/${id}/disable`)
  const { json } = await world.server.asDestination('GET', `/webhook-deliveries?filter[webhook-id]=${id}`)
  return json.data[0].id
}

export const WORKFLOW = {
  document: {
    trigger: { type: 'api', about: 'nothing' },
    steps: [{ type: 'wait', name: 'wait', seconds: 3600 }],
  },
}

export const newWorkflow = (world: World): Promise<string> =>
  make(world, 'destination', '/workflows', attributes({ name: 'Fuzz', ...WORKFLOW }))

export const newRunningWorkflow = async (world: World): Promise<string> =>
  make(world, 'destination', `/workflows/${await newWorkflow(world)}/enable`)

export const newSealedEntry = async (world: World): Promise<string> => {
  await make(world, 'destination', '/accounts', attributes({}))
  const { json } = await world.server.asDestination('GET', '/connect/audit-entries?page[size]=1')
  await sealAudit(world.server.connect.api)
  return json.data[0].id
}
