import type { AwaitedInput, InquiryStatus } from '../api/wire.ts'
import { asksForCode, isCodeKind } from '../connect/confirmation-code.ts'
import { dataTypeOfDocument, dataTypeOfField } from '../connect/data-type.ts'
import { missingFrom } from '../connect/gap.ts'
import { decide } from '../connect/inquiry.ts'
import type { TemplateDocument, TemplateVerification } from '../connect/template.ts'
import { newId } from '../ids.ts'
import type { Check } from '../store/json.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import { dayOf } from '../verification/dates.ts'
import { verdict } from '../verification/verdict.ts'
import type { Verifier } from '../verification/verifier.ts'
import type { Engine } from './engine.ts'
import { evidenceFor, type InquiryEvidence, macOf, readEvidence, type VerifierEvidence } from './evidence.ts'
import { picturesOf } from './pictures.ts'
import { readReference } from './reference.ts'

export interface DryRun {
  /** What the person would be asked for. */
  missing: AwaitedInput[]
  /** The verifications for which there is something to look at. */
  verifications: { kind: string; status: 'passed' | 'failed'; checks: Check[] }[]
  /** What would become of the inquiry. */
  outcome: InquiryStatus | 'awaiting-input'
}

type Deps = Pick<Engine, 'store' | 'verifiers' | 'examine' | 'clock'>

interface Runnable {
  wanted: TemplateVerification
  verifier: Verifier
  evidence: VerifierEvidence
}

/**
 * What a redemption would make of what an inquiry holds, were all of it shared into an inquiry of this template:
 * everything is verified here and nothing is taken over, no provider is asked, no code sent and nothing written. Whose
 * account it would be in is not known.
 */
export async function dryRun(
  { store: { db }, verifiers, examine, clock }: Deps,
  vault: EnvironmentVault,
  inquiryId: string,
  template: TemplateDocument,
): Promise<DryRun> {
  const held = travelling(await readEvidence(db, vault, inquiryId))
  const reference = await readReference(db, vault)
  const runnable = template.verifications.flatMap((wanted): Runnable[] => {
    const verifier = verifiers.get(wanted.kind)
    const evidence = verifier && evidenceFor(verifier, held)
    return verifier && evidence ? [{ wanted, verifier, evidence }] : []
  })
  const confirmed = runnable.filter(
    one => asksForCode(one.wanted) && one.verifier.reach?.(one.evidence.fields),
  )
  const verifications: DryRun['verifications'] = []
  for (const { wanted, verifier, evidence } of runnable.filter(one => !confirmed.includes(one))) {
    const input = {
      ...evidence,
      id: newId('verification'),
      evidenceMac: macOf(vault, evidence),
      wanted,
      today: dayOf(clock()),
      reference,
      accountPhoto: null,
      possession: 'no_code_sent' as const,
      isAnotherPersons: picturesOf(db, vault, held, async () => {}),
      keepRead() {},
      examine,
    }
    const findings = await (verifier.rehearse?.(input) ?? verifier.run(input))
    verifications.push({ kind: wanted.kind, ...verdict(verifier, wanted, findings) })
  }
  const codes = confirmed.map(one => one.wanted.kind).filter(isCodeKind)
  const missing = [
    ...missingFrom(template, holdingsIn(held)),
    ...codes.map((name): AwaitedInput => ({ kind: 'code', name })),
  ]
  const outcome = missing.length > 0 ? 'awaiting-input' : decide(template, verifications)
  return { missing, verifications, outcome }
}

/** What of this could be shared at all. */
const travelling = ({ fields, documents }: InquiryEvidence): InquiryEvidence => ({
  fields: new Map([...fields].filter(([name]) => dataTypeOfField(name) !== null)),
  documents: documents.filter(({ kind }) => dataTypeOfDocument(kind) !== null),
})

const holdingsIn = ({ fields, documents }: InquiryEvidence) => ({
  fields: new Set(fields.keys()),
  documents: new Set(documents.map(({ kind }) => kind)),
})
