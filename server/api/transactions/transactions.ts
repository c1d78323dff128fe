import { z } from 'zod'
import type { Page } from '../../store/page.ts'
import { findTransaction, listTransactions, type Transaction } from '../../store/transactions.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { noBody, optionalAttributesOf } from '../http/body.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { readTransactionResource, transactionSchema, transactionTypeId } from './transaction-resource.ts'
import {
  changeTransaction,
  createTransaction,
  newTransaction,
  redactTransaction,
  transactionChanges,
} from './write-transaction.ts'

export const listParameters = listQuery({
  'filter[reference-id]': z.string().max(255).optional(),
  'filter[transaction-type-id]': z.string().max(64).optional(),
})

const NOTHING: Page<Transaction> = { rows: [], hasNext: false, hasPrevious: false }

/** `/transactions`: one event of the organization's business that data belongs to. */
export const transactionRoutes = (api: Api): Route[] => [
  reading(api, '/transactions', {
    summary: 'List transactions, newest first',
    permission: 'transaction.read',
    query: listParameters,
    answers: { 200: listOf(transactionSchema) },
    async answer({ caller, db, query, req }) {
      const ofType = query['filter[transaction-type-id]'] ?? transactionTypeId(caller.environmentId)
      const filter = { referenceId: query['filter[reference-id]'] }
      const page =
        ofType === transactionTypeId(caller.environmentId)
          ? await listTransactions(db, caller.environmentId, filter, pageOf(query))
          : NOTHING
      const vault = await api.vault.of(db, caller.environmentId)
      const rows = await Promise.all(page.rows.map(row => readTransactionResource(db, vault, row)))
      return ok(listDocument({ ...page, rows }, req, resource => resource))
    },
  }),
  writing(api, 'post', '/transactions', {
    summary: 'Create a transaction',
    permission: 'transaction.write',
    body: optionalAttributesOf(newTransaction, { meta: z.strictObject({}).optional() }),
    answers: { 201: documentOf(transactionSchema) },
    async answer(call) {
      const attributes = call.body?.data?.attributes ?? {}
      requireTransactionType(call.caller.environmentId, attributes['transaction-type-id'])
      const vault = await vaultOf(api, call)
      const id = await createTransaction(call.db, vault, attributes, api.clock())
      return created(await documentFor(vault, call, id))
    },
  }),
  reading(api, '/transactions/:id', {
    summary: 'Retrieve a transaction with its fields',
    permission: 'transaction.read',
    query: noQuery,
    answers: { 200: documentOf(transactionSchema) },
    answer: async call => ok(await documentFor(await vaultOf(api, call), call, call.id)),
  }),
  writing(api, 'patch', '/transactions/:id', {
    summary: 'Change a transaction',
    permission: 'transaction.write',
    body: optionalAttributesOf(transactionChanges, {}),
    answers: { 200: documentOf(transactionSchema) },
    async answer(call) {
      const vault = await vaultOf(api, call)
      const transaction = await find(call, call.id)
      const changes = call.body?.data?.attributes ?? {}
      await changeTransaction(call.db, vault, transaction, changes, api.clock())
      return ok(await documentFor(vault, call, transaction.id))
    },
  }),
  writing(api, 'delete', '/transactions/:id', {
    summary: 'Redact a transaction',
    permission: 'transaction.write',
    body: noBody,
    answers: { 200: documentOf(transactionSchema) },
    async answer(call) {
      const vault = await vaultOf(api, call)
      const transaction = await find(call, call.id)
      await redactTransaction(call.db, vault, transaction, api.clock())
      return ok(await documentFor(vault, call, transaction.id))
    },
  }),
]

type Doing = Pick<Call<unknown, unknown>, 'caller' | 'db'>

const vaultOf = (api: Api, { caller, db }: Doing) => api.vault.of(db, caller.environmentId)

async function find({ caller, db }: Doing, id: string): Promise<Transaction> {
  const transaction = await findTransaction(db, caller.environmentId, id)
  if (!transaction) throw notFound()
  return transaction
}

const documentFor = async (vault: EnvironmentVault, call: Doing, id: string) => ({
  data: await readTransactionResource(call.db, vault, await find(call, id)),
})

function requireTransactionType(environmentId: string, id: string | undefined): void {
  if (id === undefined || id === transactionTypeId(environmentId)) return
  throw new ApiError('unprocessable', 'data.attributes.transaction-type-id is not found')
}
