import { attributes, decide, mint } from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'
import { publish } from '../production.ts'
import {
  decided,
  LIST,
  make,
  newApiKey,
  newAwaitingSession,
  newConnection,
  newConsent,
  newInquiry,
  newInquirySession,
  newInvite,
  newInviteSecret,
  newPerson,
  newRedeemed,
  newReferenceList,
  newRunningWorkflow,
  newSealedEntry,
  newTemplate,
  newToken,
  newWebhook,
  newWebhookDelivery,
  newWorkflow,
  ofConnection,
  PICTURE,
  sandboxTemplate,
  WEBHOOK_OPEN,
  WEBHOOK_URL,
  WORKFLOW,
  withCode,
} from './made.ts'
import { newSession, TEMPLATE } from './setting.ts'
import type { Side, World } from './world.ts'

/** What a request stands on that was made for it alone. */
export interface Prepared {
  /** The identifier in the path. */
  id?: string
  /** The session's client secret, or a key of another environment than the side's own. */
  secret?: string
  /** Attributes, and members of `meta`, that must be so in the place of what was made up. */
  attributes?: Record<string, unknown>
  meta?: Record<string, unknown>
}

/** How to make a request that must be done, whatever else is in it. */
export interface Recipe {
  side: Side
  /** How often it is tried; less where much has to be prepared. */
  weight: number
  /** Attributes, or members of `meta`, that would make it depend on more than what was prepared. */
  leaveOut?: readonly string[]
  /** Attributes without which even a well-formed request breaks a rule that the document has no words for. */
  given?(world: World): Record<string, unknown>
  prepare?(world: World): Promise<Prepared>
  /** Whether even a wrong request needs what is prepared: it would take away what everything stands on. */
  apart?: boolean
}

/** A recipe of a request about an object that is made for it. */
const about = (
  side: Side,
  create: (world: World) => Promise<string>,
  rest: Partial<Recipe> = {},
): Recipe => ({
  side,
  weight: 1,
  prepare: async world => ({ id: await create(world) }),
  ...rest,
})

/** About the people of an organization of the request's own, by a key that may decide about all of them. */
const aboutPeople = (create: (world: World, key: string) => Promise<string | undefined>): Recipe => ({
  side: 'destination',
  weight: 1,
  async prepare(world) {
    const { connect } = world.server
    const secret = await newKey(connect, await newEnvironment(connect))
    const id = await create(world, secret)
    return { secret, ...(id === undefined ? {} : { id }) }
  },
})

/** The recipes, by `operationId`. An operation that only reads needs none. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  'connections-create': {
    side: 'source',
    weight: 3,
    given: ({ server }) => ({ 'destination-organization-id': server.sandbox.destination['organization-id'] }),
  },
  'connection-invites-create': { side: 'source', weight: 2 },
  'connection-invites-revoke': about('source', newInvite),
  'connection-invites-preview': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({ attributes: { invite: await newInviteSecret(world) } }),
  },
  'connection-invites-accept': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({ attributes: { invite: await newInviteSecret(world) } }),
  },
  'connections-accept': about('destination', newConnection),
  'connections-deactivate': about('source', newConnection),
  'connections-reactivate': about('source', async world =>
    make(world, 'source', `/connect/connections/${await newConnection(world)}/deactivate`),
  ),
  'share-tokens-create': {
    side: 'source',
    weight: 5,
    leaveOut: ['share-request-id', 'consent-id'],
    prepare: async world => ({ attributes: { ...ofConnection(world), 'source-id': world.inquiryId } }),
  },
  'share-tokens-batch': {
    side: 'source',
    weight: 2,
    prepare: async world => ({
      attributes: { ...ofConnection(world), 'source-ids': [world.inquiryId, world.inquiryId] },
    }),
  },
  'share-tokens-preview': about('destination', newToken, { given: sandboxTemplate }),
  'share-tokens-redeem': {
    side: 'destination',
    weight: 1,
    leaveOut: ['consent-id', 'field-mappings'],
    prepare: async world => ({
      id: await newToken(world),
      attributes: { 'destination-id': await newInquiry(world) },
    }),
  },
  'share-tokens-expire': about('source', newToken),
  'share-requests-consents': {
    side: 'source',
    weight: 1,
    async prepare({ server }) {
      const { shareRequestId } = await newSession(server)
      const { json } = await server.asSource('GET', `/connect/share-requests/${shareRequestId}`)
      const { 'data-types': types, 'notice-hash': hash } = json.data.attributes
      const granted = types.map(({ name }: { name: string }) => name)
      return {
        id: shareRequestId,
        attributes: { decision: 'granted', 'data-types': granted, 'notice-hash': hash },
      }
    },
  },
  'sessions-create': {
    side: 'destination',
    weight: 2,
    given: world => ({ ...sandboxTemplate(world), ...ofConnection(world) }),
  },
  'session-consents': {
    side: 'destination',
    weight: 1,
    async prepare({ server }) {
      const { secret, resource } = await newSession(server)
      const { 'data-types': types, 'notice-hash': hash } = resource.attributes
      const granted = types.filter(type => type.available).map(type => type.name)
      return { secret, attributes: { decision: 'granted', 'data-types': granted, 'notice-hash': hash } }
    },
  },
  'session-withdraw': {
    side: 'destination',
    weight: 1,
    prepare: async ({ server }) => ({ secret: await decided(server) }),
  },
  'session-receipt': {
    side: 'destination',
    weight: 1,
    prepare: async ({ server }) => ({ secret: await decided(server) }),
  },
  'session-redemption': {
    side: 'destination',
    weight: 1,
    async prepare({ server }) {
      const session = await newSession(server)
      await decide(server, session)
      const { secretForm } = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
      return { secret: session.secret, attributes: { 'share-token': secretForm } }
    },
  },
  'session-inputs': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({ secret: await newAwaitingSession(world) }),
  },
  'session-inputs-give': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({
      secret: await newAwaitingSession(world),
      attributes: { fields: { 'address-city': 'Anytown', 'address-country-code': 'at' } },
    }),
  },
  'session-codes-send': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({
      secret: await newAwaitingSession(world, await withCode(world)),
      attributes: { kind: 'email-address' },
    }),
  },
  'session-codes-confirm': {
    side: 'destination',
    weight: 1,
    async prepare(world) {
      const secret = await newAwaitingSession(world, await withCode(world))
      const body = attributes({ kind: 'email-address' })
      await world.server.call(secret, 'POST', '/connect/session/codes', { body })
      const [id = ''] = secret.split('.')
      const { json } = await world.server.asDestination('GET', `/connect/sessions/${id}/codes`)
      return { secret, attributes: { kind: 'email-address', code: json.data[0].attributes.code } }
    },
  },
  // Of an environment of its own: everything else stands on those of the sides.
  'sandbox-reset': {
    side: 'destination',
    weight: 1,
    apart: true,
    prepare: async ({ server: { connect } }) => ({
      secret: await newKey(connect, await newEnvironment(connect)),
    }),
  },
  'agreement-signatures-create': {
    side: 'destination',
    weight: 1,
    async prepare({ server }) {
      const { id, hash } = await publish(server.connect)
      return { attributes: { 'agreement-id': id, 'document-hash': hash } }
    },
  },
  'consents-create': {
    side: 'source',
    weight: 2,
    prepare: async world => ({
      attributes: { ...ofConnection(world), decision: 'granted', 'data-types': ['name', 'birthdate'] },
    }),
  },
  'consents-withdraw': about('source', newConsent),
  'reference-lists-create': { side: 'destination', weight: 1, given: () => LIST },
  'reference-lists-update': about('destination', newReferenceList, { leaveOut: ['rows'] }),
  'reference-lists-delete': about('destination', newReferenceList),
  'inquiries-create': {
    side: 'destination',
    weight: 3,
    leaveOut: [
      'fields',
      'account-id',
      'template-id',
      'inquiry-template-version-id',
      'auto-create-account',
      'auto-create-account-type-id',
      'auto-create-account-reference-id',
    ],
    given: sandboxTemplate,
  },
  'inquiries-update': about('destination', newInquiry, { leaveOut: ['fields'] }),
  'inquiries-delete': about('destination', newInquiry),
  'inquiries-approve': about('destination', newInquiry),
  'inquiries-decline': about('destination', newInquiry),
  'inquiries-mark-for-review': about('destination', newInquiry),
  'inquiries-expire': about('destination', newInquiry),
  'inquiries-resume': about('destination', async world =>
    make(world, 'destination', `/inquiries/${await newInquiry(world)}/expire`),
  ),
  'inquiries-generate-one-time-link': about('destination', newInquiry),
  'inquiries-add-tag': about('destination', newInquiry),
  'inquiries-set-tags': about('destination', newInquiry),
  'inquiries-perform-simulate-actions': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({
      id: await newInquiry(world),
      meta: { 'simulate-actions': [{ type: 'start_inquiry' }, { type: 'complete_inquiry' }] },
    }),
  },
  'inquiry-sessions-create': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({ attributes: { 'inquiry-id': await newInquiry(world) } }),
  },
  'inquiry-sessions-expire': about('destination', newInquirySession),
  'inquiry-sessions-generate-one-time-link': about('destination', newInquirySession),
  'inquiry-templates-create': { side: 'destination', weight: 1, given: () => ({ document: TEMPLATE }) },
  'inquiry-templates-versions': about('destination', newTemplate, { given: () => ({ document: TEMPLATE }) }),
  'inquiry-templates-dry-run': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({
      id: await newTemplate(world),
      attributes: { 'inquiry-id': await newInquiry(world) },
    }),
  },
  'verifications-delete': about('destination', async world => {
    const inquiryId = await newRedeemed(world)
    const inquiry = await world.server.asDestination('GET', `/inquiries/${inquiryId}`)
    return inquiry.json.data.relationships.verifications.data[0].id
  }),
  'statements-retrieve': about('destination', async world => {
    await newRedeemed(world)
    return (await world.server.asDestination('GET', '/connect/statements')).json.data[0].id
  }),
  'accounts-create': {
    side: 'destination',
    weight: 3,
    leaveOut: ['account-type-id', 'upsert-by', 'fields', 'reference-id'],
    given: () => ({ 'selfie-photo': { data: { data: PICTURE, filename: 'me.png' } } }),
  },
  'transactions-create': {
    side: 'destination',
    weight: 3,
    leaveOut: ['transaction-type-id', 'fields', 'reference-id'],
  },
  'audit-entries-proof': about('destination', newSealedEntry),
  'api-keys-create': { side: 'destination', weight: 1, leaveOut: ['permissions'] },
  'api-keys-update': about('destination', newApiKey, { leaveOut: ['permissions'] }),
  'api-keys-expire': about('destination', newApiKey),
  'api-keys-clone': about('destination', newApiKey),
  'operators-list': aboutPeople(async () => undefined),
  'operators-retrieve': aboutPeople(newPerson),
  'operators-create': aboutPeople(async () => undefined),
  'operators-update': aboutPeople(newPerson),
  'operators-delete': aboutPeople(newPerson),
  'webhooks-create': { side: 'destination', weight: 2, given: () => WEBHOOK_URL, leaveOut: WEBHOOK_OPEN },
  'webhooks-update': about('destination', newWebhook, { given: () => WEBHOOK_URL, leaveOut: WEBHOOK_OPEN }),
  'webhooks-enable': about('destination', newWebhook),
  'webhooks-disable': about('destination', newWebhook),
  'webhooks-archive': about('destination', newWebhook),
  'webhooks-rotate-secret': about('destination', newWebhook),
  'webhooks-clone': about('destination', newWebhook),
  'webhooks-redeliver': about('destination', newWebhook),
  'workflows-create': { side: 'destination', weight: 2, given: () => WORKFLOW },
  'workflows-update': about('destination', newWorkflow, { given: () => WORKFLOW }),
  'workflows-enable': about('destination', newWorkflow),
  'workflows-disable': about('destination', newWorkflow),
  'workflows-archive': about('destination', newWorkflow),
  'workflows-dry-run': about('destination', newWorkflow, {
    leaveOut: ['event-id'],
    given: () => ({ fields: {} }),
  }),
  'workflows-trigger': {
    side: 'destination',
    weight: 1,
    prepare: async world => ({ id: await newRunningWorkflow(world), attributes: { fields: {} } }),
  },
  'webhook-deliveries-redeliver': about('destination', newWebhookDelivery),
}
