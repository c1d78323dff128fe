import type { Selectable } from 'kysely'
import { z } from 'zod'
import { newId } from '../ids.ts'
import { readJson } from './json.ts'
import type { Db } from './store.ts'
import type { DocumentTable } from './tables/people.ts'
import type { EnvironmentVault } from './vault.ts'

/** What was read from a document, by published attribute name; `mrz` holds the machine-readable zone's lines. */
export const documentAttributes = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

export type DocumentAttributes = z.infer<typeof documentAttributes>

export interface StoredDocument extends Omit<Selectable<DocumentTable>, 'sealed_attributes' | 'sealed_read'> {
  /** What came with it as already read. */
  attributes: DocumentAttributes
  /** What a verification here has read from its pictures. */
  read: DocumentAttributes
}

/** A selfie is published as an object of its own, with a prefix of its own. */
export const newDocumentId = (kind: string): string => newId(kind === 'selfie' ? 'selfie' : 'document')

const contextOf = (id: string) => ['document', id, 'attributes']
const readContextOf = (id: string) => ['document', id, 'read']

export interface NewDocument {
  id: string
  inquiryId: string | null
  /** Of an account's photo: whose it is. */
  accountId?: string
  kind: string
  attributes: DocumentAttributes
  /** Where the person gives it in a session, page by page: which session that is. */
  sessionId?: string
}

/** Adds a document; one that a person gives is whole only when {@link updateGivenDocument} says so. */
export const insertDocument = (db: Db, vault: EnvironmentVault, document: NewDocument, now: number) =>
  db
    .insertInto('document')
    .values({
      id: document.id,
      environment_id: vault.environmentId,
      inquiry_id: document.inquiryId,
      account_id: document.accountId ?? null,
      kind: document.kind,
      status: document.sessionId === undefined ? 'processed' : 'initiated',
      sealed_attributes: vault.seal(JSON.stringify(document.attributes), contextOf(document.id)),
      sealed_read: null,
      created_at: now,
      session_id: document.sessionId ?? null,
    })
    .execute()

const open = (
  vault: EnvironmentVault,
  { sealed_attributes, sealed_read, ...row }: Selectable<DocumentTable>,
): StoredDocument => ({
  ...row,
  attributes: readJson(documentAttributes, vault.unseal(sealed_attributes, contextOf(row.id))),
  read: sealed_read ? readJson(documentAttributes, vault.unseal(sealed_read, readContextOf(row.id))) : {},
})

/** A document with what was read from it. One that is not whole yet is not there. */
export async function readDocument(
  db: Db,
  vault: EnvironmentVault,
  id: string,
): Promise<StoredDocument | undefined> {
  const row = await db
    .selectFrom('document')
    .selectAll()
    .where('environment_id', '=', vault.environmentId)
    .where('id', '=', id)
    .where('status', '=', 'processed')
    .executeTakeFirst()
  return row && open(vault, row)
}

/** The whole documents of an inquiry with what was read from them, oldest first. */
export async function readDocuments(
  db: Db,
  vault: EnvironmentVault,
  inquiryId: string,
): Promise<StoredDocument[]> {
  const rows = await db
    .selectFrom('document')
    .selectAll()
    .where('environment_id', '=', vault.environmentId)
    .where('inquiry_id', '=', inquiryId)
    .where('status', '=', 'processed')
    .orderBy('id')
    .execute()
  return rows.map(row => open(vault, row))
}

/** The documents that a person has given in a session, or begun to, oldest first. */
export async function readGivenDocuments(
  db: Db,
  vault: EnvironmentVault,
  inquiryId: string,
  sessionId: string,
): Promise<StoredDocument[]> {
  const rows = await db
    .selectFrom('document')
    .selectAll()
    .where('environment_id', '=', vault.environmentId)
    .where('inquiry_id', '=', inquiryId)
    .where('session_id', '=', sessionId)
    .orderBy('id')
    .execute()
  return rows.map(row => open(vault, row))
}

/**
 * Says of a document that a person gives what is known of it, and whether all of its pages are there. What was read from
 * the pages before is not what is on these.
 */
export const updateGivenDocument = (
  db: Db,
  vault: EnvironmentVault,
  { id, status, attributes }: Pick<StoredDocument, 'id' | 'status' | 'attributes'>,
) =>
  db
    .updateTable('document')
    .set({
      status,
      sealed_attributes: vault.seal(JSON.stringify(attributes), contextOf(id)),
      sealed_read: null,
    })
    .where('environment_id', '=', vault.environmentId)
    .where('id', '=', id)
    .execute()

/**
 * Keeps what a verification has read from a document's pictures, in the place of what an earlier one has. A document that
 * has been redacted meanwhile, and so taken out of its inquiry, stays empty.
 */
export const keepReadOfDocument = (db: Db, vault: EnvironmentVault, id: string, read: DocumentAttributes) =>
  db
    .updateTable('document')
    .set({ sealed_read: vault.seal(JSON.stringify(read), readContextOf(id)) })
    .where('environment_id', '=', vault.environmentId)
    .where('id', '=', id)
    .where('inquiry_id', 'is not', null)
    .execute()

/** Every document of an inquiry, also one that is not whole, with who gave it and without what is in it. */
export const listEveryDocument = (
  db: Db,
  environmentId: string,
  inquiryId: string,
): Promise<Pick<StoredDocument, 'id' | 'kind' | 'status' | 'session_id'>[]> =>
  db
    .selectFrom('document')
    .select(['id', 'kind', 'status', 'session_id'])
    .where('environment_id', '=', environmentId)
    .where('inquiry_id', '=', inquiryId)
    .orderBy('id')
    .execute()

/** The whole documents of several inquiries, without what is in them. */
export const listDocuments = (db: Db, environmentId: string, inquiryIds: string[]) =>
  inquiryIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('document')
        .select(['id', 'kind', 'inquiry_id'])
        .where('environment_id', '=', environmentId)
        .where('inquiry_id', 'in', inquiryIds)
        .where('status', '=', 'processed')
        .orderBy('id')
        .execute()

/** Leaves nothing of what was read from a document. The document itself stays. */
export const emptyDocument = (db: Db, vault: EnvironmentVault, id: string) =>
  db
    .updateTable('document')
    .set({ sealed_attributes: vault.seal('{}', contextOf(id)), sealed_read: null })
    .where('environment_id', '=', vault.environmentId)
    .where('id', '=', id)
    .execute()

/** Takes a document out of its inquiry, which no longer has it. */
export const detachDocument = (db: Db, environmentId: string, id: string) =>
  db
    .updateTable('document')
    .set({ inquiry_id: null })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .execute()
