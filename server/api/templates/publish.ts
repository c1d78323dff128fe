import type { TemplateDocument } from '../../connect/template.ts'
import { newId } from '../../ids.ts'
import { recordEvent } from '../../store/events.ts'
import type { Db } from '../../store/store.ts'
import { insertTemplate, type PublishedTemplate, publishVersion } from '../../store/templates.ts'

/** Makes a template with its first version, published. */
export async function createTemplate(
  tx: Db,
  environmentId: string,
  { name, document }: { name: string; document: TemplateDocument },
  now: number,
): Promise<PublishedTemplate> {
  const templateId = newId('inquiry-template')
  await insertTemplate(tx, {
    id: templateId,
    environment_id: environmentId,
    name,
    status: 'active',
    latest_version_id: null,
    created_at: now,
  })
  const versionId = await publish(tx, environmentId, templateId, document, now)
  return { templateId, versionId, name, document }
}

/** Publishes a version: new inquiries use it, and those that have begun keep theirs. Its identifier. */
export async function publish(
  tx: Db,
  environmentId: string,
  templateId: string,
  document: TemplateDocument,
  now: number,
): Promise<string> {
  const id = newId('inquiry-template-version')
  await publishVersion(tx, environmentId, { id, templateId, document, now })
  const object = { type: 'inquiry-template-version', id }
  await recordEvent(tx, { environmentId, name: 'inquiry-template-version.published', object }, now)
  return id
}
