import type { DataType } from '../api/wire.ts'
import { dataTypeOfDocument, dataTypeOfField } from '../connect/data-type.ts'
import { documentTravels, fieldTravels } from '../connect/scope.ts'
import type { TemplateDocument } from '../connect/template.ts'
import { newId } from '../ids.ts'
import { insertDocument, readDocuments, type StoredDocument } from '../store/documents.ts'
import { recordEvent } from '../store/events.ts'
import { copyFile, listFiles } from '../store/files.ts'
import { findInquiry, type Inquiry, putFields, readFields, setInquiryStatus } from '../store/inquiries.ts'
import { dataTypes, readJson } from '../store/json.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import { findShareToken } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import { destinationOf } from './destination.ts'
import { type Engine, RedemptionFailed, writeStep } from './engine.ts'
import { tell } from './progress.ts'
import { stepsOf } from './steps.ts'

/**
 * COPY: brings into the destination's own vault what the scope lets travel and the template can use. Reads the source
 * and writes nothing of it. A field that the destination already holds keeps its value: what the destination knows of
 * the person is what the verifications compare the shared document with.
 */
export async function copy(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const { db } = engine.store
  const { inquiry, template } = await destinationOf(db, redemption)
  const source = await sourceOf(db, redemption)
  const [from, to] = await Promise.all([
    engine.vault.of(db, source.environment_id),
    engine.vault.of(db, redemption.environment_id),
  ])
  const scope = readJson(dataTypes, redemption.scope_json)

  await writeStep(engine, lease, redemption, { stage: 'copied' }, async (tx, now) => {
    const fields = await travellingFields(tx, { from, to, source, inquiry, scope, template })
    await putFields(tx, to, inquiry.id, fields)
    const documents = await travellingDocuments(tx, from, source, scope, template)
    const files = await copyDocuments(tx, { from, to, documents, inquiryId: inquiry.id, now })
    await start(tx, inquiry, now)
    const types = typesOf([...fields.keys()], documents, scope)
    await tell(
      tx,
      redemption,
      stepsOf(template).copied,
      { name: 'data.copied', 'data-types': types, fields: fields.size, files },
      now,
    )
  })
}

/** The source's inquiry, which must still be there to be copied. */
async function sourceOf(db: Db, redemption: Redemption): Promise<Inquiry> {
  const token = await findShareToken(db, redemption.environment_id, redemption.share_token_id)
  const source = token && (await findInquiry(db, token.source_environment_id, token.source_id))
  if (!source) throw new RedemptionFailed('source_not_found')
  if (source.redacted_at !== null) throw new RedemptionFailed('source_redacted')
  return source
}

interface FieldsToCopy {
  from: EnvironmentVault
  to: EnvironmentVault
  source: Inquiry
  inquiry: Inquiry
  scope: DataType[]
  template: TemplateDocument
}

async function travellingFields(tx: Db, plan: FieldsToCopy): Promise<Map<string, string>> {
  const held = await readFields(tx, plan.to, plan.inquiry.id)
  const wanted = new Set(plan.template.fields.map(field => field.key))
  const shared = await readFields(tx, plan.from, plan.source.id)
  return new Map(
    [...shared].filter(([name]) => fieldTravels(plan.scope, name) && wanted.has(name) && !held.has(name)),
  )
}

async function travellingDocuments(
  tx: Db,
  from: EnvironmentVault,
  source: Inquiry,
  scope: DataType[],
  template: TemplateDocument,
): Promise<StoredDocument[]> {
  const wanted = new Set(template.documents.map(document => document.kind))
  const shared = await readDocuments(tx, from, source.id)
  return shared.filter(({ kind }) => documentTravels(scope, kind) && wanted.has(kind))
}

interface DocumentsToCopy {
  from: EnvironmentVault
  to: EnvironmentVault
  documents: StoredDocument[]
  inquiryId: string
  now: number
}

/** Copies documents with their files; how many files. */
async function copyDocuments(tx: Db, { from, to, documents, inquiryId, now }: DocumentsToCopy) {
  const files = await listFiles(
    tx,
    from.environmentId,
    documents.map(document => document.id),
  )
  for (const { id: sourceId, kind, attributes } of documents) {
    const id = newId('document')
    await insertDocument(tx, to, { id, inquiryId, kind, attributes }, now)
    for (const file of files.filter(one => one.document_id === sourceId)) {
      await copyFile(tx, from, to, file, id, now)
    }
  }
  return files.length
}

async function start(tx: Db, inquiry: Inquiry, now: number): Promise<void> {
  if (inquiry.status !== 'created') return
  await setInquiryStatus(tx, inquiry.environment_id, inquiry.id, 'pending', {
    started_at: now,
    updated_at: now,
  })
  const object = { type: 'inquiry', id: inquiry.id }
  await recordEvent(tx, { environmentId: inquiry.environment_id, name: 'inquiry.started', object }, now)
}

/** The data types of which something was copied. */
function typesOf(fields: string[], documents: StoredDocument[], scope: DataType[]): DataType[] {
  const present = new Set([
    ...fields.map(dataTypeOfField),
    ...documents.map(document => dataTypeOfDocument(document.kind)),
  ])
  return scope.filter(type => present.has(type))
}
