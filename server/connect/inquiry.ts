import type { InquiryStatus } from '../api/wire.ts'
import type { TemplateDocument } from './template.ts'

/** Statuses in which an inquiry may still receive a redemption. */
export const HYDRATABLE_STATUSES: readonly string[] = ['created', 'pending']

interface VerificationResult {
  kind: string
  status: string
}

/** Decides an inquiry of which nothing is missing: all required verifications passed, or one of them did not. */
export function decide(
  template: TemplateDocument,
  verifications: readonly VerificationResult[],
): InquiryStatus {
  const passed = (kind: string) => verifications.some(one => one.kind === kind && one.status === 'passed')
  const allPassed = template.verifications.filter(one => one.required).every(one => passed(one.kind))
  return allPassed ? template.decision.passed : template.decision.failed
}
