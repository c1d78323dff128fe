import { fieldMappings, mapFields } from '../connect/field-mapping.ts'
import { expiryAfter } from '../connect/inquiry-expiry.ts'
import { documentTravels, fieldTravels } from '../connect/scope.ts'
import { recordEvent } from '../store/events.ts'
import { putFields, readFields } from '../store/fields.ts'
import { type Inquiry, setInquiryStatus } from '../store/inquiries.ts'
import { dataTypes, readJson } from '../store/json.ts'
import { type Lease, noteCopied, type Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { copiedTypes } from './copied-types.ts'
import { copyDocuments } from './copy-documents.ts'
import { destinationOf } from './destination.ts'
import { type Engine, writeStep } from './engine.ts'
import { tell } from './progress.ts'
import { readSource } from './source.ts'
import { stepsOf } from './steps.ts'

/**
 * COPY: brings into the destination's own vault what the scope lets travel and the template can use. Reads the source
 * and writes nothing of it. A field that the destination already holds keeps its value: what the destination knows of
 * the person is what the verifications compare the shared document with.
 */
export async function copy(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const to = await engine.vault.of(engine.store.db, redemption.environment_id)
  const scope = readJson(dataTypes, redemption.scope_json)
  const mappings = readJson(fieldMappings, redemption.field_mappings_json)

  await writeStep(engine, lease, redemption, { stage: 'copied' }, async (tx, now) => {
    const { inquiry, template } = await destinationOf(tx, redemption, now)
    const source = await readSource(tx, engine.vault, redemption)
    const held = await readFields(tx, to, inquiry.id)
    const wanted = new Set(template.fields.map(field => field.key).filter(key => !held.has(key)))
    const shared = new Map([...source.fields].filter(([name]) => fieldTravels(scope, name)))
    const fields = mapFields(shared, mappings, wanted)
    await putFields(tx, to, inquiry.id, fields)
    await noteCopied(tx, redemption.id, fields.size)

    const kinds = new Set(template.documents.map(document => document.kind))
    const documents = source.documents.filter(({ kind }) => documentTravels(scope, kind) && kinds.has(kind))
    const { files } = await copyDocuments(tx, {
      from: source.vault,
      to,
      documents,
      inquiryId: inquiry.id,
      now,
    })
    await start(tx, inquiry, now)
    const types = copiedTypes(scope, fields.keys(), documents)
    const words = { name: 'data.copied', 'data-types': types, fields: fields.size, files } as const
    await tell(tx, redemption, stepsOf(template).copied, words, now)
  })
}

async function start(tx: Db, inquiry: Inquiry, now: number): Promise<void> {
  if (inquiry.status !== 'created') return
  await setInquiryStatus(tx, inquiry.environment_id, inquiry.id, 'pending', {
    started_at: now,
    expires_at: expiryAfter(now, inquiry.expires_after_start_seconds),
    updated_at: now,
  })
  const object = { type: 'inquiry', id: inquiry.id }
  await recordEvent(tx, { environmentId: inquiry.environment_id, name: 'inquiry.started', object }, now)
}
