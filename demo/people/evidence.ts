import { readFileSync } from 'node:fs'
import { newDocumentId } from '../../server/store/documents.ts'
import type { Evidence } from '../../server/verification/verifier.ts'
import type { Person, PersonDocument } from './person.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = { jpg: 'image/jpeg', pdf: 'application/pdf' }

/** A person's documents with their files, as a source holds them and a verification looks at them. */
export const evidenceOf = (person: Person): Evidence[] =>
  person.documents.map(document => ({
    id: newDocumentId(document.kind),
    kind: document.kind,
    attributes: attributesOf(document),
    files: document.files.map(({ page, path }) => {
      const bytes = readFileSync(new URL(path, import.meta.url))
      return { page, contentType: contentTypeOf(path), read: async () => bytes }
    }),
  }))

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
