import { isIP } from 'node:net'
import { z } from 'zod'
import { newId } from '../../ids.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import {
  type ApiKey,
  type ApiKeyChange,
  findApiKey,
  insertApiKey,
  listApiKeys,
  updateApiKey,
} from '../../store/api-keys.ts'
import { readJson, words } from '../../store/json.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf, noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf, listDocument, listOf, type Resource } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { PERMISSIONS } from '../http/permissions.ts'
import { listQuery, noQuery, pageOf, searchFilter } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { apiKeyResource, apiKeySchema, apiKeyWithValueSchema } from './api-key-resource.ts'

/** Longest delay before a key expires, in seconds: 30 days (published). */
const EXPIRES_IN_SECONDS_MAX = 2_592_000

export const attributes = z.strictObject({
  name: z.string().trim().min(1).max(100),
  note: z.string().max(1000).optional(),
  'api-version': z.string().max(10).optional(),
  'api-key-inflection': z.enum(['kebab', 'camel', 'snake']).optional(),
  'api-attributes-blocklist': z.array(z.string()).max(0, 'is not supported').optional(),
  permissions: z.array(z.enum(PERMISSIONS)).optional(),
  'ip-address-allowlist': z
    .array(z.string().refine(text => text === '*' || isIP(text) !== 0, 'must be an IP address'))
    .max(100)
    .optional(),
  'file-access-token-expires-in': z.int().positive().max(86_400).optional(),
})

export const changes = attributes.partial()

export const expireBody = z.strictObject({
  meta: z.strictObject({ 'expires-in-seconds': z.int().min(0).max(EXPIRES_IN_SECONDS_MAX) }),
})

export const listParameters = listQuery({
  'filter[name]': z.string().max(100).optional(),
  'filter[search]': searchFilter,
})

/** `/api-keys`, as published. A key can make others, never with more permissions than its own. */
export const apiKeyRoutes = (api: Api): Route[] => [
  reading(api, '/api-keys', {
    summary: 'List the API keys of this environment',
    permission: 'api-key.read',
    query: listParameters,
    answers: { 200: listOf(apiKeySchema) },
    async answer({ caller, db, query, req }) {
      const filter = { name: query['filter[name]'], search: query['filter[search]'] }
      return ok(
        listDocument(await listApiKeys(db, caller.environmentId, filter, pageOf(query)), req, apiKeyResource),
      )
    },
  }),
  writing(api, 'post', '/api-keys', {
    summary: 'Create an API key; its value is shown once',
    permission: 'api-key.write',
    body: attributesOf(attributes),
    answers: { 201: documentOf(apiKeyWithValueSchema) },
    async answer(call) {
      const { attributes: given } = call.body.data
      return created({ data: await make(api, call, { ...columnsOf(call.caller, given), name: given.name }) })
    },
  }),
  reading(api, '/api-keys/:id', {
    summary: 'Retrieve an API key, without its value',
    permission: 'api-key.read',
    query: noQuery,
    answers: { 200: documentOf(apiKeySchema) },
    answer: async ({ caller, db, id }) => ok({ data: apiKeyResource(await find(db, caller, id)) }),
  }),
  writing(api, 'patch', '/api-keys/:id', {
    summary: 'Change what an API key is called and may do',
    permission: 'api-key.write',
    body: attributesOf(changes),
    answers: { 200: documentOf(apiKeySchema) },
    async answer({ caller, db, id, body }) {
      const key = await find(db, caller, id)
      // The name makes the change never empty.
      await updateApiKey(db, key, { name: key.name, ...columnsOf(caller, body.data.attributes) })
      return ok({ data: apiKeyResource(await find(db, caller, id)) })
    },
  }),
  writing(api, 'post', '/api-keys/:id/expire', {
    summary: 'Let an API key expire, now or in a while',
    permission: 'api-key.write',
    body: expireBody,
    answers: { 200: documentOf(apiKeySchema) },
    async answer({ caller, db, id, body }) {
      const key = await find(db, caller, id)
      const at = api.clock() + body.meta['expires-in-seconds'] * 1000
      // A key that is about to expire is not given more time.
      await updateApiKey(db, key, { expires_at: Math.min(at, key.expires_at ?? at) })
      return ok({ data: apiKeyResource(await find(db, caller, id)) })
    },
  }),
  writing(api, 'post', '/api-keys/:id/clone', {
    summary: 'Make a second key that may do what this one may; its value is shown once',
    permission: 'api-key.write',
    body: noBody,
    answers: { 200: documentOf(apiKeyWithValueSchema) },
    async answer(call) {
      const { name, note, permissions_json, ip_addresses_json, inflection } = await find(
        call.db,
        call.caller,
        call.id,
      )
      within(call.caller, readJson(words, permissions_json))
      const copied = { name, note, permissions_json, ip_addresses_json, inflection }
      return ok({ data: await make(api, call, copied) })
    },
  }),
]

async function find(db: Db, caller: Caller, id: string): Promise<ApiKey> {
  const key = await findApiKey(db, caller.environmentId, id)
  if (!key) throw notFound()
  return key
}

/** Nobody hands out what they do not have. */
function within(caller: Caller, permissions: readonly string[]): void {
  if (permissions.every(permission => caller.permissions.includes(permission))) return
  throw new ApiError('forbidden', 'an API key cannot be given a permission that yours lacks')
}

/** The columns that attributes set; those that are not given are left out. */
function columnsOf(caller: Caller, given: z.infer<typeof changes>): ApiKeyChange {
  const {
    name,
    note,
    permissions,
    'ip-address-allowlist': addresses,
    'api-key-inflection': inflection,
  } = given
  if (permissions) within(caller, permissions)
  return {
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
    ...(permissions ? { permissions_json: JSON.stringify(permissions) } : {}),
    ...(addresses ? { ip_addresses_json: JSON.stringify(addresses.filter(one => one !== '*')) } : {}),
    ...(inflection ? { inflection } : {}),
  }
}

/** Makes a key; its value is in the answer and nowhere else. */
async function make(
  api: Api,
  { caller, db }: Pick<Call<unknown, unknown>, 'caller' | 'db'>,
  columns: ApiKeyChange & { name: string },
): Promise<Resource> {
  const value = `connect_${caller.environmentKind}_${newSecret()}`
  const id = newId('api-key')
  await insertApiKey(db, {
    permissions_json: '[]',
    ...columns,
    id,
    environment_id: caller.environmentId,
    secret_hash: hashSecret(value),
    created_at: api.clock(),
  })
  const shown = apiKeyResource(await find(db, caller, id))
  return { ...shown, attributes: { ...shown.attributes, value } }
}
