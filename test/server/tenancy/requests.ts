import { TEMPLATE } from '../fuzz/setting.ts'
import { attributes } from '../harness.ts'
import {
  account,
  activeConnection,
  apiKey,
  CAN_SHARE,
  CONSENT,
  connection,
  consent,
  expiredInquiry,
  inactiveConnection,
  inquiry,
  inquirySession,
  invite,
  inviteSecret,
  LIST,
  make,
  newestAuditEntry,
  newestEvent,
  newPerson,
  ofConnection,
  ofTemplate,
  part,
  person,
  redemption,
  referenceList,
  runningWorkflow,
  sealedAuditEntry,
  session,
  shareRequest,
  signature,
  signed,
  statement,
  template,
  token,
  transaction,
  usageEntry,
  verification,
  WEBHOOK,
  WORKFLOW,
  webhook,
  webhookDelivery,
  workflow,
  workflowRun,
} from './objects.ts'
import type { Side, World } from './world.ts'

/** A request that its owner may make, about an object that was made for it. */
export interface Request {
  /** The identifier in the path. */
  id?: string
  body?: unknown
  /** Parameters that the operation cannot do without. */
  query?: string
}

export interface Entry {
  owner: Side
  /** What the other side of the connection is answered; what is not shared does not exist for it. */
  otherSide: 'done' | 'forbidden' | 'not found'
  /** Set for what belongs to the whole organization, which a key of production alone is asked about. */
  ofOrganization?: true
  make(world: World): Promise<Request>
}

const entry = (owner: Side, make: Entry['make'], otherSide: Entry['otherSide'] = 'not found'): Entry => ({
  owner,
  otherSide,
  make,
})

/** About the people of an organization; keys have no permission for that at first. */
const ofPeople = (make: Entry['make']): Entry => ({
  ...entry('destination', make, 'forbidden'),
  ofOrganization: true,
})

/** A request about an object by its identifier. */
const on =
  (create: (world: World) => Promise<string>, body?: unknown): Entry['make'] =>
  async world => ({ id: await create(world), body })

const TAG = { meta: { 'tag-name': 'walked' } }
const NOTHING = attributes({})

/**
 * Every operation with an API key, by its method and path, with a request that its owner may make. An operation that
 * is missing here fails the walk by its name: add `'METHOD /path': entry(owner, on(create, body))`.
 */
export const REQUESTS: Readonly<Record<string, Entry>> = {
  'GET /connect/connections/:id': entry('source', on(connection), 'done'),
  'PATCH /connect/connections/:id': entry(
    'source',
    on(connection, attributes({ 'unbound-tokens': 'refused' })),
    'forbidden',
  ),
  'GET /connect/connections/:id/alignment': entry('destination', async world => ({
    id: await activeConnection(world),
    query: `inquiry-template-id=${world.server.sandbox['destination-inquiry-template-id']}`,
  })),
  'POST /connect/connections': entry('source', async ({ server }) => ({
    body: attributes({ 'destination-organization-id': server.sandbox.destination['organization-id'] }),
  })),
  'POST /connect/connections/:id/accept': entry('destination', on(connection), 'forbidden'),
  'POST /connect/connections/:id/deactivate': entry('source', on(activeConnection), 'done'),
  'POST /connect/connections/:id/reactivate': entry('source', on(inactiveConnection), 'forbidden'),
  'POST /connect/connection-invites': entry('source', async () => ({ body: NOTHING })),
  'GET /connect/connection-invites/:id': entry('source', on(invite)),
  'POST /connect/connection-invites/:id/revoke': entry('source', on(invite)),
  // Whoever holds the secret form may: that is what an invite is. What it hides is told of in its own tests.
  'POST /connect/connection-invites/preview': entry('destination', async world => ({
    body: attributes({ invite: await inviteSecret(world) }),
  })),
  'POST /connect/connection-invites/accept': entry('destination', async world => ({
    body: attributes({ invite: await inviteSecret(world) }),
  })),
  'POST /connect/share-tokens': entry('source', async world => ({
    body: attributes({
      ...ofConnection(world),
      'source-id': await world.server.inquiryOf('complete'),
      'share-request-id': await shareRequest(world),
      'consent-id': await consent(world),
    }),
  })),
  'POST /connect/share-tokens/batch': entry('source', async world => ({
    body: attributes({ ...ofConnection(world), 'source-ids': [await world.server.inquiryOf('complete')] }),
  })),
  'GET /connect/share-tokens/:id': entry('destination', on(token), 'done'),
  'POST /connect/share-tokens/:id/preview': entry(
    'destination',
    async world => ({ id: await token(world), body: attributes(ofTemplate(world)) }),
    'forbidden',
  ),
  'POST /connect/share-tokens/:id/redeem': entry(
    'destination',
    async world => ({
      id: await token(world),
      body: attributes({
        'destination-id': await inquiry(world),
        'consent-id': await make(
          world,
          'destination',
          '/connect/consents',
          attributes({ ...ofConnection(world), ...CAN_SHARE }),
        ),
      }),
    }),
    'forbidden',
  ),
  'POST /connect/share-tokens/:id/expire': entry('source', on(token), 'forbidden'),
  'GET /connect/share-requests/:id': entry('source', on(shareRequest), 'done'),
  'POST /connect/share-requests/:id/consents': entry(
    'source',
    async world => {
      const id = await shareRequest(world)
      const { json } = await world.server.asSource('GET', `/connect/share-requests/${id}`)
      const hash = json.data.attributes['notice-hash']
      const body = { decision: 'declined', 'data-types': [], 'notice-hash': hash, locale: 'en' }
      return { id, body: attributes(body) }
    },
    'forbidden',
  ),
  'POST /connect/sessions': entry('destination', async world => ({
    body: attributes({
      ...ofTemplate(world),
      ...ofConnection(world),
      purpose: 'Walk',
      'allowed-origins': ['https://bank.example'],
    }),
  })),
  'POST /connect/consents': entry('source', async world => ({
    body: attributes({ ...ofConnection(world), ...CONSENT }),
  })),
  'GET /connect/consents/:id': entry('source', on(consent)),
  'GET /connect/consents/:id/receipt': entry('source', on(consent)),
  'POST /connect/consents/:id/withdraw': entry('source', on(consent)),
  'GET /connect/reference-lists': entry('destination', async () => ({})),
  'POST /connect/reference-lists': entry('destination', async () => ({ body: LIST })),
  'GET /connect/reference-lists/:id': entry('destination', on(referenceList)),
  'PATCH /connect/reference-lists/:id': entry(
    'destination',
    on(referenceList, attributes({ name: 'Walked' })),
  ),
  'DELETE /connect/reference-lists/:id': entry('destination', on(referenceList)),
  'GET /connect/redemptions/:id': entry('destination', on(redemption)),
  'GET /connect/redemptions/:id/receipt': entry('destination', on(redemption)),
  'GET /connect/redemptions/:id/events': entry('destination', on(redemption)),
  'GET /connect/usage-entries': entry('destination', async () => ({})),
  'GET /connect/usage-entries/:id': entry('destination', on(usageEntry)),
  'GET /connect/statements': entry('destination', async () => ({})),
  'GET /connect/statements/:id': entry('destination', on(statement)),
  'GET /connect/statistics': entry('destination', async () => ({})),
  'GET /connect/price-lists': entry('destination', async () => ({})),
  'POST /inquiries': entry('destination', async world => ({
    body: attributes({ ...ofTemplate(world), 'account-id': await account(world) }),
  })),
  'GET /inquiries/:id': entry('destination', on(inquiry)),
  'PATCH /inquiries/:id': entry('destination', on(inquiry, attributes({ note: 'walked' }))),
  'DELETE /inquiries/:id': entry('destination', on(inquiry)),
  'POST /inquiries/:id/approve': entry('destination', on(inquiry)),
  'POST /inquiries/:id/decline': entry('destination', on(inquiry)),
  'POST /inquiries/:id/mark-for-review': entry('destination', on(inquiry)),
  'POST /inquiries/:id/expire': entry('destination', on(inquiry)),
  'POST /inquiries/:id/resume': entry('destination', on(expiredInquiry)),
  'POST /inquiries/:id/generate-one-time-link': entry('destination', on(inquiry)),
  'POST /inquiries/:id/add-tag': entry('destination', on(inquiry, TAG)),
  'POST /inquiries/:id/remove-tag': entry('destination', on(inquiry, TAG)),
  'POST /inquiries/:id/set-tags': entry('destination', on(inquiry, { meta: { 'tag-name': ['walked'] } })),
  'POST /inquiries/:id/perform-simulate-actions': entry(
    'destination',
    on(inquiry, { meta: { 'simulate-actions': [{ type: 'start_inquiry' }] } }),
  ),
  'GET /connect/sessions/:id/codes': entry(
    'destination',
    on(async world => (await session(world)).id),
  ),
  'POST /inquiry-sessions': entry('destination', async world => ({
    body: attributes({ 'inquiry-id': await inquiry(world) }),
  })),
  'GET /inquiry-sessions/:id': entry('destination', on(inquirySession)),
  'POST /inquiry-sessions/:id/expire': entry('destination', on(inquirySession)),
  'POST /inquiry-sessions/:id/generate-one-time-link': entry('destination', on(inquirySession)),
  'POST /inquiry-sessions/expire-all': entry('destination', async world => ({
    body: { meta: { 'inquiry-ids': [await inquiry(world)] } },
  })),
  'POST /inquiry-templates': entry('destination', async () => ({
    body: attributes({ name: 'Walk', document: TEMPLATE }),
  })),
  'GET /inquiry-templates/:id': entry('destination', on(template)),
  'POST /inquiry-templates/:id/versions': entry(
    'destination',
    on(template, attributes({ document: TEMPLATE })),
  ),
  'POST /inquiry-templates/:id/dry-run': entry('destination', async world => ({
    id: await template(world),
    body: attributes({ 'inquiry-id': await inquiry(world) }),
  })),
  'GET /verifications/:id': entry('destination', on(verification)),
  'GET /verification/government-ids/:id': entry('destination', on(part('verifications', /government-id$/))),
  'GET /verification/selfies/:id': entry('destination', on(part('verifications', /selfie$/))),
  'GET /verification/documents/:id': entry('destination', on(part('verifications', /\/document$/))),
  'GET /verification/databases/:id': entry('destination', on(part('verifications', /database$/))),
  'GET /verification/phone-numbers/:id': entry('destination', on(part('verifications', /phone-number$/))),
  'GET /verification/email-addresses/:id': entry('destination', on(part('verifications', /email-address$/))),
  'DELETE /verifications/:id': entry('destination', on(verification)),
  'GET /documents/:id': entry('destination', on(part('documents', /./))),
  'GET /document/government-ids/:id': entry('destination', on(part('documents', /government-id$/))),
  'GET /document/generics/:id': entry('destination', on(part('documents', /generic$/))),
  'POST /accounts': entry('destination', async () => ({ body: NOTHING })),
  'GET /accounts/:id': entry('destination', on(account)),
  'PATCH /accounts/:id': entry('destination', on(account, attributes({ tags: ['walked'] }))),
  'DELETE /accounts/:id': entry('destination', on(account)),
  'POST /transactions': entry('destination', async () => ({ body: NOTHING })),
  'GET /transactions/:id': entry('destination', on(transaction)),
  'PATCH /transactions/:id': entry('destination', on(transaction, attributes({ tags: ['walked'] }))),
  'DELETE /transactions/:id': entry('destination', on(transaction)),
  'GET /events/:id': entry('destination', on(newestEvent)),
  'POST /api-keys': entry('destination', async () => ({ body: attributes({ name: 'Walk' }) })),
  'GET /api-keys/:id': entry('destination', on(apiKey)),
  'PATCH /api-keys/:id': entry('destination', on(apiKey, attributes({ name: 'Walked' }))),
  'POST /api-keys/:id/expire': entry('destination', on(apiKey, { meta: { 'expires-in-seconds': 60 } })),
  'POST /api-keys/:id/clone': entry('destination', on(apiKey)),
  'GET /operators': ofPeople(async () => ({})),
  'POST /operators': ofPeople(async () => ({ body: newPerson() })),
  'GET /operators/:id': ofPeople(on(person)),
  'PATCH /operators/:id': ofPeople(on(person, attributes({ role: 'operator' }))),
  'DELETE /operators/:id': ofPeople(on(person)),
  'POST /webhooks': entry('destination', async () => ({ body: attributes(WEBHOOK) })),
  'GET /webhooks/:id': entry('destination', on(webhook)),
  'PATCH /webhooks/:id': entry('destination', on(webhook, attributes({ name: 'Walked' }))),
  ...Object.fromEntries(
    ['enable', 'disable', 'archive', 'rotate-secret', 'clone', 'redeliver'].map(action => [
      `POST /webhooks/:id/${action}`,
      entry('destination', on(webhook)),
    ]),
  ),
  'GET /webhook-deliveries/:id': entry('destination', on(webhookDelivery)),
  'POST /webhook-deliveries/:id/redeliver': entry('destination', on(webhookDelivery)),
  'POST /workflows': entry('destination', async () => ({ body: attributes(WORKFLOW) })),
  'GET /workflows/:id': entry('destination', on(workflow)),
  'PATCH /workflows/:id': entry('destination', on(workflow, attributes({ name: 'Walked' }))),
  ...Object.fromEntries(
    ['enable', 'disable', 'archive'].map(action => [
      `POST /workflows/:id/${action}`,
      entry('destination', on(workflow)),
    ]),
  ),
  'POST /workflows/:id/trigger': entry('destination', on(runningWorkflow, attributes({ fields: {} }))),
  'POST /workflows/:id/dry-run': entry('destination', on(workflow, attributes({}))),
  'GET /workflow-runs/:id': entry('destination', on(workflowRun)),
  'GET /connect/agreements': entry('destination', async () => ({})),
  'GET /connect/agreement-signatures': entry('destination', async () => ({})),
  'POST /connect/agreement-signatures': entry('destination', async world => ({
    body: await signature(world),
  })),
  'GET /connect/agreement-signatures/:id': entry('destination', on(signed)),
  'GET /connect/audit-entries/:id': entry('destination', on(newestAuditEntry)),
  'GET /connect/audit-entries/:id/proof': entry('destination', on(sealedAuditEntry)),
  'POST /connect/sandbox/reset': entry('destination', async () => ({})),
  'GET /rate-limits': entry('destination', async () => ({})),
  ...Object.fromEntries(
    [
      '/connect/connections',
      '/connect/redemptions',
      '/connect/audit-entries',
      '/connect/audit-roots',
      '/inquiry-sessions',
      '/inquiry-templates',
      '/accounts',
      '/transactions',
      '/api-keys',
      '/webhooks',
      '/webhook-deliveries',
      '/workflows',
      '/workflow-runs',
    ].map(path => [`GET ${path}`, entry('destination', async () => ({}))]),
  ),
  'GET /connect/share-tokens': entry('destination', async ({ server }) => ({
    query: `filter[connection-id]=${server.sandbox['connection-id']}`,
  })),
  'GET /inquiries': entry('destination', async world => ({
    query: `filter[inquiry-id]=${await inquiry(world)}`,
  })),
  'GET /workflow-versions': entry('destination', async world => ({
    query: `filter[workflow-id]=${await workflow(world)}`,
  })),
  'GET /events': entry('destination', async world => ({
    query: `filter[object-id]=${await account(world)}`,
  })),
  'GET /connect/connection-invites': entry('source', async () => ({})),
  'GET /connect/consents': entry('source', async () => ({})),
  'GET /inquiry-template-versions': entry('destination', async ({ server }) => ({
    query: `filter[inquiry-template-id]=${server.sandbox['destination-inquiry-template-id']}`,
  })),
}
