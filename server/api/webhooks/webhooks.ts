import type { z } from 'zod'
import { newId } from '../../ids.ts'
import type { Db } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { abandonDeliveries, restartFailed } from '../../store/webhook-deliveries.ts'
import {
  countEnabled,
  findWebhook,
  insertWebhook,
  listWebhooks,
  liveSecrets,
  sealOfWebhook,
  unsealOfWebhook,
  updateWebhook,
  type Webhook,
  type WebhookChange,
} from '../../store/webhooks.ts'
import { newWebhookSecret } from '../../webhooks/secret.ts'
import { problemOf } from '../../webhooks/target.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf, noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf, listDocument, listOf, type Resource } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf, searchFilter } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { attributes, changes, ROTATION_SECONDS_DEFAULT, rotateBody } from './webhook-attributes.ts'
import { redeliverMeta } from './webhook-deliveries.ts'
import {
  webhookResource,
  webhookSchema,
  webhookStatus,
  webhookWithSecretSchema,
  webhookWithSecrets,
} from './webhook-resource.ts'

/** How many webhooks of an environment can be enabled: each event is looked at for each of them. */
const ENABLED_MAX = 50
/** Life of links to files where nothing is said, in seconds (published). */
const FILE_ACCESS_SECONDS = 21_600

export const listParameters = listQuery({
  'filter[status]': webhookStatus.optional(),
  'filter[search]': searchFilter,
})

/** `/webhooks`, as published. A webhook is made disabled; its secret is shown when it is made, cloned or rotated. */
export const webhookRoutes = (api: Api): Route[] => [
  reading(api, '/webhooks', {
    summary: 'List the webhooks of this environment',
    permission: 'webhook.read',
    query: listParameters,
    answers: { 200: listOf(webhookSchema) },
    async answer({ caller, db, query, req }) {
      const filter = { status: query['filter[status]'], search: query['filter[search]'] }
      const page = await listWebhooks(db, caller.environmentId, filter, pageOf(query))
      return ok(listDocument(page, req, webhookResource))
    },
  }),
  writing(api, 'post', '/webhooks', {
    summary: 'Create a webhook, disabled; its secret is shown once',
    permission: 'webhook.write',
    body: attributesOf(attributes),
    answers: { 201: documentOf(webhookWithSecretSchema) },
    answer: async call => created({ data: await create(api, call) }),
  }),
  reading(api, '/webhooks/:id', {
    summary: 'Retrieve a webhook, without its secret',
    permission: 'webhook.read',
    query: noQuery,
    answers: { 200: documentOf(webhookSchema) },
    answer: async ({ caller, db, id }) => ok({ data: webhookResource(await find(db, caller, id)) }),
  }),
  writing(api, 'patch', '/webhooks/:id', {
    summary: 'Change what a webhook hears of, where and how',
    permission: 'webhook.write',
    body: attributesOf(changes),
    answers: { 200: documentOf(webhookSchema) },
    async answer({ caller, db, id, body }) {
      const webhook = await findLive(db, caller, id)
      const vault = await api.vault.of(db, caller.environmentId)
      const change = columnsOf(api, caller, vault, id, body.data.attributes)
      return ok({ data: webhookResource(await set(api, db, webhook, change)) })
    },
  }),
  writing(api, 'post', '/webhooks/:id/enable', {
    summary: 'Let a webhook hear of what happens from now on',
    permission: 'webhook.write',
    body: noBody,
    answers: { 200: documentOf(webhookSchema) },
    async answer({ caller, db, id }) {
      const webhook = await findLive(db, caller, id)
      if (webhook.status === 'disabled' && (await countEnabled(db, caller.environmentId)) >= ENABLED_MAX) {
        throw new ApiError('conflict', `${ENABLED_MAX} webhooks are enabled already`)
      }
      return ok({ data: webhookResource(await set(api, db, webhook, { status: 'enabled' })) })
    },
  }),
  writing(api, 'post', '/webhooks/:id/disable', {
    summary: 'Let a webhook hear of nothing more; what is on its way waits until it is enabled again',
    permission: 'webhook.write',
    body: noBody,
    answers: { 200: documentOf(webhookSchema) },
    async answer({ caller, db, id }) {
      const webhook = await findLive(db, caller, id)
      return ok({ data: webhookResource(await set(api, db, webhook, { status: 'disabled' })) })
    },
  }),
  writing(api, 'post', '/webhooks/:id/archive', {
    summary: 'Archive a webhook for good; what is on its way is not sent any more',
    permission: 'webhook.write',
    body: noBody,
    answers: { 200: documentOf(webhookSchema) },
    async answer({ caller, db, id }) {
      const webhook = await find(db, caller, id)
      await abandonDeliveries(db, webhook.id, api.clock())
      return ok({ data: webhookResource(await set(api, db, webhook, { status: 'archived' })) })
    },
  }),
  writing(api, 'post', '/webhooks/:id/rotate-secret', {
    summary: 'Give a webhook a new secret, shown once; the earlier one signs as well for a while',
    permission: 'webhook.write',
    body: rotateBody,
    answers: { 200: documentOf(webhookWithSecretSchema) },
    answer: async call => ok({ data: await rotate(api, call) }),
  }),
  writing(api, 'post', '/webhooks/:id/clone', {
    summary: 'Make a second webhook like this one, disabled; its secret is shown once',
    permission: 'webhook.write',
    body: noBody,
    answers: { 200: documentOf(webhookWithSecretSchema) },
    answer: async call => ok({ data: await clone(api, call) }),
  }),
  writing(api, 'post', '/webhooks/:id/redeliver', {
    summary: 'Send a webhook every event again that it could not be told of',
    permission: 'webhook.write',
    body: noBody,
    answers: { 200: documentOf(webhookSchema, redeliverMeta) },
    async answer({ caller, db, id }) {
      const webhook = await findLive(db, caller, id)
      const count = await restartFailed(db, webhook.id, api.clock())
      return ok({ data: webhookResource(webhook), meta: { deliveries: count } })
    },
  }),
]

async function find(db: Db, caller: Caller, id: string): Promise<Webhook> {
  const webhook = await findWebhook(db, caller.environmentId, id)
  if (!webhook) throw notFound()
  return webhook
}

async function findLive(db: Db, caller: Caller, id: string): Promise<Webhook> {
  const webhook = await find(db, caller, id)
  if (webhook.status === 'archived') throw new ApiError('conflict', 'the webhook is archived')
  return webhook
}

async function set(api: Api, db: Db, webhook: Webhook, change: WebhookChange): Promise<Webhook> {
  const whole = { ...change, updated_at: api.clock() }
  await updateWebhook(db, webhook, whole)
  return { ...webhook, ...whole }
}

/** The columns that attributes set; those that are not given are left out. */
function columnsOf(
  api: Api,
  caller: Caller,
  vault: EnvironmentVault,
  id: string,
  given: z.infer<typeof changes>,
): WebhookChange {
  const { name, description, url, 'api-key-inflection': inflection } = given
  const { 'custom-http-headers': headers, 'file-access-token-expires-in': fileAccess } = given
  const problem = url === undefined ? null : problemOf(url, caller.environmentKind, api.webhookTargets)
  if (problem) throw new ApiError('unprocessable', `data.attributes.url ${problem}`)
  const { 'enabled-events': events, 'api-attributes-blocklist': blocklist } = given
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(url === undefined ? {} : { url: new URL(url).href }),
    ...(inflection === undefined ? {} : { inflection }),
    ...(blocklist === undefined ? {} : { blocklist_json: JSON.stringify(blocklist) }),
    ...(events === undefined ? {} : { enabled_events_json: JSON.stringify([...new Set(events)]) }),
    ...(fileAccess === undefined ? {} : { file_access_seconds: fileAccess }),
    ...(headers === undefined
      ? {}
      : { sealed_headers: sealOfWebhook(vault, id, 'headers', JSON.stringify(headers)) }),
  }
}

async function create(
  api: Api,
  { caller, db, body }: Call<{ data: { attributes: z.infer<typeof attributes> } }, undefined>,
): Promise<Resource> {
  const { attributes: given } = body.data
  const id = newId('webhook')
  const vault = await api.vault.of(db, caller.environmentId)
  const secret = newWebhookSecret()
  const row: Webhook = {
    id,
    environment_id: caller.environmentId,
    name: given.name,
    description: null,
    url: given.url,
    inflection: 'kebab',
    blocklist_json: '[]',
    enabled_events_json: '[]',
    file_access_seconds: FILE_ACCESS_SECONDS,
    sealed_headers: sealOfWebhook(vault, id, 'headers', '{}'),
    ...columnsOf(api, caller, vault, id, given),
    ...fresh(api, vault, id, secret),
  }
  await insertWebhook(db, row)
  return webhookWithSecrets(row, [secret])
}

/** What every new webhook begins with, a clone as well. */
function fresh(api: Api, vault: EnvironmentVault, id: string, secret: string) {
  const now = api.clock()
  return {
    status: 'disabled' as const,
    sealed_secret: sealOfWebhook(vault, id, 'secret', secret),
    sealed_previous_secret: null,
    previous_secret_expires_at: null,
    created_at: now,
    updated_at: now,
  }
}

async function rotate(
  api: Api,
  { caller, db, id, body }: Call<z.infer<typeof rotateBody>, undefined>,
): Promise<Resource> {
  const webhook = await findLive(db, caller, id)
  const vault = await api.vault.of(db, caller.environmentId)
  const seconds = body?.meta?.['expires-in-seconds'] ?? ROTATION_SECONDS_DEFAULT
  const now = api.clock()
  // Two secrets at the most: one that is still signing from an earlier rotation ends now.
  const rotated = await set(api, db, webhook, {
    sealed_secret: sealOfWebhook(vault, id, 'secret', newWebhookSecret()),
    sealed_previous_secret: webhook.sealed_secret,
    previous_secret_expires_at: now + seconds * 1000,
  })
  return webhookWithSecrets(rotated, liveSecrets(vault, rotated, now))
}

async function clone(api: Api, { caller, db, id }: Call<unknown, undefined>): Promise<Resource> {
  const webhook = await find(db, caller, id)
  const vault = await api.vault.of(db, caller.environmentId)
  const copyId = newId('webhook')
  const headers = unsealOfWebhook(vault, id, 'headers', webhook.sealed_headers)
  const secret = newWebhookSecret()
  const row: Webhook = {
    ...webhook,
    id: copyId,
    sealed_headers: sealOfWebhook(vault, copyId, 'headers', headers),
    ...fresh(api, vault, copyId, secret),
  }
  await insertWebhook(db, row)
  return webhookWithSecrets(row, [secret])
}
