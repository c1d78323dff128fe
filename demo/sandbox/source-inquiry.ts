import { readFileSync } from 'node:fs'
import { findOrCreateAccount } from '../../server/api/accounts/find-or-create.ts'
import { decide } from '../../server/connect/inquiry.ts'
import { newId } from '../../server/ids.ts'
import { insertDocument, newDocumentId } from '../../server/store/documents.ts'
import { putFields } from '../../server/store/fields.ts'
import { insertFile } from '../../server/store/files.ts'
import { insertInquiry, setInquiryStatus } from '../../server/store/inquiries.ts'
import type { Db } from '../../server/store/store.ts'
import type { PublishedTemplate } from '../../server/store/templates.ts'
import type { EnvironmentVault } from '../../server/store/vault.ts'
import { insertVerification } from '../../server/store/verifications.ts'
import { dayOf } from '../../server/verification/dates.ts'
import { embeddedVerifiers } from '../../server/verification/registry.ts'
import { verdict } from '../../server/verification/verdict.ts'
import type { Evidence } from '../../server/verification/verifier.ts'
import type { Person, PersonDocument } from '../people/person.ts'

interface SourceInquiry {
  vault: EnvironmentVault
  template: PublishedTemplate
  creator: string
  person: Person
  now: number
}

/** Files of the specimen people, beside people.ts. */
const PEOPLE = new URL('../people/', import.meta.url)

const CONTENT_TYPES: Readonly<Record<string, string>> = { jpg: 'image/jpeg', pdf: 'application/pdf' }

/**
 * Writes a specimen person's inquiry at the source as it would stand there: fields and files as they are, the
 * source's own verifications run, the inquiry decided by the source's own rules. It belongs to the person's account.
 */
export async function insertSourceInquiry(db: Db, inquiry: SourceInquiry): Promise<string> {
  const { vault, template, creator, person, now } = inquiry
  const id = newId('inquiry')
  const wanted = { environmentId: vault.environmentId, referenceId: person.key, now }
  const account = await findOrCreateAccount(db, wanted)
  await insertInquiry(db, {
    id,
    environment_id: vault.environmentId,
    template_id: template.templateId,
    template_version_id: template.versionId,
    account_id: account.id,
    reference_id: person.key,
    note: null,
    creator,
    created_at: now,
  })
  const fields = new Map(Object.entries(person.fields).filter(([, value]) => value !== ''))
  await putFields(db, vault, id, fields)
  await putFields(db, vault, account.id, fields)
  const evidence: Evidence[] = []
  for (const document of person.documents) evidence.push(await insertEvidence(db, vault, id, document, now))

  const results = []
  for (const wanted of template.document.verifications) {
    const verifier = embeddedVerifiers.get(wanted.kind)
    if (!verifier) continue
    const documents = evidence.filter(one => one.kind === verifier.evidence)
    const findings = await verifier.run({ fields, documents, today: dayOf(now), minimumAge: null })
    const { status, checks } = verdict(verifier, wanted, findings)
    await insertVerification(db, {
      id: newId('verification'),
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
    results.push({ kind: wanted.kind, status })
  }
  const status = decide(template.document, results)
  await setInquiryStatus(db, vault.environmentId, id, status, {
    started_at: now,
    completed_at: now,
    updated_at: now,
  })
  return id
}

async function insertEvidence(
  db: Db,
  vault: EnvironmentVault,
  inquiryId: string,
  document: PersonDocument,
  now: number,
): Promise<Evidence> {
  const id = newDocumentId(document.kind)
  const attributes = attributesOf(document)
  await insertDocument(db, vault, { id, inquiryId, kind: document.kind, attributes }, now)
  const files = document.files.map(({ page, path }) => {
    const bytes = readFileSync(new URL(path, PEOPLE))
    return { page, contentType: contentTypeOf(path), bytes, read: async () => bytes }
  })
  for (const { page, contentType, bytes } of files) {
    await insertFile(db, vault, { documentId: id, page, contentType, bytes }, now)
  }
  return { id, kind: document.kind, attributes, files }
}

/** What the source has read from the document: the printed attributes and, of an ID, the machine-readable zone. */
function attributesOf(document: PersonDocument): Record<string, string | string[]> {
  switch (document.kind) {
    case 'government-id':
      return { ...document.attributes, 'id-class': document['id-class'], mrz: [...document.mrz] }
    case 'proof-of-address':
      return { ...document.attributes }
    case 'selfie':
      return {}
  }
}

function contentTypeOf(path: string): string {
  const type = CONTENT_TYPES[path.split('.').at(-1) ?? '']
  if (!type) throw new Error(`${path} is of no type that is known here`)
  return type
}
