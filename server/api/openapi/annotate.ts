import { GLOSSARY } from './glossary/glossary.ts'
import type { Term } from './glossary/term.ts'
import { mapChildren, propertyOf } from './json-schema.ts'
import { exampleId, exampleIdOfType, kindOfIdName } from './naming.ts'
import type { Schema } from './openapi.ts'

/** Where a property stands: the resource it is part of, and the property around it. */
export interface Place {
  /** The resource's own name, and that of its family where it has one. */
  resource: readonly string[]
  parent: string
}

/** Parts of the JSON:API envelope: they say nothing themselves, and what they hold is named by the resource. */
const ENVELOPE = ['data', 'attributes', 'meta', 'links', 'included', 'relationships']

/** A schema whose properties say what they mean, by the glossary, with values to show. */
export function annotate(schema: Schema, place: Place): Schema {
  const type = resourceTypeOf(schema)
  const here = type === null ? place : { resource: namesOf(type), parent: '' }
  const annotated = mapChildren(schema, (child, name) => annotateChild(child, name, here))
  const id = propertyOf(annotated, 'id')
  if (type === null || id === undefined) return annotated
  return {
    ...annotated,
    properties: { ...annotated.properties, id: { examples: [exampleIdOfType(type)], ...id } },
  }
}

/** `connect/share-token` → `share-token`; `document/generic` → `document-generic`, of the family `document`. */
function namesOf(type: string): string[] {
  const name = type.replace(/^connect\//, '')
  const [family = ''] = name.split('/')
  return family === name ? [name] : [name.replace('/', '-'), family]
}

function annotateChild(child: Schema, name: string | null, place: Place): Schema {
  if (name === null) return annotate(child, place)
  // Each names another resource, and that is all it says.
  if (name === 'relationships') return child
  if (ENVELOPE.includes(name)) return annotate(child, { ...place, parent: '' })
  return explain(annotate(child, { ...place, parent: name }), name, termFor(name, child, place))
}

function termFor(name: string, schema: Schema, { resource, parent }: Place): Term | undefined {
  const [own] = [parent, ...resource].flatMap(around => GLOSSARY[`${around}.${name}`] ?? [])
  return own ?? unused(schema) ?? GLOSSARY[name] ?? inSeconds(name)
}

/** What is published and has no use here needs no word of its own. */
function unused({ type, maxItems }: Schema): Term | undefined {
  if (type === 'null') return { description: 'Published; always null here.' }
  return maxItems === 0 ? { description: 'Published; always empty here.' } : undefined
}

const inSeconds = (name: string): Term | undefined =>
  name.endsWith('-ts') ? { description: `\`${name.slice(0, -3)}\` in seconds since 1970.` } : undefined

function explain(schema: Schema, name: string, term: Term | undefined): Schema {
  const kind = kindOfIdName(name)
  const example = term?.example ?? (kind && name.endsWith('-id') ? exampleId(kind) : undefined)
  return {
    ...withRule(schema, term?.rule),
    ...(term && schema.description === undefined ? { description: term.description } : {}),
    ...(fits(schema, example) ? { examples: [example] } : {}),
  }
}

/** A rule holds for the text, or for the list, that may be null or absent otherwise. */
function withRule(schema: Schema, rule: Schema | undefined): Schema {
  if (rule === undefined) return schema
  if (schema.anyOf) return { ...schema, anyOf: schema.anyOf.map(one => withRule(one, rule)) }
  return schema.type === (rule.items ? 'array' : 'string') ? { ...schema, ...rule } : schema
}

/** Whether a value of the glossary can be shown for this schema, which may use the same word for another type. */
function fits(schema: Schema, example: unknown): boolean {
  if (example === undefined || schema.examples || schema.enum || schema.const !== undefined) return false
  const type = Array.isArray(example) ? 'array' : typeof example
  return [schema, ...(schema.anyOf ?? [])].some(one => [one.type].flat().some(own => own === type))
}

/** The JSON:API type of a resource's schema; null for any other schema. */
export function resourceTypeOf(schema: Schema): string | null {
  const type = propertyOf(schema, 'type')
  if (!type || !propertyOf(schema, 'id') || !propertyOf(schema, 'attributes')) return null
  if (typeof type.const === 'string') return type.const
  // `verification/…`: a family of types, named by what they begin with.
  return /^\^([a-z-]+)\\\//.exec(type.pattern ?? '')?.[1] ?? null
}
