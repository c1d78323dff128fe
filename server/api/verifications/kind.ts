import type { z } from 'zod'
import type { Evidence } from '../documents/evidence.ts'

/** What a verification looked at, for whoever may read it. */
export interface LookedAt {
  evidence: Evidence
  /** The fields of the inquiry, by name; empty once the verification has been redacted. */
  fields: ReadonlyMap<string, string>
}

/** What a kind of verification publishes beside what all of them do. */
export interface PublishedKind {
  shape: z.ZodRawShape
  /** The attributes, out of what was looked at. */
  attributes(lookedAt: LookedAt): object
}
