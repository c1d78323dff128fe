import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { checks } from '../../store/json.ts'
import type { Verification } from '../../store/verifications.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'

const timestamp = z.int().nullable()

export const verificationSchema = resourceSchema(
  z.string().startsWith('verification/'),
  {
    status: z.enum(['initiated', 'submitted', 'passed', 'failed', 'requires_retry', 'canceled', 'skipped']),
    'created-at': time,
    'created-at-ts': timestamp,
    'submitted-at': time.nullable(),
    'submitted-at-ts': timestamp,
    'completed-at': time.nullable(),
    'completed-at-ts': timestamp,
    tags: z.array(z.string()),
    checks,
  },
  { inquiry: toOne },
)

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

/** A verification in the published shape. */
export const verificationResource = (verification: Verification): Resource => ({
  type: `verification/${verification.kind}`,
  id: verification.id,
  attributes: {
    status: verification.status,
    'created-at': iso(verification.created_at),
    'created-at-ts': seconds(verification.created_at),
    'submitted-at': isoOrNull(verification.submitted_at),
    'submitted-at-ts': seconds(verification.submitted_at),
    'completed-at': isoOrNull(verification.completed_at),
    'completed-at-ts': seconds(verification.completed_at),
    tags: [],
    checks: verification.checks,
  },
  relationships: { inquiry: reference('inquiry', verification.inquiry_id) },
})
