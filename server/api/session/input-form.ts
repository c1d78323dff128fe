import type { z } from 'zod'
import { FILE_BYTES_MAX } from '../../connect/document-pages.ts'
import { VALUE_LENGTH_MAX } from '../../connect/field-type.ts'

/** A form of inputs as JSON Schema: a property for each part (OpenAPI 3.1, section 4.8.15). */
export const inputsForm: z.core.JSONSchema.JSONSchema = {
  type: 'object',
  description: `Parts are named after what they give: \`fields[<name>]\`, \`documents[<kind>][<page>]\`, \`documents[<kind>][id-class]\`. A file has at most ${FILE_BYTES_MAX} bytes; what it is, is told by its content.`,
  patternProperties: {
    '^fields\\[[a-z0-9-]+\\]$': {
      type: 'string',
      maxLength: VALUE_LENGTH_MAX,
      description: 'The text of a field.',
    },
    '^documents\\[[a-z0-9-]+\\]\\[id-class\\]$': {
      type: 'string',
      enum: ['id', 'dl', 'pp'],
      description: 'The class of a document of identity: identity card, driving licence or passport.',
    },
    '^documents\\[[a-z0-9-]+\\]\\[(front|back|center|document)\\]$': {
      type: 'string',
      contentMediaType: 'application/octet-stream',
      description: 'The file of a page: JPEG or PNG, or PDF where the input says so.',
    },
  },
  additionalProperties: false,
}
