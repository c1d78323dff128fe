import type { TemplateVerification } from '../connect/template.ts'
import type { Check, ClonedFrom } from '../store/json.ts'
import { removeProviderAnswer } from '../store/provider-answers.ts'
import type { Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { recordState } from '../store/verification-events.ts'
import { finishVerification } from '../store/verifications.ts'
import type { Verifier } from '../verification/verifier.ts'
import { destinationOf } from './destination.ts'
import type { VerifierEvidence } from './evidence.ts'
import { tell } from './progress.ts'

/** A verification that has been submitted and has no result yet. */
export interface OpenVerification {
  id: string
  wanted: TemplateVerification
  verifier: Verifier
  evidence: VerifierEvidence
  evidenceMac: string
  /** The step of the progress bar that its result is. */
  step: number
}

export interface VerificationResult {
  status: 'passed' | 'failed'
  checks: Check[]
  documentId: string | null
  clonedFrom: ClonedFrom | null
}

/** Writes the result of a submitted verification and tells of it, in the transaction of its step. */
export async function writeResult(
  tx: Db,
  redemption: Redemption,
  { id, wanted, evidenceMac, step }: OpenVerification,
  result: VerificationResult,
  now: number,
): Promise<void> {
  const { environment_id: environmentId } = redemption
  await destinationOf(tx, redemption, now)
  await removeProviderAnswer(tx, id)
  await finishVerification(tx, environmentId, id, { ...result, evidenceMac, now })
  const words = { name: 'verification.finished', verification: wanted.kind, status: result.status } as const
  await tell(tx, redemption, step, words, now)
  const of = { id, environment_id: environmentId, kind: wanted.kind }
  await recordState(tx, of, result.status, now)
}
