import { z } from 'zod'
import { VALUE_LENGTH_MAX } from '../connect/field-type.ts'
import { countFields, putFields, removeFields } from '../store/fields.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import { ApiError } from './http/api-error.ts'

/** Longest name of a field, in characters. */
const NAME_LENGTH_MAX = 64
/** How many fields an account or a transaction can have. */
const FIELDS_MAX = 100

/** The value of a field; null takes the field away. */
export const fieldValue = z.string().max(VALUE_LENGTH_MAX).nullable()

/** The name of a field: words of letters and digits, in kebab-case however a caller writes them. */
export const fieldName = z
  .string()
  .max(NAME_LENGTH_MAX)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** Fields as a caller sends them, by name. */
export type FieldValues = ReadonlyMap<string, string | null>

/**
 * Writes the fields that have a value and takes those away that have none. Throws `unprocessable` where there would
 * be more of them than an object can have.
 */
export async function writeFields(
  tx: Db,
  vault: EnvironmentVault,
  ownerId: string,
  fields: FieldValues,
): Promise<void> {
  const present = new Map([...fields].flatMap(([name, value]) => (value ? [[name, value] as const] : [])))
  const absent = [...fields.keys()].filter(name => !present.has(name))
  await removeFields(tx, vault.environmentId, ownerId, absent)
  await putFields(tx, vault, ownerId, present)
  if ((await countFields(tx, vault.environmentId, ownerId)) > FIELDS_MAX) {
    throw new ApiError('unprocessable', `data.attributes.fields are too many: at most ${FIELDS_MAX}`)
  }
}
