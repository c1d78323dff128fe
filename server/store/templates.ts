import type { Selectable } from 'kysely'
import { type TemplateDocument, templateDocument } from '../connect/template.ts'
import { readJson } from './json.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { called } from './search.ts'
import type { Db } from './store.ts'
import type { InquiryTemplateTable, InquiryTemplateVersionTable } from './tables/inquiries.ts'

export type InquiryTemplate = Selectable<InquiryTemplateTable>

/** A version with its template's name, and whether it is the one that new inquiries use. */
export interface TemplateVersion extends Omit<Selectable<InquiryTemplateVersionTable>, 'document_json'> {
  name: string
  live: boolean
  document: TemplateDocument
}

export interface PublishedTemplate {
  templateId: string
  versionId: string
  name: string
  document: TemplateDocument
}

export const insertTemplate = (db: Db, row: InquiryTemplateTable) =>
  db.insertInto('inquiry_template').values(row).execute()

/** Adds a version and makes it the one that new inquiries use. */
export async function publishVersion(
  db: Db,
  environmentId: string,
  version: { id: string; templateId: string; document: TemplateDocument; now: number },
): Promise<void> {
  await db
    .insertInto('inquiry_template_version')
    .values({
      id: version.id,
      environment_id: environmentId,
      template_id: version.templateId,
      document_json: JSON.stringify(version.document),
      created_at: version.now,
    })
    .execute()
  await db
    .updateTable('inquiry_template')
    .set({ latest_version_id: version.id })
    .where('environment_id', '=', environmentId)
    .where('id', '=', version.templateId)
    .execute()
}

const published = (db: Db, environmentId: string) =>
  db
    .selectFrom('inquiry_template_version as version')
    .innerJoin('inquiry_template as template', 'template.id', 'version.template_id')
    .select([
      'template.id as templateId',
      'template.name',
      'version.id as versionId',
      'version.document_json',
    ])
    .where('template.environment_id', '=', environmentId)
    .where('version.environment_id', '=', environmentId)

type PublishedRow = { templateId: string; versionId: string; name: string; document_json: string }

const toPublished = ({ document_json, ...row }: PublishedRow): PublishedTemplate => ({
  ...row,
  document: readJson(templateDocument, document_json),
})

/** The latest published version of an active template; undefined where there is none in this environment. */
export async function findLatestVersion(db: Db, environmentId: string, templateId: string) {
  const row = await published(db, environmentId)
    .where('template.id', '=', templateId)
    .where('template.status', '=', 'active')
    .whereRef('version.id', '=', 'template.latest_version_id')
    .executeTakeFirst()
  return row && toPublished(row)
}

export async function findVersion(db: Db, environmentId: string, versionId: string) {
  const row = await published(db, environmentId).where('version.id', '=', versionId).executeTakeFirst()
  return row && toPublished(row)
}

/** A version that something of this environment refers to. */
export async function getVersion(
  db: Db,
  environmentId: string,
  versionId: string,
): Promise<PublishedTemplate> {
  const row = await published(db, environmentId).where('version.id', '=', versionId).executeTakeFirstOrThrow()
  return toPublished(row)
}

export interface TemplateFilter {
  /** An identifier, or a part of what it is called. */
  search?: string | undefined
}

export async function listTemplates(
  db: Db,
  environmentId: string,
  { search }: TemplateFilter,
  page: PageRequest,
): Promise<Page<InquiryTemplate>> {
  const query = db.selectFrom('inquiry_template').selectAll().where('environment_id', '=', environmentId)
  if (search === undefined) return readPage(query, page)
  return readPage(query.where('id', 'in', await called(db, 'inquiry_template', environmentId, search)), page)
}

export const findTemplate = (
  db: Db,
  environmentId: string,
  id: string,
): Promise<InquiryTemplate | undefined> =>
  db
    .selectFrom('inquiry_template')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

const versions = (db: Db, environmentId: string) =>
  db
    .selectFrom('inquiry_template_version as version')
    .innerJoin('inquiry_template as template', 'template.id', 'version.template_id')
    .selectAll('version')
    .select(['template.name', 'template.latest_version_id'])
    .where('template.environment_id', '=', environmentId)
    .where('version.environment_id', '=', environmentId)

type VersionRow = Selectable<InquiryTemplateVersionTable> & { name: string; latest_version_id: string | null }

const toVersion = ({ document_json, latest_version_id, ...row }: VersionRow): TemplateVersion => ({
  ...row,
  live: row.id === latest_version_id,
  document: readJson(templateDocument, document_json),
})

export async function findTemplateVersion(
  db: Db,
  environmentId: string,
  id: string,
): Promise<TemplateVersion | undefined> {
  const row = await versions(db, environmentId).where('version.id', '=', id).executeTakeFirst()
  return row && toVersion(row)
}

export async function listTemplateVersions(
  db: Db,
  environmentId: string,
  templateId: string,
  page: PageRequest,
): Promise<Page<TemplateVersion>> {
  const query = versions(db, environmentId).where('template.id', '=', templateId)
  const { rows, ...others } = await readPage(query, page, 'version.id')
  return { ...others, rows: rows.map(toVersion) }
}
