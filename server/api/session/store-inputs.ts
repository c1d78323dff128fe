import type { GivenInputs } from '../../connect/check-inputs.ts'
import { pagesOf } from '../../connect/document-pages.ts'
import { isWhole } from '../../connect/inputs.ts'
import {
  insertDocument,
  newDocumentId,
  readGivenDocuments,
  updateGivenDocument,
} from '../../store/documents.ts'
import { putFields, removeFields } from '../../store/fields.ts'
import { insertFile, listFiles, removeFiles } from '../../store/files.ts'
import type { Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { idClassOf } from './input-state.ts'
import type { UploadedFile } from './read-inputs.ts'

/** Stores what a person has given in a session, in the place of what they gave before. */
export async function storeInputs(
  tx: Db,
  vault: EnvironmentVault,
  session: Session,
  fields: ReadonlyMap<string, string | null>,
  given: GivenInputs<UploadedFile>,
  now: number,
): Promise<void> {
  const { environment_id: environmentId, inquiry_id: inquiryId } = session
  const values = new Map([...fields].flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
  const takenBack = [...fields.keys()].filter(name => !values.has(name))
  await putFields(tx, vault, inquiryId, values, session.id)
  await removeFields(tx, environmentId, inquiryId, takenBack)
  const kinds = new Set([...given.files, ...given.idClasses].map(({ kind }) => kind))
  for (const kind of kinds) {
    const idClass = given.idClasses.find(one => one.kind === kind)?.value
    const files = given.files.filter(file => file.kind === kind)
    await storeDocument(tx, vault, session, { kind, idClass, files }, now)
  }
}

interface Brought {
  kind: string
  /** As it was named in this request; undefined where it was not. */
  idClass: string | undefined
  files: readonly UploadedFile[]
}

/** Adds pages to a document that the session gives. It is whole, and evidence, once all pages of its class are there. */
async function storeDocument(
  tx: Db,
  vault: EnvironmentVault,
  session: Session,
  { kind, idClass, files }: Brought,
  now: number,
): Promise<void> {
  const { environmentId } = vault
  const { id: documentId, attributes: known } = await beginDocument(tx, vault, session, kind, now)
  const attributes = idClass === undefined ? known : { ...known, 'id-class': idClass }
  const pages = pagesOf(kind, idClassOf(attributes))
  const earlier = await listFiles(tx, environmentId, [documentId])
  const outdated = earlier.filter(
    file => files.some(({ page }) => page === file.page) || !pages.some(page => page === file.page),
  )
  await removeFiles(tx, environmentId, outdated)
  for (const { page, contentType, bytes } of files) {
    if (contentType) await insertFile(tx, vault, { documentId, page, contentType, bytes }, now)
  }
  const there = await listFiles(tx, environmentId, [documentId])
  const whole = isWhole(kind, {
    idClass: idClassOf(attributes),
    pages: new Set(there.map(({ page }) => page)),
  })
  const status = whole ? 'processed' : 'initiated'
  await updateGivenDocument(tx, vault, { id: documentId, status, attributes })
}

/** The document of this kind that the session has begun to give; a new one where it has not. */
async function beginDocument(tx: Db, vault: EnvironmentVault, session: Session, kind: string, now: number) {
  const { id: sessionId, inquiry_id: inquiryId } = session
  const begun = await readGivenDocuments(tx, vault, inquiryId, sessionId)
  const found = begun.find(document => document.kind === kind)
  if (found) return found
  const document = { id: newDocumentId(kind), kind, inquiryId, attributes: {}, sessionId }
  await insertDocument(tx, vault, document, now)
  return document
}
