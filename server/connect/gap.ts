import type { AwaitedInput, DataType, Missing, SessionAttributes, SessionDataType } from '../api/wire.ts'
import { asksForCode } from './confirmation-code.ts'
import { DATA_TYPES, dataTypeOfDocument, dataTypeOfField } from './data-type.ts'
import { dataTypesOf, type TemplateDocument } from './template.ts'

/** What an inquiry holds, by name: fields that have a value, kinds of document that have a file. */
export interface Holdings {
  fields: ReadonlySet<string>
  documents: ReadonlySet<string>
}

/** What the template requires and `held` has not, in the template's order. */
export function missingFrom(template: TemplateDocument, held: Holdings): Missing[] {
  const fields = template.fields.filter(field => field.required && !held.fields.has(field.key))
  const documents = template.documents.filter(({ kind, required }) => required && !held.documents.has(kind))
  return [
    ...fields.map(({ key }): Missing => ({ kind: 'field', name: key })),
    ...documents.map(({ kind }): Missing => ({ kind: 'document', name: kind })),
  ]
}

/** What the template requires and no redemption over a connection of these data types can bring. */
export function missingByConnection(template: TemplateDocument, travels: readonly DataType[]): Missing[] {
  const brought = (type: DataType | null) => type !== null && travels.includes(type)
  return missingFrom(template, {
    fields: new Set(template.fields.map(({ key }) => key).filter(key => brought(dataTypeOfField(key)))),
    documents: new Set(
      template.documents.map(({ kind }) => kind).filter(kind => brought(dataTypeOfDocument(kind))),
    ),
  })
}

/**
 * The codes that a session is sure to ask its person for: of an address that the template requires, so that it will be
 * there, or that is `held` already. One that the source's own verification may stand for is not among them, since nobody
 * knows beforehand.
 */
export function codesFrom(
  { fields, verifications }: TemplateDocument,
  held: ReadonlySet<string> = new Set(),
): AwaitedInput[] {
  // A kind that is confirmed by a code is called like the field with its address.
  const isThere = (kind: string) =>
    held.has(kind) || fields.some(field => field.key === kind && field.required)
  return verifications
    .filter(wanted => asksForCode(wanted) && (wanted.reuse ?? 'rerun') === 'rerun' && isThere(wanted.kind))
    .map(({ kind }) => ({ kind: 'code', name: kind }))
}

/**
 * How much of what a template requires a session will bring, by what the person is asked about, and what is left to them:
 * what is missing, and what they will confirm by a code, which counts neither as there nor as required.
 */
export function gapOf(
  template: TemplateDocument,
  asked: readonly SessionDataType[],
): SessionAttributes['gap'] {
  const travels = asked.filter(type => type.available).map(type => type.name)
  const missing = missingByConnection(template, travels)
  const total = [...template.fields, ...template.documents].filter(one => one.required).length
  return { available: total - missing.length, total, missing: [...missing, ...codesFrom(template)] }
}

/** The data types that a person is asked about: those of the template, with what the connection lets travel. */
export function askedDataTypes(template: TemplateDocument, travels: readonly DataType[]): SessionDataType[] {
  return dataTypesOf(template)
    .map(({ name, required }) => ({
      name,
      required,
      biometric: DATA_TYPES[name].biometric,
      available: travels.includes(name),
    }))
    .filter(type => type.available || type.required)
}
