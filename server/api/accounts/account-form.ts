import type { z } from 'zod'
import { FILE_BYTES_MAX } from '../../connect/document-pages.ts'
import type { LargeBody } from '../http/large-body.ts'

type Parts = NonNullable<z.core.JSONSchema.JSONSchema['patternProperties']>

const PARTS: Parts = {
  '^data\\[attributes\\]\\[selfie-photo\\]\\[data\\]$': {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    description: 'The photo: JPEG or PNG.',
  },
  '^data\\[attributes\\]\\[tags\\]\\[\\]$': { type: 'string', description: 'A tag; a part for each.' },
  '^data\\[attributes\\](\\[fields\\])?(\\[[a-z0-9-]+\\]){1,2}$': {
    type: 'string',
    description: 'The text of an attribute or a field.',
  },
}

const formOf = (parts: Parts): LargeBody => ({
  form: {
    type: 'object',
    description: `Parts are named after the properties of the JSON body, one within the other. A file has at most ${FILE_BYTES_MAX} bytes; what it is, is told by its content.`,
    patternProperties: { ...PARTS, ...parts },
    additionalProperties: false,
  },
  fileBytesMax: FILE_BYTES_MAX,
})

/** The same bodies as forms, in which a photo needs no base64 (published). */
export const changedAccountForm = formOf({})
export const newAccountForm = formOf({
  '^meta\\[upsert-by\\]$': {
    type: 'string',
    description: 'The attribute by which a known account is changed instead.',
  },
})
