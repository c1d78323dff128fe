import { z } from 'zod'
import { STANDARD_FIELDS } from '../../connect/data-type.ts'
import { VALUE_LENGTH_MAX } from '../../connect/field-type.ts'
import { readFieldValue } from '../../connect/field-value.ts'
import type { TemplateField } from '../../connect/template.ts'
import { putFields, removeFields } from '../../store/fields.ts'
import type { Db } from '../../store/store.ts'
import type { PublishedTemplate } from '../../store/templates.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { type FieldValues, fieldValue } from '../field-values.ts'
import { ApiError } from '../http/api-error.ts'

/** Fields of an inquiry as a caller sends them, by name. */
export const inquiryFields = z.record(z.string().max(64), fieldValue).nullish()

/**
 * The fields given, if the inquiry can have them: those of its template, or the standard ones where it has none.
 * Throws `unprocessable` for every other field, and for a value that is not of the field's type.
 */
export function wellFormedFields(
  template: PublishedTemplate | null,
  given: z.infer<typeof inquiryFields>,
): FieldValues {
  const known = template?.document.fields ?? STANDARD
  const fields = new Map<string, string | null>()
  for (const [name, value] of Object.entries(given ?? {})) {
    const field = known.find(({ key }) => key === name)
    if (!field) {
      throw new ApiError(
        'unprocessable',
        'data.attributes.fields has a field that the template does not have',
      )
    }
    fields.set(name, value ? wellFormed(field, value) : value)
  }
  return fields
}

const STANDARD: readonly TemplateField[] = STANDARD_FIELDS.map(key => ({
  key,
  type: key === 'birthdate' ? 'date' : 'string',
  label: key,
  required: false,
}))

function wellFormed(field: TemplateField, value: string): string {
  const reading = field.type === 'string' ? readString(field, value) : readFieldValue(field, value)
  if ('value' in reading) return reading.value
  throw new ApiError('unprocessable', `data.attributes.fields.${field.key} ${reading.problem}`)
}

/** An organization's own strings are taken as they are, within their length. */
function readString({ 'max-length': longest = VALUE_LENGTH_MAX }: TemplateField, value: string) {
  return value.length > longest ? { problem: `must have at most ${longest} characters` } : { value }
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
