import { z } from 'zod'
import { iso } from '../../clock.ts'
import type { StoredDocument } from '../../store/documents.ts'
import { type Resource, resourceSchema, time, toMany } from '../http/document.ts'
import type { Reader } from '../reader.ts'
import { type Evidence, fileOf, readEvidence } from './evidence.ts'
import { linkedFile } from './file-link.ts'
import { inquiryReferencesShape, readInquiryReferences } from './inquiry-references.ts'
import { printedAttributes, printedShape } from './printed-attributes.ts'

export type DocumentType = 'document/government-id' | 'document/generic'

/** The published type of a kind of document; null for a selfie, which is published as an object of its own. */
export function documentTypeOf(kind: string): DocumentType | null {
  if (kind === 'selfie') return null
  return kind === 'government-id' ? 'document/government-id' : 'document/generic'
}

const common = {
  status: z.literal('processed'),
  'created-at': time,
  'processed-at': time,
  'processed-at-ts': z.int(),
}

const relationships = { ...inquiryReferencesShape, 'document-files': toMany }

export const governmentIdDocumentSchema = resourceSchema(
  z.literal('document/government-id'),
  {
    ...common,
    'front-photo': linkedFile.nullable(),
    'back-photo': linkedFile.nullable(),
    'selfie-photo': z.null(),
    ...printedShape,
  },
  relationships,
)

export const genericDocumentSchema = resourceSchema(
  z.literal('document/generic'),
  {
    ...common,
    kind: z.string(),
    files: z.array(linkedFile),
    'files-normalized': z.array(linkedFile),
    'extraction-responses': z.array(z.string()).max(0),
    'document-type': z.null(),
    fields: z.record(z.string(), z.strictObject({ type: z.literal('string'), value: z.string() })),
  },
  relationships,
)

export const documentSchema = z.union([governmentIdDocumentSchema, genericDocumentSchema])

/** A document in the published shape, with links to its files; null where it is none that is published as one. */
export async function readDocumentResource(
  reader: Reader,
  document: StoredDocument,
): Promise<Resource | null> {
  const type = documentTypeOf(document.kind)
  if (type === null) return null
  const evidence = await readEvidence(reader, document)
  const { environment_id: environmentId, inquiry_id: inquiryId } = document
  const { relationships } = await readInquiryReferences(reader.db, environmentId, inquiryId)
  return {
    type,
    id: document.id,
    attributes: {
      status: document.status,
      'created-at': iso(document.created_at),
      'processed-at': iso(document.created_at),
      'processed-at-ts': Math.floor(document.created_at / 1000),
      ...(type === 'document/government-id' ? governmentId(evidence) : generic(document, evidence)),
    },
    relationships: { ...relationships, 'document-files': { data: [] } },
  }
}

const governmentId = (evidence: Evidence) => ({
  'front-photo': fileOf(evidence, 'front'),
  'back-photo': fileOf(evidence, 'back'),
  'selfie-photo': null,
  ...printedAttributes(evidence.attributes),
})

function generic({ kind }: StoredDocument, { attributes, files }: Evidence) {
  const texts = Object.entries(attributes).filter(([, value]) => typeof value === 'string')
  return {
    kind,
    files: files.map(({ file }) => file),
    'files-normalized': files.map(({ file }) => file),
    'extraction-responses': [],
    'document-type': null,
    fields: Object.fromEntries(texts.map(([name, value]) => [name, { type: 'string', value }])),
  }
}
