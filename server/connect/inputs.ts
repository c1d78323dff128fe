import type { DocumentInput, FieldInput, InputResource } from '../api/wire.ts'
import { FILE_BYTES_MAX, pagesOf, shapeOf } from './document-pages.ts'
import { inputTypeOf } from './field-type.ts'
import { lengthMaxOf } from './field-value.ts'
import { labelIn } from './label.ts'
import type { TemplateDocument, TemplateField } from './template.ts'

/** A document that a session is giving, page by page. */
export interface GivenDocument {
  idClass: string | null
  pages: ReadonlySet<string>
}

/** What an inquiry holds, by name, and who brought it. Values play no part. */
export interface InputState {
  /** What others brought: the source, or the organization itself. */
  held: { fields: ReadonlySet<string>; documents: ReadonlySet<string> }
  /** What the session has given, by a field's name or a document's kind. */
  given: { fields: ReadonlySet<string>; documents: ReadonlyMap<string, GivenDocument> }
}

/** What a template asks of the person: all that it can use and nobody else has brought, in its order. */
export function askedOf(template: TemplateDocument, { held }: Pick<InputState, 'held'>) {
  return {
    fields: template.fields.filter(({ key }) => !held.fields.has(key)),
    documents: template.documents.filter(({ kind }) => !held.documents.has(kind)),
  }
}

/** Whether a document has all the pages of its class. */
export const isWhole = (kind: string, { idClass, pages }: GivenDocument): boolean =>
  pagesOf(kind, idClass).every(page => pages.has(page))

/** The name of a part: what a person is asked for is called so wherever it is spoken of. */
export const fieldPart = (name: string): string => `fields[${name}]`
export const documentPart = (kind: string, page?: string): string =>
  page === undefined ? `documents[${kind}]` : `documents[${kind}][${page}]`

/**
 * What a template asks of the person, with what of it has been given, in a language. Of what others have brought, the
 * fields named by `replaceable` are there as given, for the person to change.
 */
export function inputsOf(
  template: TemplateDocument,
  state: InputState,
  locale: string,
  replaceable: ReadonlySet<string> = new Set(),
): InputResource[] {
  const { documents } = askedOf(template, state)
  const languages = { wanted: locale, own: template.locale ?? null }
  const { held, given } = state
  const fields = template.fields.filter(({ key }) => !held.fields.has(key) || replaceable.has(key))
  return [
    ...fields.map(field => ({
      type: 'connect/input' as const,
      id: fieldPart(field.key),
      attributes: fieldInput(field, given.fields.has(field.key) || held.fields.has(field.key), languages),
    })),
    ...documents.map(document => ({
      type: 'connect/input' as const,
      id: documentPart(document.kind),
      attributes: documentInput(document, given.documents.get(document.kind), languages),
    })),
  ]
}

/** The language that is asked for, and the template's own where that is known. */
interface Languages {
  wanted: string
  own: string | null
}

function fieldInput(field: TemplateField, given: boolean, { wanted, own }: Languages): FieldInput {
  const { key: name, required, options = [] } = field
  return {
    kind: 'field',
    name,
    required,
    given,
    ...labelIn(wanted, field, own),
    type: inputTypeOf(field),
    'max-length': lengthMaxOf(field),
    options: options.map(option => ({ value: option.value, ...labelIn(wanted, option, own) })),
  }
}

const NOTHING: GivenDocument = { idClass: null, pages: new Set() }

function documentInput(
  document: TemplateDocument['documents'][number],
  given: GivenDocument = NOTHING,
  { wanted, own }: Languages,
): DocumentInput {
  const { kind: name, required, label = null, translations } = document
  const { contentTypes, idClasses } = shapeOf(name)
  return {
    kind: 'document',
    name,
    required,
    given: isWhole(name, given),
    ...labelIn(wanted, { label, translations }, own),
    pages: pagesOf(name, given.idClass).map(page => ({ name: page, given: given.pages.has(page) })),
    'id-classes': idClasses.map(({ value, pages }) => ({ value, pages: [...pages] })),
    'content-types': [...contentTypes],
    'bytes-max': FILE_BYTES_MAX,
  }
}
