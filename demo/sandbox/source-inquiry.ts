import { findOrCreateAccount } from '../../server/api/accounts/find-or-create.ts'
import { decide } from '../../server/connect/inquiry.ts'
import { newId } from '../../server/ids.ts'
import { insertDocument } from '../../server/store/documents.ts'
import { putFields } from '../../server/store/fields.ts'
import { insertFile } from '../../server/store/files.ts'
import { insertInquiry, setInquiryStatus } from '../../server/store/inquiries.ts'
import type { Db } from '../../server/store/store.ts'
import type { PublishedTemplate } from '../../server/store/templates.ts'
import type { EnvironmentVault } from '../../server/store/vault.ts'
import { insertVerification } from '../../server/store/verifications.ts'
import { dayOf } from '../../server/verification/dates.ts'
import type { Examine } from '../../server/verification/examine/examine.ts'
import { embeddedVerifiers } from '../../server/verification/registry.ts'
import { verdict } from '../../server/verification/verdict.ts'
import { evidenceOf } from '../people/evidence.ts'
import type { Person } from '../people/person.ts'

interface SourceInquiry {
  vault: EnvironmentVault
  template: PublishedTemplate
  creator: string
  person: Person
  examine: Examine
  now: number
}

/**
 * Writes a specimen person's inquiry at the source as it would stand there: fields and files as they are, the
 * source's own verifications run, the inquiry decided by the source's own rules. It belongs to the person's account.
 */
export async function insertSourceInquiry(db: Db, inquiry: SourceInquiry): Promise<string> {
  const { vault, template, creator, person, examine, now } = inquiry
  const id = newId('inquiry')
  const wanted = { environmentId: vault.environmentId, referenceId: person.key, now }
  const account = await findOrCreateAccount(db, wanted)
  await insertInquiry(db, {
    id,
    environment_id: vault.environmentId,
    template_id: template.templateId,
    template_version_id: template.versionId,
    retention_days: template.document['retention-days'],
    account_id: account.id,
    reference_id: person.key,
    note: null,
    creator,
    created_at: now,
  })
  const fields = new Map(Object.entries(person.fields).filter(([, value]) => value !== ''))
  await putFields(db, vault, id, fields)
  await putFields(db, vault, account.id, fields)
  const evidence = evidenceOf(person)
  for (const one of evidence) {
    await insertDocument(db, vault, { ...one, inquiryId: id }, now)
    for (const { page, contentType, read } of one.files) {
      await insertFile(db, vault, { documentId: one.id, page, contentType, bytes: await read() }, now)
    }
  }

  const results = []
  for (const wanted of template.document.verifications) {
    const verifier = embeddedVerifiers.get(wanted.kind)
    if (!verifier) continue
    const documents = evidence.filter(one => one.kind === verifier.evidence)
    const beside = evidence.filter(one => verifier.beside?.includes(one.kind))
    const verificationId = newId('verification')
    const input = {
      id: verificationId,
      evidenceMac: '',
      fields,
      documents,
      beside,
      wanted,
      today: dayOf(now),
      reference: null,
      accountPhoto: null,
      possession: 'no_code_sent' as const,
      isAnotherPersons: async () => false,
      keepRead() {},
      examine,
    }
    const { status, checks } = verdict(verifier, wanted, await verifier.run(input))
    await insertVerification(db, {
      id: verificationId,
      environment_id: vault.environmentId,
      inquiry_id: id,
      document_id: documents.at(-1)?.id ?? null,
      redemption_id: null,
      cloned_from_json: null,
      kind: wanted.kind,
      status,
      checks_json: JSON.stringify(checks),
      created_at: now,
      submitted_at: now,
      completed_at: now,
    })
    results.push({ kind: wanted.kind, status, checks })
  }
  const status = decide(template.document, results)
  await setInquiryStatus(db, vault.environmentId, id, status, {
    started_at: now,
    completed_at: now,
    updated_at: now,
  })
  return id
}
