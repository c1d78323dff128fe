import { isPostgres } from '../database.ts'
import type { Answer } from './http.ts'
import type { Described } from './operations.ts'
import type { Intent, Plan } from './plans.ts'
import { resourcesIn } from './resources.ts'

/** What can be wrong with an answer. */
export type Finding =
  | '5xx'
  | 'undocumented'
  | 'schema'
  | 'accepted-invalid'
  | 'refused-valid'
  | 'auth-ignored'
  | 'allow'

/** What a request that was sent is judged by, beside its plan. */
export interface Circumstances {
  /** Whether the path leads to an object that is there; true where it names none. */
  reachable: boolean
  /** What of a stranger's request leads to something that is there, and not the stranger's. */
  foreign: 'path' | 'body' | 'session' | null
  /** Whether the route's own schema admits the body: it may have rules that JSON Schema has no words for. */
  admitted: boolean
  /** The methods that the document has for the path, and for each path that it is an instance of. */
  methods: readonly (readonly string[])[]
  /** Whether an identifier is that of an object of the sandbox. */
  known(id: string): boolean
}

/** All that is wrong with an answer; empty where it is what it should be. */
export function findingsOf(plan: Plan, operation: Described, answer: Answer, met: Circumstances): Finding[] {
  const { status } = answer
  if (status >= 500) return ['5xx']
  // No schema can say so of every text, and the embedded store holds one.
  if (isPostgres && status === 400 && answer.text.includes('a text holds a NUL character')) return []
  if (plan.intent === 'other-method') return allowFindings(answer, met.methods)
  const found: Finding[] = []
  if (!operation.statuses.includes(status)) found.push('undocumented')
  else if (!hasItsSchema(plan, operation, answer)) found.push('schema')
  const verdict = EXPECTED[plan.intent](answer, met)
  return verdict ? [...found, verdict] : found
}

type Judge = (answer: Answer, met: Circumstances) => Finding | null

/** The statuses that speak of a request's form. */
const FORM = [400, 413, 415]

const refused: Judge = ({ status }) => (status >= 400 ? null : 'accepted-invalid')
const exactly =
  (expected: number): Judge =>
  ({ status }) =>
    status === expected ? null : 'auth-ignored'

/** What each intent must lead to. */
const EXPECTED: Readonly<Record<Exclude<Intent, 'other-method'>, Judge>> = {
  right: ({ status }, { reachable }) =>
    status < 300 || (!reachable && status === 404) ? null : 'refused-valid',
  'well-formed': ({ status }, { admitted }) => {
    if (FORM.includes(status)) return admitted ? 'refused-valid' : null
    return admitted || status >= 400 ? null : 'accepted-invalid'
  },
  'wrong-body': refused,
  'wrong-query': refused,
  'wrong-header': refused,
  'wrong-media': ({ status }) => (FORM.includes(status) ? null : 'accepted-invalid'),
  'unknown-id': refused,
  'no-key': exactly(401),
  'powerless-key': exactly(403),
  'expired-key': exactly(401),
  stranger: strangerFinding,
}

/** The price list of whoever has none of their own. */
const EVERYBODYS = 'plst_00000000000000000000000000'

/** To a stranger nothing of the sandbox is there: it is neither shown nor of any use. */
function strangerFinding({ status, json }: Answer, { foreign, known }: Circumstances): Finding | null {
  const shown = resourcesIn(json).filter(({ id }) => id !== EVERYBODYS)
  if (status < 300)
    return shown.some(({ id }) => known(id)) || (foreign && shown.length > 0) ? 'auth-ignored' : null
  return foreign === null || HIDING[foreign].includes(status) ? null : 'auth-ignored'
}

/** What is answered where an object is not there; a body may be refused before it is looked for. */
const HIDING: Readonly<Record<'path' | 'body' | 'session', readonly number[]>> = {
  path: [400, 404],
  body: [400, 404, 422],
  // Its page is of another origin.
  session: [403],
}

function allowFindings({ status, headers }: Answer, methods: Circumstances['methods']): Finding[] {
  const allowed = String(headers.allow ?? '').split(', ')
  const named = String(allowed.filter(word => word !== 'HEAD' && word !== 'OPTIONS').sort())
  return status === 405 && methods.some(some => String([...some].sort()) === named) ? [] : ['allow']
}

/** Whether the body is what the document says, in whichever case its keys were asked for. */
function hasItsSchema({ query }: Plan, operation: Described, { status, json }: Answer): boolean {
  const schema = operation.answer(status)
  if (schema === null) return json === undefined
  const [fields, names] = query.find(([name]) => name.startsWith('fields[')) ?? []
  const answer = inKebab(json)
  if (fields === undefined || names === undefined || status >= 400) return schema.safeParse(answer).success
  return attributesIn(answer, fields.slice(7, -1)).every(name => names.split(',').includes(name))
}

/** The names of the attributes that are shown of the resources of a type. */
function attributesIn(value: unknown, type: string): string[] {
  if (Array.isArray(value)) return value.flatMap(one => attributesIn(one, type))
  if (typeof value !== 'object' || value === null) return []
  const { type: own, attributes } = { type: null, attributes: null, ...value }
  const shown =
    own === type && typeof attributes === 'object' && attributes !== null ? Object.keys(attributes) : []
  return [...shown, ...Object.values(value).flatMap(member => attributesIn(member, type))]
}

/** An answer with its keys in the schema's case, whichever was asked for. */
function inKebab(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKebab)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      isCamel(key) ? fromCamel(key) : key.replaceAll('_', '-'),
      inKebab(member),
    ]),
  )
}

const isCamel = (key: string): boolean => /^[a-z]+(?:[A-Z0-9][a-z0-9]*)+$/.test(key)

const fromCamel = (key: string): string => key.replace(/[A-Z]|\d+/g, part => `-${part.toLowerCase()}`)
