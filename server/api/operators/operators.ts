import { z } from 'zod'
import { ROLES } from '../../connect/role.ts'
import { newId } from '../../ids.ts'
import { eraseAnswers } from '../../store/kept-answers.ts'
import {
  countOperators,
  deleteOperator,
  emailMac,
  findOperator,
  insertOperator,
  listOperators,
  listOperatorsByEmail,
  OPERATORS_MAX,
  type OperatorRow,
  openOperator,
  updateOperator,
} from '../../store/operators.ts'
import { enqueue } from '../../store/outbox.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf, noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf, type Resource } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listing } from '../http/listing.ts'
import { listQuery, noQuery } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { requireOfOrganization, requireOtherAdmin, requireWithin } from './may-decide.ts'
import {
  operatorResource,
  operatorSchema,
  removedOperatorResource,
  removedOperatorSchema,
} from './operator-resource.ts'

const name = z.string().trim().min(1).max(100)
const role = z.enum(ROLES)

export const inviteBody = attributesOf(z.strictObject({ email: z.email().max(254), name, role }))
export const changeBody = attributesOf(z.strictObject({ name: name.optional(), role: role.optional() }))

/** `/operators` (ours): who of the organization may sign in at the dashboard, whichever environment is asked about. */
export const operatorRoutes = (api: Api): Route[] => [
  listing(api, '/operators', {
    summary: 'List the people who may sign in at the dashboard',
    permission: 'operator.read',
    query: listQuery({}),
    resource: operatorSchema,
    async list({ caller, db }, page) {
      await requireOfOrganization(db, caller)
      const found = await listOperators(db, caller.organizationId, page)
      return { ...found, rows: await Promise.all(found.rows.map(row => shown(api, db, row))) }
    },
  }),
  writing(api, 'post', '/operators', {
    summary: 'Let somebody in, who is sent a sign-in link',
    permission: 'operator.write',
    body: inviteBody,
    answers: { 201: documentOf(operatorSchema) },
    answer: async call => created({ data: await shown(api, call.db, await invite(api, call)) }),
  }),
  reading(api, '/operators/:id', {
    summary: 'Retrieve one of the people',
    permission: 'operator.read',
    query: noQuery,
    answers: { 200: documentOf(operatorSchema) },
    answer: async ({ caller, db, id }) => ok({ data: await shown(api, db, await find(db, caller, id)) }),
  }),
  writing(api, 'patch', '/operators/:id', {
    summary: 'Give somebody another role or name; the last admin stays one',
    permission: 'operator.write',
    body: changeBody,
    answers: { 200: documentOf(operatorSchema) },
    answer: async call => ok({ data: await shown(api, call.db, await change(api, call)) }),
  }),
  writing(api, 'delete', '/operators/:id', {
    summary: 'Remove somebody, who is signed out; the last admin stays',
    permission: 'operator.write',
    body: noBody,
    answers: { 200: documentOf(removedOperatorSchema) },
    answer: async call => ok({ data: await remove(call) }),
  }),
]

async function invite(
  api: Api,
  { caller, db, body }: Call<z.infer<typeof inviteBody>, undefined>,
): Promise<OperatorRow> {
  await requireOfOrganization(db, caller)
  const { email, ...given } = body.data.attributes
  requireWithin(caller, given.role)
  const { organizationId } = caller
  const mac = emailMac(api.vault, email)
  const there = await listOperatorsByEmail(db, mac)
  if (there.some(row => row.organization_id === organizationId)) {
    throw new ApiError('conflict', 'somebody with this e-mail address is here already')
  }
  if ((await countOperators(db, organizationId)) >= OPERATORS_MAX) {
    throw new ApiError('conflict', `there are ${OPERATORS_MAX} people already`)
  }
  const now = api.clock()
  const id = newId('operator')
  await insertOperator(db, api.vault, { id, organizationId, email, ...given, createdAt: now })
  await enqueue(db, 'send-sign-in-links', [mac], now)
  return find(db, caller, id)
}

async function change(
  api: Api,
  { caller, db, id, body }: Call<z.infer<typeof changeBody>, undefined>,
): Promise<OperatorRow> {
  const found = await findWithin(db, caller, id)
  const { attributes } = body.data
  requireWithin(caller, attributes.role ?? found.role)
  if (attributes.role !== undefined && attributes.role !== 'admin') await requireOtherAdmin(db, found)
  await updateOperator(db, api.vault, found, attributes, api.clock())
  return find(db, caller, id)
}

/** Nothing personal is kept of who is removed. */
async function remove({ caller, db, id }: Call<unknown, undefined>): Promise<Resource> {
  const found = await findWithin(db, caller, id)
  await requireOtherAdmin(db, found)
  await deleteOperator(db, found)
  await eraseAnswers(db, caller.environmentId, id)
  const { role: last, created_at: createdAt, updated_at: updatedAt } = found
  return removedOperatorResource({ id, role: last, createdAt, updatedAt })
}

async function find(db: Db, caller: Caller, id: string): Promise<OperatorRow> {
  await requireOfOrganization(db, caller)
  const row = await findOperator(db, caller.organizationId, id)
  if (!row) throw notFound()
  return row
}

/** Somebody about whom the caller may decide. */
async function findWithin(db: Db, caller: Caller, id: string): Promise<OperatorRow> {
  const found = await find(db, caller, id)
  requireWithin(caller, found.role)
  return found
}

const shown = async (api: Api, db: Db, row: OperatorRow): Promise<Resource> =>
  operatorResource(await openOperator(db, api.vault, row))
