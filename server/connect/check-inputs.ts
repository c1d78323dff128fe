import { FILE_BYTES_MAX, pagesOf, shapeOf } from './document-pages.ts'
import { readFieldValue } from './field-value.ts'
import { askedOf, documentPart, fieldPart, type InputState } from './inputs.ts'
import type { TemplateDocument } from './template.ts'

/** What a request brings, as it came. */
export interface GivenInputs<File extends GivenFile = GivenFile> {
  fields: readonly { name: string; text: string }[]
  idClasses: readonly { kind: string; value: string }[]
  files: readonly File[]
  /** What is wrong with what could not be read as any of these. */
  unreadable: readonly string[]
}

export interface GivenFile {
  kind: string
  page: string
  /** By its content; null where it is of no type that is taken anywhere. */
  contentType: string | null
  size: number
}

interface Checked {
  /** The values to store; null takes one back. */
  fields: Map<string, string | null>
  /** What is wrong, each by the name of its part; nothing may be stored where there is something. */
  problems: string[]
}

/** Names that a caller chose are told to nobody. */
export const STRANGER = 'the request has an input that is not asked for'

/**
 * What of a request can be stored, or what is wrong with it. Only what the template asks for and nobody else has
 * brought can be given; of what others have brought, the fields named by `replaceable`.
 */
export function checkInputs(
  template: TemplateDocument,
  state: InputState,
  given: GivenInputs,
  replaceable: ReadonlySet<string> = new Set(),
): Checked {
  const fields = new Map<string, string | null>()
  const problems = [
    ...given.unreadable,
    ...repeated(given),
    ...checkFields(template, state, given, fields, replaceable),
    ...checkClasses(template, state, given),
    ...checkFiles(template, state, given),
  ]
  return { fields, problems: [...new Set(problems)] }
}

/** Of two texts for one field nobody could say which was meant. */
function repeated({ fields, idClasses, files }: GivenInputs): string[] {
  const parts = [
    ...fields.map(({ name }) => fieldPart(name)),
    ...idClasses.map(({ kind }) => documentPart(kind, 'id-class')),
    ...files.map(({ kind, page }) => documentPart(kind, page)),
  ]
  return new Set(parts).size === parts.length ? [] : ['the request has the same input twice']
}

function checkFields(
  template: TemplateDocument,
  state: InputState,
  given: GivenInputs,
  fields: Map<string, string | null>,
  replaceable: ReadonlySet<string>,
): string[] {
  const asked = askedOf(template, state).fields
  const open = [...asked, ...template.fields.filter(({ key }) => replaceable.has(key))]
  return given.fields.flatMap(({ name, text }) => {
    const field = open.find(({ key }) => key === name)
    if (!field) return [notAsked(template.fields.some(({ key }) => key === name) ? fieldPart(name) : null)]
    if (text.trim() === '') {
      if (field.required || !asked.includes(field)) return [`${fieldPart(name)} must not be empty`]
      fields.set(name, null)
      return []
    }
    const reading = readFieldValue(field, text)
    if ('problem' in reading) return [`${fieldPart(name)} ${reading.problem}`]
    fields.set(name, reading.value)
    return []
  })
}

function checkClasses(template: TemplateDocument, state: InputState, given: GivenInputs): string[] {
  return given.idClasses.flatMap(({ kind, value }) => {
    if (!isAsked(template, state, kind)) return [notAsked(knownPart(template, kind))]
    const classes = shapeOf(kind).idClasses.map(one => one.value)
    if (classes.length === 0) return [STRANGER]
    if (classes.some(one => one === value)) return []
    return [`${documentPart(kind, 'id-class')} must be one of ${classes.join(', ')}`]
  })
}

function checkFiles(template: TemplateDocument, state: InputState, given: GivenInputs): string[] {
  return given.files.flatMap(({ kind, page, contentType, size }) => {
    if (!isAsked(template, state, kind)) return [notAsked(knownPart(template, kind))]
    const { pages, contentTypes } = shapeOf(kind)
    if (!pages.some(one => one === page)) return [STRANGER]
    const part = documentPart(kind, page)
    if (!pagesOf(kind, classOf(state, given, kind)).some(one => one === page)) {
      return [`${part} is not a page of a document of this class`]
    }
    if (size > FILE_BYTES_MAX) return [`${part} must have at most ${FILE_BYTES_MAX} bytes`]
    if (contentTypes.some(type => type === contentType)) return []
    const takesPdf = contentTypes.includes('application/pdf')
    return [`${part} must be a JPEG or PNG picture${takesPdf ? ' or a PDF' : ''}`]
  })
}

/** The class of a document once this request has been stored. */
export const classOf = (state: InputState, { idClasses }: GivenInputs, kind: string): string | null =>
  idClasses.find(one => one.kind === kind)?.value ?? state.given.documents.get(kind)?.idClass ?? null

const isAsked = (template: TemplateDocument, state: InputState, wanted: string): boolean =>
  askedOf(template, state).documents.some(({ kind }) => kind === wanted)

const knownPart = (template: TemplateDocument, wanted: string): string | null =>
  template.documents.some(({ kind }) => kind === wanted) ? documentPart(wanted) : null

const notAsked = (part: string | null): string => (part === null ? STRANGER : `${part} is not asked for`)
