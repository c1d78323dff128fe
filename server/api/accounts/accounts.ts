import { z } from 'zod'
import { type Account, findAccount, findAccountByReference, listAccounts } from '../../store/accounts.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { noBody, optionalAttributesOf } from '../http/body.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { kebab } from '../http/inflection.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { readerOf } from '../reader.ts'
import { accountChanges, newAccount } from './account-attributes.ts'
import { changedAccountForm, newAccountForm } from './account-form.ts'
import { accountSchema, readAccountResource } from './account-resource.ts'
import { requireAccountType } from './account-type.ts'
import { redactAccount } from './redact-account.ts'
import { changeAccount, createAccountOf } from './write-account.ts'

const REFERENCE_IDS_MAX = 100

const referenceId = z.string().min(1).max(255)

export const listParameters = listQuery({
  'filter[reference-id]': z.union([referenceId, z.array(referenceId).max(REFERENCE_IDS_MAX)]).optional(),
})

export const createBody = optionalAttributesOf(newAccount, {
  meta: z
    .strictObject({
      /** Changes the account that has the reference id instead of refusing; the only field that is unique. */
      'upsert-by': z.string().max(64).transform(kebab).pipe(z.literal('reference-id')).nullish(),
    })
    .optional(),
})

/** `/accounts`: one person or business as the organization knows it. */
export const accountRoutes = (api: Api): Route[] => [
  reading(api, '/accounts', {
    summary: 'List accounts, newest first',
    permission: 'account.read',
    query: listParameters,
    answers: { 200: listOf(accountSchema) },
    async answer({ caller, db, query, req }) {
      const wanted = query['filter[reference-id]']
      const filter = { referenceIds: wanted === undefined ? undefined : [wanted].flat() }
      const page = await listAccounts(db, caller.environmentId, filter, pageOf(query))
      const reader = await readerOf(api, db, caller.environmentId, req)
      const rows = await Promise.all(page.rows.map(account => readAccountResource(reader, account)))
      return ok(listDocument({ ...page, rows }, req, resource => resource))
    },
  }),
  writing(api, 'post', '/accounts', {
    summary: 'Create an account, or change the one that has the reference id',
    permission: 'account.write',
    body: createBody,
    large: newAccountForm,
    answers: { 200: documentOf(accountSchema), 201: documentOf(accountSchema) },
    answer: call => createOrChange(api, call),
  }),
  reading(api, '/accounts/:id', {
    summary: 'Retrieve an account with its fields',
    permission: 'account.read',
    query: noQuery,
    answers: { 200: documentOf(accountSchema) },
    answer: async call => ok(await documentFor(api, call, call.id)),
  }),
  writing(api, 'patch', '/accounts/:id', {
    summary: 'Change an account',
    permission: 'account.write',
    body: optionalAttributesOf(accountChanges, {}),
    large: changedAccountForm,
    answers: { 200: documentOf(accountSchema) },
    async answer(call) {
      const account = await find(call, call.id)
      const vault = await vaultOf(api, call)
      await changeAccount(call.db, vault, account, call.body?.data?.attributes ?? {}, api.clock())
      return ok(await documentFor(api, call, account.id))
    },
  }),
  writing(api, 'delete', '/accounts/:id', {
    summary: 'Redact an account and the inquiries that belong to it',
    permission: 'account.write',
    body: noBody,
    answers: { 200: documentOf(accountSchema) },
    async answer(call) {
      const account = await find(call, call.id)
      await redactAccount(api, call.db, account)
      return ok(await documentFor(api, call, account.id))
    },
  }),
]

type Doing = Pick<Call<unknown, unknown>, 'caller' | 'db'>

const vaultOf = (api: Api, { caller, db }: Doing) => api.vault.of(db, caller.environmentId)

async function find({ caller, db }: Doing, id: string): Promise<Account> {
  const account = await findAccount(db, caller.environmentId, id)
  if (!account) throw notFound()
  return account
}

type Reading = Doing & Pick<Call<unknown, unknown>, 'req'>

async function documentFor(api: Api, call: Reading, id: string) {
  const reader = await readerOf(api, call.db, call.caller.environmentId, call.req)
  return { data: await readAccountResource(reader, await find(call, id)) }
}

async function createOrChange(api: Api, call: Call<z.infer<typeof createBody>, undefined>) {
  const { caller, db, body } = call
  const { 'account-type-id': typeId, ...attributes } = body?.data?.attributes ?? {}
  requireAccountType(caller.environmentId, typeId)
  const vault = await vaultOf(api, call)
  const now = api.clock()
  if (body?.meta?.['upsert-by']) {
    const wanted = attributes['reference-id']
    if (!wanted) throw new ApiError('bad_request', 'data.attributes.reference-id is missing')
    const known = await findAccountByReference(db, caller.environmentId, wanted)
    if (known) {
      await changeAccount(db, vault, known, attributes, now)
      return ok(await documentFor(api, call, known.id))
    }
  }
  const id = await createAccountOf(db, vault, attributes, now)
  return created(await documentFor(api, call, id))
}
