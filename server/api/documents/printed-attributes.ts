import { z } from 'zod'
import type { DocumentAttributes } from '../../store/documents.ts'

/** What is printed on a government ID, by the published names. */
const PRINTED = [
  'id-class',
  'name-first',
  'name-middle',
  'name-last',
  'name-suffix',
  'native-name-first',
  'native-name-middle',
  'native-name-last',
  'native-name-title',
  'birthdate',
  'address-street-1',
  'address-street-2',
  'address-city',
  'address-subdivision',
  'address-postal-code',
  'issuing-authority',
  'issuing-subdivision',
  'nationality',
  'document-number',
  'visa-status',
  'issue-date',
  'expiration-date',
  'birthplace',
  'height',
  'sex',
  'endorsements',
  'restrictions',
  'vehicle-class',
  'identification-number',
] as const

export const printedShape = {
  ...Object.fromEntries(PRINTED.map(name => [name, z.string().nullable()])),
  designations: z.array(z.string()).nullable(),
}

/** The printed attributes; null where the document has none of that name, or where it has been redacted. */
export function printedAttributes(attributes: DocumentAttributes) {
  const { designations } = attributes
  return {
    ...Object.fromEntries(PRINTED.map(name => [name, textOf(attributes, name)])),
    designations: Array.isArray(designations) ? designations : null,
  }
}

/** An attribute that is a text; null where there is none of that name. */
export function textOf(attributes: DocumentAttributes, name: string): string | null {
  const value = attributes[name]
  return typeof value === 'string' ? value : null
}
