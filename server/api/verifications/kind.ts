import type { z } from 'zod'
import type { Evidence } from '../documents/evidence.ts'

/** What a kind of verification publishes beside what all of them do. */
export interface PublishedKind {
  shape: z.ZodRawShape
  /** The attributes, out of the document that was looked at. */
  attributes(evidence: Evidence): object
}
