import type { Request, Response } from 'express'
import { z } from 'zod'
import { ApiError, notFound } from '../api/http/api-error.ts'
import { parse } from '../api/http/parse.ts'
import { created, idOf, ok, type Reply } from '../api/http/reply.ts'
import { iso } from '../clock.ts'
import { ROLES } from '../connect/role.ts'
import { newId } from '../ids.ts'
import {
  deleteOperator,
  emailMac,
  findOperator,
  hasOtherAdmin,
  insertOperator,
  listOperators,
  listOperatorsByEmail,
  OPERATORS_MAX,
  type Operator,
  type OperatorRow,
  openOperator,
  updateOperator,
} from '../store/operators.ts'
import { enqueue } from '../store/outbox.ts'
import { type Db, transaction } from '../store/store.ts'
import { recordDoneHere, requireAdmin } from './audited.ts'
import type { Dashboard } from './dashboard.ts'

/**
 * Who may sign in, for the people themselves. There is no such thing for API keys: people belong to an organization, keys
 * to one environment, and a key of the sandbox must not let anybody into production.
 */

const name = z.string().trim().min(1).max(100)
const role = z.enum(ROLES)

export const inviteBody = z.strictObject({ email: z.email().max(254), name, role })
export const changeBody = z.strictObject({ name: name.optional(), role: role.optional() })

/** `GET /operators`: everybody of one's own organization. */
export const listPeople =
  ({ api, signedIn }: Dashboard) =>
  async (req: Request): Promise<Reply> => {
    const { operator } = await signedIn(req)
    const rows = await listOperators(api.everyone, operator.organization_id)
    const people = await Promise.all(rows.map(row => openOperator(api.everyone, api.vault, row)))
    return ok({ data: people.map(operatorResource) })
  }

/** `POST /operators`: lets somebody in, who is sent a sign-in link. */
export const invitePerson =
  (dashboard: Dashboard) =>
  async (req: Request): Promise<Reply> => {
    const { api } = dashboard
    const who = await requireAdmin(dashboard, req, 'POST /operators')
    const { operator: admin } = who
    const { email, ...given } = parse(inviteBody, req.body)
    const mac = emailMac(api.vault, email)
    const now = api.clock()
    const person = await transaction(api.everyone, async tx => {
      const there = await listOperatorsByEmail(tx, mac)
      if (there.some(row => row.organization_id === admin.organization_id)) {
        throw new ApiError('conflict', 'somebody with this e-mail address is here already')
      }
      if ((await listOperators(tx, admin.organization_id)).length >= OPERATORS_MAX) {
        throw new ApiError('conflict', `there are ${OPERATORS_MAX} people already`)
      }
      const id = newId('operator')
      const made = { id, organizationId: admin.organization_id, email, ...given, createdAt: now }
      await insertOperator(tx, api.vault, made)
      await enqueue(tx, 'send-sign-in-links', [mac], now)
      const done = { operation: 'POST /operators', objectIds: [id], status: 201 }
      await recordDoneHere(tx, req, who, done, now)
      return read(tx, admin, id)
    })
    return created({ data: operatorResource(await openOperator(api.everyone, api.vault, person)) })
  }

/** `PATCH /operators/{id}`: another role or name. The last admin stays one. */
export const changePerson =
  (dashboard: Dashboard) =>
  async (req: Request): Promise<Reply> => {
    const { api } = dashboard
    const who = await requireAdmin(dashboard, req, 'PATCH /operators/:id')
    const { operator: admin } = who
    const change = parse(changeBody, req.body)
    const person = await transaction(api.everyone, async tx => {
      const found = await read(tx, admin, idOf(req))
      if (change.role !== undefined && change.role !== 'admin') await requireOtherAdmin(tx, found)
      const now = api.clock()
      await updateOperator(tx, api.vault, found, change, now)
      const done = { operation: 'PATCH /operators/:id', objectIds: [found.id], status: 200 }
      await recordDoneHere(tx, req, who, done, now)
      return read(tx, admin, found.id)
    })
    return ok({ data: operatorResource(await openOperator(api.everyone, api.vault, person)) })
  }

/** `DELETE /operators/{id}`: who is removed is signed out, and nothing personal of them is kept. */
export const removePerson =
  (dashboard: Dashboard) =>
  async (req: Request, res: Response): Promise<void> => {
    const { api } = dashboard
    const who = await requireAdmin(dashboard, req, 'DELETE /operators/:id')
    const { operator: admin } = who
    await transaction(api.everyone, async tx => {
      const found = await read(tx, admin, idOf(req))
      await requireOtherAdmin(tx, found)
      await deleteOperator(tx, found)
      const done = { operation: 'DELETE /operators/:id', objectIds: [found.id], status: 204 }
      await recordDoneHere(tx, req, who, done, api.clock())
    })
    await api.forgetErased()
    res.status(204).end()
  }

async function requireOtherAdmin(tx: Db, row: OperatorRow): Promise<void> {
  if (row.role !== 'admin' || (await hasOtherAdmin(tx, row))) return
  throw new ApiError('conflict', 'the last admin stays: make somebody else an admin first')
}

async function read(tx: Db, admin: OperatorRow, id: string): Promise<OperatorRow> {
  const row = await findOperator(tx, admin.organization_id, id)
  if (!row) throw notFound()
  return row
}

const operatorResource = ({ id, createdAt, updatedAt, ...attributes }: Operator) => ({
  type: 'operator',
  id,
  attributes: {
    name: attributes.name,
    email: attributes.email,
    role: attributes.role,
    'created-at': iso(createdAt),
    'updated-at': iso(updatedAt),
  },
})
