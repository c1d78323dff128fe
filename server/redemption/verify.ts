import type { TemplateVerification } from '../connect/template.ts'
import { newId } from '../ids.ts'
import { readDocuments } from '../store/documents.ts'
import { recordEvent } from '../store/events.ts'
import { readFields } from '../store/fields.ts'
import { listFiles, readFileBytes } from '../store/files.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import { finishVerification, insertVerification, verificationsOfRedemption } from '../store/verifications.ts'
import { dayOf } from '../verification/dates.ts'
import { verdict } from '../verification/verdict.ts'
import type { Evidence, Verifier } from '../verification/verifier.ts'
import { destinationOf } from './destination.ts'
import { type Engine, writeStep } from './engine.ts'
import { tell } from './progress.ts'
import { stepsOf } from './steps.ts'

/**
 * VERIFY: runs each verification that the template names and for which there is something to look at, one after
 * another, each stored before the next begins. One that has a result already keeps it; one that a crash cut short is
 * run again. A kind without evidence is left to COLLECT.
 */
export async function verify(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const { db } = engine.store
  const { inquiry, template } = await destinationOf(db, redemption)
  const vault = await engine.vault.of(db, redemption.environment_id)
  const evidence = await readEvidence(db, vault, inquiry.id)
  const fields = await readFields(db, vault, inquiry.id)

  for (const [index, wanted] of template.verifications.entries()) {
    const verifier = engine.verifiers.get(wanted.kind)
    if (!verifier) continue
    const documents = evidence.filter(document => document.kind === verifier.evidence)
    if (verifier.evidence !== null && documents.length === 0) continue
    const id = await submit(engine, lease, redemption, wanted, stepsOf(template).verified(index) - 1)
    if (id === null) continue
    const input = {
      fields,
      documents,
      today: dayOf(engine.clock()),
      minimumAge: wanted['minimum-age'] ?? null,
    }
    const result = await runVerifier(engine, verifier, wanted, input)
    await finish(engine, lease, redemption, { id, wanted, result, step: stepsOf(template).verified(index) })
  }
  await writeStep(engine, lease, redemption, { stage: 'verified' }, async () => {})
}

/** The documents of an inquiry with what was read from them; file bytes are decrypted when a check asks. */
async function readEvidence(db: Db, vault: EnvironmentVault, inquiryId: string): Promise<Evidence[]> {
  const documents = await readDocuments(db, vault, inquiryId)
  const files = await listFiles(
    db,
    vault.environmentId,
    documents.map(document => document.id),
  )
  return documents.map(({ id, kind, attributes }) => ({
    id,
    kind,
    attributes,
    files: files
      .filter(file => file.document_id === id)
      .map(file => ({
        page: file.page,
        contentType: file.content_type,
        read: () => readFileBytes(db, vault, file),
      })),
  }))
}

/** Records that a verification is under way; its id, or null where it has its result. */
async function submit(
  engine: Engine,
  lease: Lease,
  redemption: Redemption,
  wanted: TemplateVerification,
  step: number,
): Promise<string | null> {
  const known = await verificationsOfRedemption(engine.store.db, redemption.environment_id, redemption.id)
  const earlier = known.find(one => one.kind === wanted.kind)
  if (earlier) return earlier.status === 'submitted' ? earlier.id : null
  const id = newId('verification')
  await writeStep(engine, lease, redemption, {}, async (tx, now) => {
    await destinationOf(tx, redemption)
    await insertVerification(tx, {
      id,
      environment_id: redemption.environment_id,
      inquiry_id: redemption.destination_id,
      document_id: null,
      redemption_id: redemption.id,
      cloned_from_json: null,
      kind: wanted.kind,
      status: 'submitted',
      checks_json: '[]',
      created_at: now,
      submitted_at: now,
      completed_at: null,
    })
    await tell(tx, redemption, step, { name: 'verification.started', verification: wanted.kind }, now)
  })
  return id
}

type Result = ReturnType<typeof verdict> & { documentId: string | null }

async function runVerifier(
  engine: Engine,
  verifier: Verifier,
  wanted: TemplateVerification,
  input: Parameters<Verifier['run']>[0],
): Promise<Result> {
  const findings = await verifier.run(input)
  engine.log.debug({ kind: wanted.kind, checks: findings.length }, 'verification ran')
  return { ...verdict(verifier, wanted, findings), documentId: input.documents.at(-1)?.id ?? null }
}

async function finish(
  engine: Engine,
  lease: Lease,
  redemption: Redemption,
  done: { id: string; wanted: TemplateVerification; result: Result; step: number },
): Promise<void> {
  const { id, wanted, result, step } = done
  await writeStep(engine, lease, redemption, {}, async (tx, now) => {
    await destinationOf(tx, redemption)
    await finishVerification(tx, redemption.environment_id, id, { ...result, now })
    const words = { name: 'verification.finished', verification: wanted.kind, status: result.status } as const
    await tell(tx, redemption, step, words, now)
    const event = {
      environmentId: redemption.environment_id,
      name: `verification.${result.status}` as const,
      object: { type: `verification/${wanted.kind}`, id },
      attributes: { status: result.status },
    }
    await recordEvent(tx, event, now)
  })
}
