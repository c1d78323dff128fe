import { sealAudit } from '../../../server/audit/seal.ts'
import { newId } from '../../../server/ids.ts'
import { TEMPLATE } from '../fuzz/setting.ts'
import { attributes, decide, followToEnd, mint, openSession, redeem } from '../harness.ts'
import { publish } from '../production.ts'
import type { Side, World } from './world.ts'

/** What requests are about: each makes what it stands on, by the API, and answers its identifier. */

export async function make({ server }: World, side: Side, path: string, body: unknown = {}): Promise<string> {
  const answer = await server.call(server.sandbox[side]['api-key'], 'POST', path, { body })
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
  return answer.json.data.id
}

export const ofConnection = ({ server }: World) => ({ 'connection-id': server.sandbox['connection-id'] })
export const ofTemplate = ({ server }: World) => ({
  'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
})
export const CONSENT = {
  decision: 'granted',
  'data-types': ['name'],
  notice: 'We share your name.',
  locale: 'en',
}
export const CAN_SHARE = { ...CONSENT, 'data-types': ['name', 'birthdate', 'address', 'government-id'] }

export const connection = async (world: World): Promise<string> => {
  const to = { 'destination-organization-id': world.server.sandbox.destination['organization-id'] }
  return make(world, 'source', '/connect/connections', attributes(to))
}
export const activeConnection = async (world: World): Promise<string> => {
  const id = await connection(world)
  await make(world, 'destination', `/connect/connections/${id}/accept`)
  return id
}
export const inactiveConnection = async (world: World): Promise<string> =>
  make(world, 'source', `/connect/connections/${await connection(world)}/deactivate`)
export const invite = (world: World) => make(world, 'source', '/connect/connection-invites', attributes({}))
export const inviteSecret = async ({ server }: World): Promise<string> => {
  const { json } = await server.asSource('POST', '/connect/connection-invites', attributes({}))
  return new URL(json.meta['invite-url']).hash.slice(1)
}
export const token = async ({ server }: World): Promise<string> => (await mint(server, 'complete')).id
export const LIST = attributes({ name: 'Walk', rows: [{ 'name-last': 'Norrvinge' }] })
export const referenceList = (world: World) => make(world, 'destination', '/connect/reference-lists', LIST)
export const session = (world: World) => openSession(world.server, 'standard', ofConnection(world))
export const shareRequest = async (world: World): Promise<string> => (await session(world)).shareRequestId
export const consent = (world: World) =>
  make(world, 'source', '/connect/consents', attributes({ ...ofConnection(world), ...CONSENT }))
export const inquiry = (world: World) =>
  make(world, 'destination', '/inquiries', attributes(ofTemplate(world)))
export const expiredInquiry = async (world: World) =>
  make(world, 'destination', `/inquiries/${await inquiry(world)}/expire`)
export const inquirySession = async (world: World) =>
  make(world, 'destination', '/inquiry-sessions', attributes({ 'inquiry-id': await inquiry(world) }))
export const template = (world: World) =>
  make(world, 'destination', '/inquiry-templates', attributes({ name: 'Walk', document: TEMPLATE }))
export const account = (world: World) => make(world, 'destination', '/accounts', attributes({}))
export const transaction = (world: World) => make(world, 'destination', '/transactions', attributes({}))
export const apiKey = (world: World) => make(world, 'destination', '/api-keys', attributes({ name: 'Walk' }))
/** Somebody new who may sign in. */
export const newPerson = () =>
  attributes({ name: 'Nora Walk', email: `${newId('request')}@bank.example`, role: 'viewer' })
export const person = async ({ server, keys }: World): Promise<string> => {
  const answer = await server.call(keys.destination['other environment'], 'POST', '/operators', {
    body: newPerson(),
  })
  return answer.json.data.id
}
/** It hears of nothing that happens here: no attempt is made behind the walk's back. */
export const WEBHOOK = {
  name: 'Walk',
  url: 'https://bank.invalid/webhooks',
  'enabled-events': ['case.created'],
}
export const webhook = (world: World) => make(world, 'destination', '/webhooks', attributes(WEBHOOK))
/** A delivery that stays as it is: one attempt has failed, and its webhook is disabled by now. */
export const webhookDelivery = async (world: World): Promise<string> => {
  const id = await make(
    world,
    'destination',
    '/webhooks',
    attributes({ ...WEBHOOK, 'enabled-events': ['account.created'] }),
  )
  await make(world, 'destination', `/webhooks/${id}/enable`)
  await account(world)
  const path = `/webhook-deliveries?filter[webhook-id]=${id}`
  for (;;) {
    const [delivery] = (await world.server.asDestination('GET', path)).json.data
    if (delivery.attributes['attempts-made'] === 0) continue
    await make(world, 'destination', `/webhooks/${id}/disable`)
    return delivery.id
  }
}

export const WORKFLOW = {
  name: 'Walk',
  document: {
    trigger: { type: 'api', about: 'nothing' },
    steps: [{ type: 'branch', name: 'any', condition: 'true', 'if-true': 'end', 'if-false': 'end' }],
  },
}
export const workflow = (world: World) => make(world, 'destination', '/workflows', attributes(WORKFLOW))
export const runningWorkflow = async (world: World): Promise<string> =>
  make(world, 'destination', `/workflows/${await workflow(world)}/enable`)
/** A run that has ended. */
export const workflowRun = async (world: World): Promise<string> => {
  const fields = attributes({ fields: {} })
  const id = await make(world, 'destination', `/workflows/${await runningWorkflow(world)}/trigger`, fields)
  for (;;) {
    const { json } = await world.server.asDestination('GET', `/workflow-runs/${id}`)
    if (json.data.attributes.status === 'completed') return id
  }
}

/** An inquiry that has everything, by a redemption of its own; what the destination then has. */
async function verified({ server, ...world }: World) {
  const templateId = await template({ server, ...world })
  const opened = await openSession(server, 'standard', {
    ...ofConnection({ server, ...world }),
    'inquiry-template-id': templateId,
  })
  await decide(server, opened)
  const minted = await mint(server, 'complete', { 'share-request-id': opened.shareRequestId })
  const { json } = await redeem(server, opened, minted.id)
  await followToEnd(server, opened)
  const has = (await server.asDestination('GET', `/inquiries/${opened.inquiryId}`)).json.data
  return { redemptionId: json.data.id, relationships: has.relationships, inquiryId: opened.inquiryId }
}

/** The identifier of what a verified inquiry has, of a type. */
export const part =
  (relationship: string, type: RegExp) =>
  async (world: World): Promise<string> => {
    const found = (await verified(world)).relationships[relationship].data
    return found.find((one: { type: string }) => type.test(one.type)).id
  }
export const verification = part('verifications', /./)
export const redemption = async (world: World): Promise<string> => (await verified(world)).redemptionId
export const usageEntry = async (world: World): Promise<string> => {
  const path = `/connect/usage-entries?filter[redemption-id]=${await redemption(world)}`
  return (await world.server.asDestination('GET', path)).json.data[0].id
}
export const statement = async (world: World): Promise<string> => {
  await redemption(world)
  return (await world.server.asDestination('GET', '/connect/statements')).json.data[0].id
}
export const newestEvent = async (world: World): Promise<string> => {
  await account(world)
  return (await world.server.asDestination('GET', '/events?page[size]=1')).json.data[0].id
}

/** The signature of a version that nobody has signed yet. */
export const signature = async ({ server }: World) => {
  const { id, hash } = await publish(server.connect)
  return attributes({
    'agreement-id': id,
    'document-hash': hash,
    'signer-name': 'Ada Walk',
    'signer-title': 'Director',
    'signer-email': 'ada@bank.example',
  })
}
export const signed = async (world: World) =>
  make(world, 'destination', '/connect/agreement-signatures', await signature(world))
export const newestAuditEntry = async (world: World): Promise<string> => {
  await account(world)
  return (await world.server.asDestination('GET', '/connect/audit-entries?page[size]=1')).json.data[0].id
}
export const sealedAuditEntry = async (world: World): Promise<string> => {
  const id = await newestAuditEntry(world)
  await sealAudit(world.server.connect.api)
  return id
}
