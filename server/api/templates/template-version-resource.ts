import { z } from 'zod'
import { iso } from '../../clock.ts'
import { templateDocument } from '../../connect/template.ts'
import type { TemplateVersion } from '../../store/templates.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'

export const templateVersionSchema = resourceSchema(
  z.literal('inquiry-template-version'),
  {
    'name-display': z.string(),
    description: z.null(),
    status: z.literal('published'),
    live: z.boolean(),
    'last-updater': z.null(),
    'enabled-locales': z.array(z.string()),
    'created-at': time,
    'updated-at': time,
    'published-at': time,
    document: templateDocument,
  },
  { 'inquiry-template': toOne },
)

/**
 * A version in the published shape, with its document as ours. It is published as it is made and never changes, so
 * all its times are one.
 */
export const templateVersionResource = (version: TemplateVersion): Resource => ({
  type: 'inquiry-template-version',
  id: version.id,
  attributes: {
    'name-display': version.name,
    description: null,
    status: 'published',
    live: version.live,
    'last-updater': null,
    'enabled-locales': [],
    'created-at': iso(version.created_at),
    'updated-at': iso(version.created_at),
    'published-at': iso(version.created_at),
    document: version.document,
  },
  relationships: { 'inquiry-template': reference('inquiry-template', version.template_id) },
})
