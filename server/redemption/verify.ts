import type { TemplateVerification } from '../connect/template.ts'
import { newId } from '../ids.ts'
import { type DocumentAttributes, keepReadOfDocument } from '../store/documents.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import { recordCreated, recordState } from '../store/verification-events.ts'
import {
  insertVerification,
  type NewVerification,
  reopenVerification,
  verificationsOfRedemption,
} from '../store/verifications.ts'
import { dayOf } from '../verification/dates.ts'
import { requirementsOf, verdict } from '../verification/verdict.ts'
import { type Finding, notApplicable, type Verifier } from '../verification/verifier.ts'
import { askedCode, possessionOf, reachOf } from './codes.ts'
import { destinationOf } from './destination.ts'
import { type Engine, writeStep } from './engine.ts'
import { evidenceFor, macOf, readAccountPhoto, readEvidence } from './evidence.ts'
import { picturesOf, rememberIn } from './pictures.ts'
import { tell } from './progress.ts'
import { readReference } from './reference.ts'
import { stepsOf } from './steps.ts'
import { takeOver } from './take-over.ts'
import { type OpenVerification, type VerificationResult, writeResult } from './write-result.ts'

/**
 * VERIFY: runs each verification that the template names and for which there is something to look at, or takes the
 * source's over where the template says so, one after another, each stored before the next begins. One that has a
 * result keeps it unless what it looked at has changed; one that a crash cut short is run again. A kind without
 * evidence, or whose address the person has yet to confirm, is left to COLLECT.
 */
export async function verify(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const { db } = engine.store
  const { inquiry, template } = await destinationOf(db, redemption, engine.clock())
  const vault = await engine.vault.of(db, redemption.environment_id)
  const held = await readEvidence(db, vault, inquiry.id)
  const reference = await readReference(db, vault)
  const accountPhoto = await readAccountPhoto(db, vault, inquiry.account_id)

  for (const [index, wanted] of template.verifications.entries()) {
    const verifier = engine.verifiers.get(wanted.kind)
    const evidence = verifier && evidenceFor(verifier, held)
    if (!verifier || !evidence) continue
    const reach = reachOf(verifier, evidence.fields)
    const possession = possessionOf(await askedCode(engine, db, redemption, wanted, reach), engine.clock())
    // Only a verification that the source may have made already can do without the code.
    if (possession === 'awaited' && (wanted.reuse ?? 'rerun') === 'rerun') continue
    const evidenceMac = macOf(vault, evidence, possession === 'awaited' ? undefined : possession)
    const verified = stepsOf(template).verified(index)
    const id = await submit(engine, lease, redemption, { wanted, evidenceMac, step: verified - 1 })
    if (id === null) continue
    const open = { id, wanted, verifier, evidence, evidenceMac, step: verified }
    const reuse = await takeOver(engine, lease, redemption, open)
    if (reuse === 'clone' || (possession === 'awaited' && reuse === 'rerun')) continue
    const remember = rememberIn(engine, lease, redemption, vault)
    const read = new Map<string, DocumentAttributes>()
    const run = () =>
      verifier.run({
        ...evidence,
        id,
        evidenceMac,
        wanted,
        today: dayOf(engine.clock()),
        reference,
        accountPhoto,
        possession: possession === 'awaited' ? 'no_code_sent' : possession,
        isAnotherPersons: picturesOf(db, vault, held, remember),
        keepRead: (documentId, said) => read.set(documentId, said),
        examine: engine.examine,
      })
    const findings = reuse === 'rerun' ? await run() : notCloneable(verifier, wanted)
    await writeStep(engine, lease, redemption, {}, async (tx, now) => {
      await writeResult(tx, redemption, open, resultOf(open, findings), now)
      for (const [documentId, said] of read) await keepReadOfDocument(tx, vault, documentId, said)
    })
  }
  await writeStep(engine, lease, redemption, { stage: 'verified' }, async () => {})
}

const resultOf = (
  { verifier, wanted, evidence }: OpenVerification,
  findings: readonly Finding[],
): VerificationResult => ({
  ...verdict(verifier, wanted, findings),
  documentId: evidence.documents.at(-1)?.id ?? null,
  clonedFrom: null,
})

interface Submission {
  wanted: TemplateVerification
  evidenceMac: string
  step: number
}

/** Records that a verification is under way; its id, or null where it has the result of this very evidence. */
async function submit(
  engine: Engine,
  lease: Lease,
  redemption: Redemption,
  { wanted, evidenceMac, step }: Submission,
): Promise<string | null> {
  const known = await verificationsOfRedemption(engine.store.db, redemption.environment_id, redemption.id)
  const earlier = known.find(one => one.kind === wanted.kind)
  if (earlier?.status === 'submitted') return earlier.id
  // What has been redacted is not looked at again.
  if (earlier && (earlier.redacted_at !== null || earlier.evidence_mac === evidenceMac)) return null
  const id = earlier?.id ?? newId('verification')
  await writeStep(engine, lease, redemption, {}, async (tx, now) => {
    await destinationOf(tx, redemption, now)
    const row = submitted(id, redemption, wanted, now)
    if (earlier) await reopenVerification(tx, redemption.environment_id, id, now)
    else {
      await insertVerification(tx, row)
      await recordCreated(tx, row, now)
    }
    await recordState(tx, row, 'submitted', now)
    await tell(tx, redemption, step, { name: 'verification.started', verification: wanted.kind }, now)
  })
  return id
}

const submitted = (
  id: string,
  redemption: Redemption,
  { kind }: TemplateVerification,
  now: number,
): NewVerification => ({
  id,
  environment_id: redemption.environment_id,
  inquiry_id: redemption.destination_id,
  document_id: null,
  redemption_id: redemption.id,
  cloned_from_json: null,
  kind,
  status: 'submitted',
  checks_json: '[]',
  created_at: now,
  submitted_at: now,
  completed_at: null,
})

/** What a template says that takes nothing but the source's verification, where that cannot be taken over. */
const notCloneable = (verifier: Verifier, wanted: TemplateVerification): Finding[] =>
  [...requirementsOf(verifier, wanted).keys()].map(name => notApplicable(name, 'not_cloneable'))
