import type { z } from 'zod'
import { INTERVALS_DEFAULT, INTERVALS_MAX } from '../../connect/statistics.ts'
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../http/query.ts'
import type { Route } from '../http/route.ts'
import { GLOSSARY } from './glossary/glossary.ts'
import { isSchema, toJsonSchema } from './json-schema.ts'
import { exampleId, kindOfIdName, pathParameters } from './naming.ts'
import type { Parameter, Ref, Schema } from './openapi.ts'

const cursor = (schema: Schema): Schema => ({ ...schema, examples: [exampleId('inquiry')] })

/** What some queries mean everywhere; the schema of a number is narrower than the text that carries it. */
const NARROWER: Readonly<Record<string, { description: string; schema(own: Schema): Schema }>> = {
  'page[size]': {
    description: 'How many objects the page holds at most.',
    schema: () => ({ type: 'integer', minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT }),
  },
  intervals: {
    description: 'How many intervals there are.',
    schema: () => ({ type: 'integer', minimum: 1, maximum: INTERVALS_MAX, default: INTERVALS_DEFAULT }),
  },
  'filter[search]': {
    description:
      'Only those that it finds: by an identifier of them or of what they are about, by the reference id of that, or by a part of their own name, of the partner’s or workflow’s, or of a note. What is known of people is not searched.',
    schema: own => own,
  },
  'filter[partner-organization-id]': {
    description: 'Only those over a connection with this organization, whichever way it leads.',
    schema: own => own,
  },
  'filter[event-name]': {
    description: 'Only those of events with this name, or one of several, separated by commas.',
    schema: own => own,
  },
  'page[after]': { description: 'The page that follows the object with this identifier.', schema: cursor },
  'page[before]': { description: 'The page that precedes the object with this identifier.', schema: cursor },
  sort: {
    description:
      'Newest first, `-created-at`, or oldest first, `created-at`; newest first where nothing is said.',
    schema: own => own,
  },
}

/** Parameters that most operations take. */
export const SHARED_PARAMETERS: Readonly<Record<string, Parameter>> = {
  'Key-Inflection': {
    name: 'Key-Inflection',
    in: 'header',
    description:
      "The case of the keys in the answer; without it, the API key's own. Requests may use any of the three.",
    schema: { type: 'string', enum: ['kebab', 'camel', 'snake'] },
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A name of yours for this one act. The same request with the same key, within 24 hours, is answered as the first was and has no effect of its own.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  },
  'Persona-Version': {
    name: 'Persona-Version',
    in: 'header',
    description:
      'The version of the published API that the caller was written for. The answer names the one that is spoken here.',
    schema: { type: 'string', maxLength: 100 },
  },
  'Last-Event-ID': {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The identifier of the last event that was seen; the answer goes on after it.',
    schema: { type: 'string', pattern: '^[0-9]{1,9}$' },
  },
  fields: {
    name: 'fields',
    in: 'query',
    style: 'deepObject',
    explode: true,
    description: 'The attributes to answer, by type of resource: `fields[inquiry]=status,created-at`.',
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  },
}

/** What an operation takes beside its body. `related` are the relationships that `include` can bring in full. */
export function parametersOf(
  route: Route,
  related: readonly string[],
  streams: boolean,
): (Parameter | Ref)[] {
  const byKey = route.access !== 'client-secret'
  const writes = route.method !== 'get'
  const shared = [
    ...(byKey && !streams ? ['fields', 'Key-Inflection', 'Persona-Version'] : []),
    ...(writes && (byKey || route.form) ? ['Idempotency-Key'] : []),
    ...(streams ? ['Last-Event-ID'] : []),
  ]
  return [
    ...pathParameters(route.path).map(inPath),
    ...(route.query ? inQuery(route.query) : []),
    ...(byKey && related.length > 0 ? [includeOf(related)] : []),
    ...shared.map(name => ({ $ref: `#/components/parameters/${name}` })),
  ]
}

function inPath(name: string): Parameter {
  const kind = kindOfIdName(name)
  return {
    name,
    in: 'path',
    required: true,
    description:
      GLOSSARY[name]?.description ??
      `The identifier of the ${name.replace(/-id$/, '').replaceAll('-', ' ')}.`,
    schema: { type: 'string' },
    ...(kind ? { example: exampleId(kind) } : {}),
  }
}

function inQuery(query: z.ZodType): Parameter[] {
  const { properties = {}, required = [] } = toJsonSchema(query, 'input')
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (!isSchema(schema)) return []
    const own = NARROWER[name]
    return {
      name,
      in: 'query' as const,
      ...(required.includes(name) ? { required: true } : {}),
      description: own?.description ?? describeFilter(name, schema),
      schema: own ? own.schema(schema) : schema,
    }
  })
}

/** `filter[status]`: what the word means elsewhere; lists of words are separated by commas. */
function describeFilter(name: string, schema: Schema): string {
  const word = /^filter\[(.+)\]$/.exec(name)?.[1]
  if (word === undefined) return GLOSSARY[name]?.description ?? ''
  if (word.endsWith('-start')) return 'Only what was made at this time or later.'
  if (word.endsWith('-end')) return 'Only what was made at this time or earlier.'
  const several =
    schema.maxLength !== undefined && schema.maxLength > 1000
      ? ', or one of several, separated by commas'
      : ''
  return `Only those whose \`${word}\` is this${several}.`
}

const includeOf = (related: readonly string[]): Parameter => ({
  name: 'include',
  in: 'query',
  description: `Related resources to answer in full, under \`included\`, separated by commas: ${related.map(name => `\`${name}\``).join(', ')}.`,
  schema: { type: 'string' },
  ...(related[0] ? { example: related[0] } : {}),
})
