import { z } from 'zod'
import { SEAL_MS } from '../../audit/seal.ts'
import {
  type AuditFilter,
  findAuditEntry,
  findAuditTree,
  listAuditEntries,
  listAuditRoots,
} from '../../store/audit.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { type Call, reading } from '../http/keyed.ts'
import { listQuery, msOf, noQuery, pageOf, timeWithOffset } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import {
  ACTOR_TYPES,
  auditEntryResource,
  auditEntrySchema,
  auditProofResource,
  auditProofSchema,
  auditRootResource,
  auditRootSchema,
} from './audit-resource.ts'

const id = z.string().max(64)

export const listParameters = listQuery({
  'filter[actor-type]': z.enum(ACTOR_TYPES).optional(),
  'filter[actor-id]': id.optional(),
  'filter[operation]': z.string().max(100).optional(),
  'filter[object-id]': id.optional(),
  'filter[created-at-start]': timeWithOffset.optional(),
  'filter[created-at-end]': timeWithOffset.optional(),
})

/**
 * `/connect/audit-entries` and `/connect/audit-roots` (ours): who did what in this environment, and what proves that
 * nothing of it has been changed, left out or moved since.
 */
export const auditRoutes = (api: Api): Route[] => [
  reading(api, '/connect/audit-entries', {
    summary: 'List what was done by API keys, people, workflows and sessions, newest first',
    permission: 'audit.read',
    query: listParameters,
    answers: { 200: listOf(auditEntrySchema) },
    async answer({ caller, db, query, req }) {
      const page = await listAuditEntries(db, caller.environmentId, filterOf(query), pageOf(query))
      return ok(listDocument(page, req, auditEntryResource))
    },
  }),
  reading(api, '/connect/audit-entries/:id', {
    summary: 'Retrieve an audit entry',
    permission: 'audit.read',
    query: noQuery,
    answers: { 200: documentOf(auditEntrySchema) },
    answer: async call => ok({ data: auditEntryResource(await find(call)) }),
  }),
  reading(api, '/connect/audit-entries/:id/proof', {
    summary: 'What proves that an audit entry is as it was written: it verifies offline',
    permission: 'audit.read',
    query: noQuery,
    answers: { 200: documentOf(auditProofSchema) },
    async answer(call) {
      const entry = await find(call)
      const tree = await findAuditTree(call.db, call.caller.environmentId, entry.id)
      if (!tree) {
        const retryAfter = SEAL_MS / 1000
        throw new ApiError('conflict', 'the entry is not sealed yet; try again', { retryAfter })
      }
      return ok({ data: auditProofResource(entry.id, tree) })
    },
  }),
  reading(api, '/connect/audit-roots', {
    summary: 'List the signed roots, newest first, each with the hash of the one before it',
    permission: 'audit.read',
    query: listQuery({}),
    answers: { 200: listOf(auditRootSchema) },
    async answer({ caller, db, query, req }) {
      const page = await listAuditRoots(db, caller.environmentId, pageOf(query))
      return ok(listDocument(page, req, auditRootResource))
    },
  }),
]

async function find({ db, caller, id: wanted }: Call<unknown, unknown>) {
  const entry = await findAuditEntry(db, caller.environmentId, wanted)
  if (!entry) throw notFound()
  return entry
}

const filterOf = (query: z.infer<typeof listParameters>): AuditFilter => ({
  actorKind: query['filter[actor-type]'],
  actorId: query['filter[actor-id]'],
  operation: query['filter[operation]'],
  objectId: query['filter[object-id]'],
  createdFrom: msOf(query['filter[created-at-start]']),
  createdTo: msOf(query['filter[created-at-end]']),
})
