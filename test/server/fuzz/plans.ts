import fc from 'fast-check'
import { singular } from '../../../server/api/openapi/naming.ts'
import type { Parameter } from '../../../server/api/openapi/openapi.ts'
import { placeholder } from './identifiers.ts'
import type { Described } from './operations.ts'
import { RECIPES } from './recipes.ts'
import { invalidString, text } from './strings.ts'
import { typesOf, valid } from './values.ts'
import type { Side } from './world.ts'
import { invalid } from './wrong-values.ts'

/** What a request sets out to show. */
export type Intent =
  /** Everything is right and stands on objects made for it: it must be done. */
  | 'right'
  /** The form is right; whether it can be done depends on what it meets. */
  | 'well-formed'
  | 'wrong-body'
  | 'wrong-query'
  | 'wrong-header'
  | 'wrong-media'
  | 'unknown-id'
  | 'no-key'
  | 'powerless-key'
  | 'expired-key'
  | 'stranger'
  | 'other-method'

/** A request before the objects that it names are there. */
export interface Plan {
  operation: string
  intent: Intent
  side: Side
  /** Which of the objects that are there stands in the path. */
  pick: string
  /** A path's identifier that nothing has, percent-encoded; null where one of the pool is meant. */
  unknownId: string | null
  query: [string, string][]
  headers: Record<string, string>
  /** The value of a JSON body; undefined for none. */
  body: unknown
  /** A body that is not what its type says, or whose type is not read. */
  raw: { text: string; media: string } | null
  /** What is sent in the place of a key. */
  authorization: string | null
  /** Which of the methods that the path does not have is tried. */
  otherMethod: number
}

export const planOf = (operation: Described): fc.Arbitrary<Plan> =>
  fc.oneof(
    ...intentsOf(operation).map(([weight, intent]) => ({ weight, arbitrary: planFor(operation, intent) })),
  )

/** Of an operation whatever can be asked rightly; null where nothing says how. */
export const rightPlanOf = (operation: Described): fc.Arbitrary<Plan> | null =>
  intentsOf(operation).some(([, intent]) => intent === 'right') ? planFor(operation, 'right') : null

/** The intents that an operation can be met with, the weightier the more often. */
function intentsOf({ id, method, path, bySecret, inflects, body, query }: Described): [number, Intent][] {
  const writes = method !== 'get'
  const possible: [number, Intent, boolean][] = [
    [RECIPES[id]?.weight ?? 6, 'right', !writes || RECIPES[id] !== undefined],
    [6, 'well-formed', writes],
    [8, 'wrong-body', writes],
    [3, 'wrong-query', query.some(parameter => wrongFor(parameter) !== null)],
    [1, 'wrong-header', inflects],
    [1, 'wrong-media', body !== null],
    [2, 'unknown-id', path.includes('{')],
    [3, 'no-key', true],
    [1, 'powerless-key', !bySecret],
    [1, 'expired-key', !bySecret],
    [2, 'stranger', true],
    [1, 'other-method', true],
  ]
  return possible.flatMap(([weight, intent, can]) => (can ? [[weight, intent]] : []))
}

function planFor(operation: Described, intent: Intent): fc.Arbitrary<Plan> {
  const { body, bodyRequired } = operation
  const right = body ? valid(body) : fc.constant(undefined)
  const wrong = (body && invalid(body)) ?? fc.constant({ 'x-unknown': 1 })
  return fc.record({
    operation: fc.constant(operation.id),
    intent: fc.constant(intent),
    side: fc.constantFrom('source', 'destination'),
    pick: placeholder([kindInPath(operation.path)]),
    unknownId: intent === 'unknown-id' ? unknownId : fc.constant(null),
    query: intent === 'wrong-query' ? wrongQuery(operation.query) : rightQuery(operation),
    headers: intent === 'wrong-header' ? wrongHeaders(operation) : rightHeaders(operation),
    body:
      intent === 'wrong-body' ? wrong : bodyRequired ? right : fc.option(right, { nil: undefined, freq: 4 }),
    raw: intent === 'wrong-media' ? wrongMedia : fc.constant(null),
    authorization: intent === 'no-key' ? wrongAuthorization : fc.constant(null),
    otherMethod: intent === 'other-method' ? fc.nat({ max: 4 }) : fc.constant(0),
  })
}

/** The kind of object that a path leads to; below `/verification` and `/document`, the type of resource. */
function kindInPath(path: string): string {
  const [, family, kinds] = /^\/(verification|document)\/([^/]+)\/\{/.exec(path) ?? []
  if (family && kinds) return `${family}/${singular(kinds)}`
  return /\{([^}]+)-id\}/.exec(path)?.[1] ?? 'none'
}

/** What stands where an identifier should: texts of every sort, and well-formed ones that nothing has. */
const unknownId = fc.oneof(
  text(1, 60)
    .filter(one => one.isWellFormed() && !/^\.{1,2}$/.test(one))
    .map(encodeURIComponent),
  fc.constantFrom('cxn_01k7f3q9vbe4rtd2m8xw6ycs5h', 'inq_', '%E0%A4%A', '%', '..%2f..', 'x'.repeat(2000)),
)

const wrongMedia = fc.oneof(
  fc.record({
    text: fc.constantFrom('{"data":', '{"data":{}}}', "{'data':1}", 'data=1', '\u0000', '[', 'NaN'),
    media: fc.constant('application/json'),
  }),
  fc.record({
    text: fc.constant('{"data":{"attributes":{}}}'),
    media: fc.constantFrom(
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
    ),
  }),
)

/** Stands for a client secret where a key belongs, and for a key where a client secret does. */
export const OF_THE_OTHER_KIND = 'of the other kind'

const wrongAuthorization = fc.option(
  fc.oneof(
    fc.constantFrom(OF_THE_OTHER_KIND, 'Bearer', 'Bearer ', 'Bearer null', 'Bearer undefined', 'Basic Og=='),
    fc.stringMatching(/^[\w-]{1,60}$/).map(key => `Bearer connect_sandbox_${key}`),
  ),
)

/** Some of the parameters, each with a value that it admits. */
function rightQuery({ query, type }: Described): fc.Arbitrary<[string, string][]> {
  return fc.tuple(...query.map(parameter => rightParameter(parameter, type))).map(pairs => pairs.flat())
}

/** A parameter with its value; once for each where it takes several. */
function rightParameter(parameter: Parameter, type: string | null): fc.Arbitrary<[string, string][]> {
  const { name, schema, example, required = false } = parameter
  if (name === 'fields') return type ? fc.option(fieldsOf(type), { nil: [], freq: 2 }) : fc.constant([])
  const word = /^filter\[(.+)\]$/.exec(name)?.[1] ?? name
  const value = name === 'include' && example !== undefined ? fc.constant(example) : valid(schema, word)
  const pairs = value.map(one => [one].flat().map((each): [string, string] => [name, String(each)]))
  return required ? pairs : fc.option(pairs, { nil: [], freq: 2 })
}

/** Some attributes that most resources have, and one that none has. */
const fieldsOf = (type: string): fc.Arbitrary<[string, string][]> =>
  fc
    .subarray(['status', 'created-at', 'name', 'colour'], { minLength: 1 })
    .map(names => [[`fields[${type}]`, names.join(',')]])

/** One parameter with a value that it does not admit, or with two values. */
function wrongQuery(parameters: readonly Parameter[]): fc.Arbitrary<[string, string][]> {
  const wrong = parameters.flatMap(parameter => {
    const values = wrongFor(parameter)
    return values ? [values.map((value): [string, string][] => [[parameter.name, value]])] : []
  })
  return fc.oneof(...wrong)
}

function wrongFor({ name, schema }: Parameter): fc.Arbitrary<string> | null {
  if (name === 'include' || name === 'fields') return null
  if (typesOf(schema).includes('integer')) {
    const { minimum = 0, maximum = 0 } = schema
    return fc.constantFrom(`${minimum - 1}`, `${maximum + 1}`, 'ten', '1.5', '', ' 7', '1e1', '0x10', '-0')
  }
  return invalidString(schema)
}

function rightHeaders({ method, bySecret }: Described): fc.Arbitrary<Record<string, string>> {
  if (bySecret) return fc.constant({})
  const pair = (name: string) => (value: string) => [name, value] as const
  const headers = [
    fc.constantFrom('kebab', 'camel', 'snake').map(pair('key-inflection')),
    fc.constant('2023-01-05').map(pair('persona-version')),
    ...(method === 'get' ? [] : [fc.uuid().map(pair('idempotency-key'))]),
  ]
  const some = fc.tuple(...headers.map(header => fc.option(header)))
  return some.map(given => Object.fromEntries(given.filter(header => header !== null)))
}

function wrongHeaders({ method }: Described): fc.Arbitrary<Record<string, string>> {
  const inflection = fc
    .constantFrom('Kebab', 'pascal', '__proto__', 'constructor')
    .map(word => ({ 'key-inflection': word }))
  if (method === 'get') return inflection
  const key = fc
    .constantFrom('x'.repeat(256), 'two words', '\u00e9')
    .map(word => ({ 'idempotency-key': word }))
  return fc.oneof(inflection, key)
}
