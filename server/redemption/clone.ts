import type { InquiryStatus } from '../api/wire.ts'
import { knownAttributes } from '../connect/document-attributes.ts'
import { documentTravels, fieldTravels } from '../connect/scope.ts'
import { newId } from '../ids.ts'
import { type EventName, recordEvent } from '../store/events.ts'
import { putFields } from '../store/fields.ts'
import { insertInquiry, setInquiryStatus } from '../store/inquiries.ts'
import { dataTypes, readJson } from '../store/json.ts'
import { advanceDestination, type Lease, type Redemption } from '../store/redemptions.ts'
import { nameDestination } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import { recordCreated } from '../store/verification-events.ts'
import { insertVerification, type Verification } from '../store/verifications.ts'
import { copiedTypes } from './copied-types.ts'
import { copyDocuments } from './copy-documents.ts'
import { type Engine, RedemptionFailed, writeStep } from './engine.ts'
import { hasExpired, originOf } from './origin.ts'
import { tell } from './progress.ts'
import { readSource, type Source } from './source.ts'

/**
 * CLONE: makes a new object at the destination out of the source: all of its fields and files that may travel, and
 * its verifications as they stand, each with whose it was and when. Nothing is verified again.
 */
export async function clone(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const to = await engine.vault.of(engine.store.db, redemption.environment_id)
  const scope = readJson(dataTypes, redemption.scope_json)
  await writeStep(engine, lease, redemption, { stage: 'collected' }, async (tx, now) => {
    const source = await readSource(tx, engine.vault, redemption)
    const inquiryId = source.inquiry ? await cloneInquiry(tx, redemption, source.inquiry.status, now) : null
    const fields = new Map([...source.fields].filter(([name]) => fieldTravels(scope, name)))
    if (inquiryId) await putFields(tx, to, inquiryId, fields)
    const documents = source.documents.filter(({ kind }) => documentTravels(scope, kind))
    const { copies, files } = await copyDocuments(tx, { from: source.vault, to, documents, inquiryId, now })
    const verifications = await cloneVerifications(tx, { redemption, to, source, copies, inquiryId, now })

    const destination = inquiryId ?? verifications[0]
    if (!destination) throw new RedemptionFailed('import_failed')
    await advanceDestination(tx, redemption.id, destination)
    await nameDestination(tx, redemption.share_token_id, destination)
    const types = copiedTypes(scope, fields.keys(), documents)
    const words = { name: 'data.copied', 'data-types': types, fields: fields.size, files } as const
    await tell(tx, redemption, 1, words, now)
  })
}

const STATUS_EVENTS: Readonly<Partial<Record<string, EventName>>> = {
  approved: 'inquiry.approved',
  completed: 'inquiry.completed',
}

/** Only finished inquiries are shared, so the clone is as finished as they are. */
async function cloneInquiry(
  tx: Db,
  redemption: Redemption,
  sourceStatus: string,
  now: number,
): Promise<string> {
  const id = newId('inquiry')
  const { environment_id: environmentId } = redemption
  await insertInquiry(tx, {
    id,
    environment_id: environmentId,
    template_id: null,
    template_version_id: null,
    retention_days: null,
    reference_id: null,
    note: null,
    creator: redemption.id,
    created_at: now,
  })
  const status: InquiryStatus = sourceStatus === 'approved' ? 'approved' : 'completed'
  await setInquiryStatus(tx, environmentId, id, status, {
    started_at: now,
    completed_at: now,
    decisioned_at: status === 'approved' ? now : null,
    updated_at: now,
  })
  const object = { type: 'inquiry', id }
  await recordEvent(tx, { environmentId, name: 'inquiry.created', object }, now)
  const name = STATUS_EVENTS[status]
  if (name) await recordEvent(tx, { environmentId, name, object, attributes: { status } }, now)
  return id
}

interface VerificationsToClone {
  redemption: Redemption
  to: EnvironmentVault
  source: Source
  /** New identifiers of the documents that came along, by the old ones. */
  copies: ReadonlyMap<string, string>
  inquiryId: string | null
  now: number
}

/**
 * A verification comes along when the document that it looked at does, and that has not expired since; the new
 * identifiers.
 */
async function cloneVerifications(tx: Db, plan: VerificationsToClone): Promise<string[]> {
  const ids: string[] = []
  for (const verification of plan.source.verifications) {
    const { document_id: documentId } = verification
    const document = plan.source.documents.find(one => one.id === documentId)
    if (documentId !== null && !plan.copies.has(documentId)) continue
    const known = document && knownAttributes(document.read, document.attributes)
    if (hasExpired(known?.['expiration-date'], plan.now)) continue
    ids.push(await cloneVerification(tx, plan, verification))
  }
  return ids
}

async function cloneVerification(
  tx: Db,
  { redemption, to, source, copies, inquiryId, now }: VerificationsToClone,
  verification: Verification,
): Promise<string> {
  const id = newId('verification')
  const row = {
    id,
    environment_id: to.environmentId,
    inquiry_id: inquiryId,
    document_id: copies.get(verification.document_id ?? '') ?? null,
    redemption_id: redemption.id,
    kind: verification.kind,
    status: verification.status,
    checks_json: JSON.stringify(verification.checks),
    cloned_from_json: JSON.stringify(await originOf(tx, source, verification)),
    created_at: now,
    submitted_at: verification.submitted_at,
    completed_at: verification.completed_at,
  }
  await insertVerification(tx, row)
  await recordCreated(tx, row, now)
  return id
}
