import { knownAttributes } from '../../connect/document-attributes.ts'
import type { DocumentAttributes, StoredDocument } from '../../store/documents.ts'
import { listFiles } from '../../store/files.ts'
import type { Reader } from '../reader.ts'
import type { LinkedFile } from './file-link.ts'

/** A document with links to its files, each with the page that it shows. */
export interface Evidence {
  attributes: DocumentAttributes
  files: readonly { page: string; file: LinkedFile }[]
}

/** What a verification has that looked at no document. */
export const NO_EVIDENCE: Evidence = { attributes: {}, files: [] }

export async function readEvidence({ db, vault, link }: Reader, document: StoredDocument): Promise<Evidence> {
  const files = await listFiles(db, vault.environmentId, [document.id])
  return {
    attributes: knownAttributes(document.read, document.attributes),
    files: files.map(file => ({ page: file.page, file: link(file) })),
  }
}

/** The file that shows a page; null where there is none. */
export const fileOf = ({ files }: Evidence, page: string): LinkedFile | null =>
  files.find(one => one.page === page)?.file ?? null
