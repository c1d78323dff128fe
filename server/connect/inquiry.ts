import type { InquiryStatus } from '../api/wire.ts'
import { isFraudCheck } from './fraud.ts'
import type { TemplateDocument } from './template.ts'

/** Every status that an inquiry can have (published). */
export const INQUIRY_STATUSES = [
  'created',
  'pending',
  'completed',
  'approved',
  'needs_review',
  'declined',
  'failed',
  'expired',
] as const satisfies readonly InquiryStatus[]

/** Statuses in which a person may still go on with an inquiry. */
export const OPEN_STATUSES = ['created', 'pending'] as const satisfies readonly InquiryStatus[]

/** Whether a person may still go on with an inquiry of this status. */
export const isOpen = (status: string): boolean => OPEN_STATUSES.some(open => open === status)

/** What an organization, or a simulation, does to an inquiry. */
export type InquiryAction =
  | 'start'
  | 'complete'
  | 'fail'
  | 'expire'
  | 'resume'
  | 'approve'
  | 'decline'
  | 'mark-for-review'

interface Transition {
  from: readonly InquiryStatus[]
  to: InquiryStatus
}

/**
 * The legal moves; every other one is refused. A decision stands: what is approved or declined is neither decided
 * again nor marked for review (published), and a reviewer may decide before the person has finished (published).
 */
export const INQUIRY_TRANSITIONS: Readonly<Record<InquiryAction, Transition>> = {
  start: { from: ['created'], to: 'pending' },
  complete: { from: OPEN_STATUSES, to: 'completed' },
  fail: { from: OPEN_STATUSES, to: 'failed' },
  expire: { from: OPEN_STATUSES, to: 'expired' },
  resume: { from: ['expired'], to: 'pending' },
  approve: { from: [...OPEN_STATUSES, 'completed', 'failed', 'expired', 'needs_review'], to: 'approved' },
  decline: { from: [...OPEN_STATUSES, 'completed', 'failed', 'expired', 'needs_review'], to: 'declined' },
  'mark-for-review': { from: [...OPEN_STATUSES, 'completed', 'failed', 'expired'], to: 'needs_review' },
}

interface VerificationResult {
  kind: string
  status: string
  checks: readonly { name: string; status: string; requirement: string }[]
}

/**
 * Decides an inquiry of which nothing is missing, by the template's rules: all required verifications passed, or one of
 * them did not, one that speaks of deceit perhaps among them.
 */
export function decide(
  template: TemplateDocument,
  verifications: readonly VerificationResult[],
): InquiryStatus {
  const required = template.verifications.filter(one => one.required)
  const results = required.map(({ kind }) => verifications.find(one => one.kind === kind))
  if (results.every(result => result?.status === 'passed')) return template.decision.passed
  const { failed, fraud = failed } = template.decision
  return results.some(result => result && showsFraud(result)) ? fraud : failed
}

const showsFraud = ({ status, checks }: VerificationResult): boolean =>
  status === 'failed' &&
  checks.some(one => one.requirement === 'required' && one.status === 'failed' && isFraudCheck(one.name))
