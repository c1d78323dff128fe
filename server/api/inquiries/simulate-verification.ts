import { isOpen } from '../../connect/inquiry.ts'
import { newId } from '../../ids.ts'
import { type Inquiry, updateInquiry } from '../../store/inquiries.ts'
import type { Db } from '../../store/store.ts'
import { getVersion } from '../../store/templates.ts'
import { recordCreated, recordState } from '../../store/verification-events.ts'
import { insertVerification } from '../../store/verifications.ts'
import { simulatedFindings } from '../../verification/simulated.ts'
import { verdict } from '../../verification/verdict.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { verificationTemplateId } from '../verifications/verification-template.ts'

/**
 * Adds a verification with this result to an open inquiry, as if the person had been verified: of the kind that the
 * identifier stands for in the inquiry's template, with the checks that its template asks for. It looked at nothing, and each
 * check says so.
 */
export async function simulateVerification(
  api: Api,
  tx: Db,
  inquiry: Inquiry,
  { templateId, status }: { templateId: string; status: 'passed' | 'failed' },
): Promise<void> {
  if (!isOpen(inquiry.status) || inquiry.redacted_at !== null) {
    throw new ApiError('conflict', 'only an open inquiry can be given a verification')
  }
  const wanted = await findWanted(tx, inquiry, templateId)
  const verifier = wanted && api.engine.verifiers.get(wanted.kind)
  if (!wanted || !verifier) {
    throw new ApiError('unprocessable', "verification-template-id is not of this inquiry's template")
  }
  const now = api.clock()
  const { checks } = verdict(verifier, wanted, simulatedFindings(verifier, wanted, status))
  const row = {
    id: newId('verification'),
    environment_id: inquiry.environment_id,
    inquiry_id: inquiry.id,
    document_id: null,
    redemption_id: null,
    cloned_from_json: null,
    kind: wanted.kind,
    status,
    checks_json: JSON.stringify(checks),
    created_at: now,
    submitted_at: now,
    completed_at: now,
  }
  await insertVerification(tx, row)
  await updateInquiry(tx, inquiry, { updated_at: now })
  await recordCreated(tx, { ...row, status: 'submitted' }, now)
  await recordState(tx, row, 'submitted', now)
  await recordState(tx, row, status, now)
}

/** What the inquiry's template says of the kind that this stands for. */
async function findWanted(tx: Db, inquiry: Inquiry, id: string) {
  const { environment_id, template_id: templateId, template_version_id: versionId } = inquiry
  if (!templateId || !versionId) return undefined
  const { document } = await getVersion(tx, environment_id, versionId)
  return document.verifications.find(({ kind }) => verificationTemplateId(templateId, kind) === id)
}
