import { z } from 'zod'
import { type AuditEntry, saidBy } from '../../audit/entry.ts'
import { inclusionPath } from '../../audit/merkle.ts'
import { iso } from '../../clock.ts'
import type { AuditRoot } from '../../store/audit.ts'
import { type Resource, resourceSchema, time } from '../http/document.ts'

export const ACTOR_TYPES = ['api-key', 'operator', 'workflow', 'session'] as const

export const auditEntrySchema = resourceSchema(
  z.literal('connect/audit-entry'),
  {
    'actor-type': z.enum(ACTOR_TYPES),
    'actor-id': z.string(),
    'within-id': z.string().nullable(),
    operation: z.string(),
    'object-ids': z.array(z.string()),
    'request-id': z.string().nullable(),
    status: z.int(),
    'created-at': time,
  },
  {},
)

export const auditEntryResource = (entry: AuditEntry): Resource => ({
  type: 'connect/audit-entry',
  id: entry.id,
  attributes: saidBy(entry),
})

const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const auditProofSchema = resourceSchema(
  z.literal('connect/audit-proof'),
  { 'leaf-index': z.int(), 'tree-size': z.int(), path: z.array(hash), 'signed-root': z.string() },
  {},
)

/** What proves that an entry is in its tree. Hashes are in hex, the path's from the leaf upwards. */
export const auditProofResource = (
  entryId: string,
  { root, index, hashes }: { root: AuditRoot; index: number; hashes: Uint8Array[] },
): Resource => ({
  type: 'connect/audit-proof',
  id: entryId,
  attributes: {
    'leaf-index': index,
    'tree-size': root.tree_size,
    path: inclusionPath(hashes, index).map(one => Buffer.from(one).toString('hex')),
    'signed-root': root.signed_root,
  },
})

export const auditRootSchema = resourceSchema(
  z.literal('connect/audit-root'),
  { sequence: z.int(), 'tree-size': z.int(), 'signed-root': z.string(), 'created-at': time },
  {},
)

export const auditRootResource = (root: AuditRoot): Resource => ({
  type: 'connect/audit-root',
  id: root.id,
  attributes: {
    sequence: root.sequence,
    'tree-size': root.tree_size,
    'signed-root': root.signed_root,
    'created-at': iso(root.created_at),
  },
})
