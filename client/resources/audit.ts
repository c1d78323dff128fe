import type { listParameters } from '../../server/api/audit/audit.ts'
import type {
  auditEntrySchema,
  auditProofSchema,
  auditRootSchema,
} from '../../server/api/audit/audit-resource.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { CallOptions, NoFilters, Single } from '../types.ts'

type AuditEntry = typeof auditEntrySchema
type AuditRoot = typeof auditRootSchema

/** Who did what in the environment. */
export function auditEntries(http: Http) {
  const { read, below, ...at } = endpoints(http, '/connect/audit-entries')
  return {
    list: at.list<AuditEntry, typeof listParameters>(),
    all: at.all<AuditEntry, typeof listParameters>(),
    retrieve: at.retrieve<AuditEntry>(),
    /** Rejects with `conflict` for the seconds until an entry is sealed. */
    proof: (id: string, options?: CallOptions) =>
      read<Single<typeof auditProofSchema>>(below(id, 'proof'), options),
  }
}

/** What the proofs of entries lead to, each chained to the one before. */
export function auditRoots(http: Http) {
  const at = endpoints(http, '/connect/audit-roots')
  return { list: at.list<AuditRoot, NoFilters>(), all: at.all<AuditRoot, NoFilters>() }
}
