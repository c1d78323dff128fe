import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { readDocument } from '../../store/documents.ts'
import { readFields } from '../../store/fields.ts'
import { checks } from '../../store/json.ts'
import type { Verification } from '../../store/verifications.ts'
import { documentTypeOf } from '../documents/document-resource.ts'
import { NO_EVIDENCE, readEvidence } from '../documents/evidence.ts'
import { inquiryReferencesShape, readInquiryReferences } from '../documents/inquiry-references.ts'
import { type Resource, reference, resourceSchema, time, toMany, toOne } from '../http/document.ts'
import type { Reader } from '../reader.ts'
import type { VerificationKind } from '../wire.ts'
import { documentKind } from './document.ts'
import { databaseKind, emailAddressKind, phoneNumberKind } from './field-kinds.ts'
import { governmentIdKind } from './government-id.ts'
import type { PublishedKind } from './kind.ts'
import { selfieKind } from './selfie.ts'
import { verificationTemplateReferences } from './verification-template.ts'

const KINDS: Readonly<Record<VerificationKind, PublishedKind>> = {
  'government-id': governmentIdKind,
  selfie: selfieKind,
  document: documentKind,
  database: databaseKind,
  'phone-number': phoneNumberKind,
  'email-address': emailAddressKind,
}

const isKind = (kind: string): kind is VerificationKind => Object.hasOwn(KINDS, kind)

const common = {
  status: z.enum(['initiated', 'submitted', 'passed', 'failed', 'requires_retry', 'canceled', 'skipped']),
  'created-at': time,
  'created-at-ts': z.int(),
  'submitted-at': time.nullable(),
  'submitted-at-ts': z.int().nullable(),
  'completed-at': time.nullable(),
  'completed-at-ts': z.int().nullable(),
  'redacted-at': time.nullable(),
  'country-code': z.string().nullable(),
  tags: z.array(z.string()),
  checks,
  'cloned-from': z
    .strictObject({
      'organization-id': z.string(),
      'completed-at': time.nullable(),
      'inquiry-template-version-id': z.string().nullable(),
    })
    .nullable(),
}

const relationships = {
  ...inquiryReferencesShape,
  'verification-template': toOne,
  'verification-template-version': toOne,
  accounts: toMany,
  document: toOne.optional(),
}

/** The schema of a verification of one kind. */
export const schemaOfKind = (kind: VerificationKind) =>
  resourceSchema(z.literal(`verification/${kind}`), { ...common, ...KINDS[kind].shape }, relationships)

export const verificationSchema = z.union(Object.keys(KINDS).filter(isKind).map(schemaOfKind))

/** A verification in the published shape, with what was read from its document and links to the files. */
export async function readVerificationResource(
  reader: Reader,
  verification: Verification,
): Promise<Resource> {
  const { environment_id: environmentId, inquiry_id: inquiryId, document_id: documentId, kind } = verification
  const document = documentId ? await readDocument(reader.db, reader.vault, documentId) : undefined
  const evidence = document ? await readEvidence(reader, document) : NO_EVIDENCE
  const documentType = document ? documentTypeOf(document.kind) : null
  const { relationships, accounts } = await readInquiryReferences(reader.db, environmentId, inquiryId)
  const published = isKind(kind)
    ? KINDS[kind].attributes({ evidence, fields: await fieldsOf(reader, verification) })
    : {}
  return {
    type: `verification/${kind}`,
    id: verification.id,
    attributes: { ...commonAttributes(verification), ...published },
    relationships: {
      ...relationships,
      ...verificationTemplateReferences(
        kind,
        relationships['inquiry-template'].data?.id ?? null,
        relationships['inquiry-template-version'].data?.id ?? null,
      ),
      accounts,
      ...(documentType ? { document: reference(documentType, documentId) } : {}),
    },
  }
}

/** The fields that a verification was shown, while they and it are there. */
async function fieldsOf({ db, vault }: Reader, { inquiry_id: inquiryId, redacted_at }: Verification) {
  return inquiryId === null || redacted_at !== null
    ? new Map<string, string>()
    : readFields(db, vault, inquiryId)
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

const commonAttributes = (verification: Verification) => ({
  status: verification.status,
  'created-at': iso(verification.created_at),
  'created-at-ts': seconds(verification.created_at),
  'submitted-at': isoOrNull(verification.submitted_at),
  'submitted-at-ts': seconds(verification.submitted_at),
  'completed-at': isoOrNull(verification.completed_at),
  'completed-at-ts': seconds(verification.completed_at),
  'redacted-at': isoOrNull(verification.redacted_at),
  'country-code': null,
  tags: [],
  checks: verification.checks,
  'cloned-from': verification.clonedFrom && {
    ...verification.clonedFrom,
    'completed-at': isoOrNull(verification.clonedFrom['completed-at']),
  },
})
