import type { DataType, Missing, SessionDataType } from '../api/wire.ts'
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

/** How much of what a template requires a session will bring, by what the person is asked about. */
export function gapOf(template: TemplateDocument, asked: readonly SessionDataType[]) {
  const travels = asked.filter(type => type.available).map(type => type.name)
  const missing = missingByConnection(template, travels)
  const total = [...template.fields, ...template.documents].filter(one => one.required).length
  return { available: total - missing.length, total, missing }
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
