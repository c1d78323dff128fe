import { z } from 'zod'
import { publishedTypeOf } from '../../connect/field-type.ts'
import { type TemplateField, templateDocument } from '../../connect/template.ts'
import type { InquiryTemplate, PublishedTemplate } from '../../store/templates.ts'
import { type Resource, reference, references, resourceSchema, toMany, toOne } from '../http/document.ts'
import { verificationTemplateId } from '../verifications/verification-template.ts'

const words = z.array(z.string())

const fieldSchema = z.strictObject({
  type: z.string(),
  key: z.string(),
  label: z.string(),
  config: z.strictObject({
    required: z.boolean(),
    'archived-at': z.null(),
    'deactivated-at': z.null(),
    options: z.array(z.string()).optional(),
    'option-labels': z.array(z.string()).optional(),
  }),
})

export const templateSchema = resourceSchema(
  z.literal('inquiry-template'),
  {
    name: z.string(),
    status: z.enum(['active', 'archived']),
    'embedded-flow-domain-allowlist': words,
    'hosted-flow-subdomains': words,
    'hosted-flow-redirect-uri-schemes': words,
    'field-schemas': z.array(fieldSchema).optional(),
    document: templateDocument.optional(),
  },
  { 'latest-published-version': toOne, 'verification-templates': toMany.optional() },
)

/** What this server has no use for is answered empty. */
const EMBEDDING = {
  'embedded-flow-domain-allowlist': [],
  'hosted-flow-subdomains': [],
  'hosted-flow-redirect-uri-schemes': [],
}

function fieldSchemaOf({ key, type, label, required, options }: TemplateField) {
  const choices = options && {
    options: options.map(option => option.value),
    'option-labels': options.map(option => option.label),
  }
  const config = { required, 'archived-at': null, 'deactivated-at': null, ...choices }
  return { type: publishedTypeOf(type), key, label, config }
}

/** A template as lists show it. */
export const listedTemplate = (template: InquiryTemplate): Resource => ({
  type: 'inquiry-template',
  id: template.id,
  attributes: { name: template.name, status: template.status, ...EMBEDDING },
  relationships: {
    'latest-published-version': reference('inquiry-template-version', template.latest_version_id),
  },
})

/**
 * Beside the published attributes the whole document, as ours: a template is nothing but that. Also ours: by which
 * identifiers its parts go that are published as templates of their own.
 */
export const templateResource = ({ templateId, versionId, name, document }: PublishedTemplate): Resource => ({
  type: 'inquiry-template',
  id: templateId,
  attributes: {
    name,
    status: 'active',
    ...EMBEDDING,
    'field-schemas': document.fields.map(fieldSchemaOf),
    document,
  },
  relationships: {
    'latest-published-version': reference('inquiry-template-version', versionId),
    'verification-templates': references(
      document.verifications.map(({ kind }) => ({
        type: `verification-template/${kind}`,
        id: verificationTemplateId(templateId, kind),
      })),
    ),
  },
})
