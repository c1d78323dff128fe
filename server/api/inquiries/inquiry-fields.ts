import { z } from 'zod'
import { STANDARD_FIELDS } from '../../connect/data-type.ts'
import type { TemplateDocument } from '../../connect/template.ts'
import { putFields, removeFields } from '../../store/fields.ts'
import type { Db } from '../../store/store.ts'
import type { PublishedTemplate } from '../../store/templates.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { type FieldValues, fieldValue } from '../field-values.ts'
import { ApiError } from '../http/api-error.ts'

/** Fields of an inquiry as a caller sends them, by name. */
export const inquiryFields = z.record(z.string().max(64), fieldValue).nullish()

type Type = TemplateDocument['fields'][number]['type']

/** What a value of each type must be, in words for the caller. */
const WELL_FORMED: Readonly<Record<Type, [z.ZodType, string]>> = {
  string: [z.string(), 'must be a string'],
  date: [z.iso.date(), 'must be a date, YYYY-MM-DD'],
  'email-address': [z.email(), 'must be an e-mail address'],
}

/**
 * The fields given, if the inquiry can have them: those of its template, or the standard ones where it has none.
 * Throws `unprocessable` for every other field, and for a value that is not of the field's type.
 */
export function wellFormedFields(
  template: PublishedTemplate | null,
  given: z.infer<typeof inquiryFields>,
): FieldValues {
  const types = typesOf(template)
  const fields = new Map(Object.entries(given ?? {}))
  for (const [name, value] of fields) {
    const type = types.get(name)
    if (!type) {
      throw new ApiError(
        'unprocessable',
        'data.attributes.fields has a field that the template does not have',
      )
    }
    const [schema, complaint] = WELL_FORMED[type]
    if (value && !schema.safeParse(value).success) {
      throw new ApiError('unprocessable', `data.attributes.fields.${name} ${complaint}`)
    }
  }
  return fields
}

function typesOf(template: PublishedTemplate | null): Map<string, Type> {
  if (template) return new Map(template.document.fields.map(({ key, type }) => [key, type]))
  return new Map(STANDARD_FIELDS.map(name => [name, name === 'birthdate' ? 'date' : 'string']))
}

/** Writes the fields that have a value and takes those away that are null or empty. */
export async function writeInquiryFields(
  tx: Db,
  vault: EnvironmentVault,
  inquiryId: string,
  fields: FieldValues,
): Promise<void> {
  const present = new Map([...fields].flatMap(([name, value]) => (value ? [[name, value] as const] : [])))
  const absent = [...fields.keys()].filter(name => !present.has(name))
  await removeFields(tx, vault.environmentId, inquiryId, absent)
  await putFields(tx, vault, inquiryId, present)
}
