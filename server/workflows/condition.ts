import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js'

/** Longest text of a condition, in characters. */
export const CONDITION_LENGTH_MAX = 1_000
/** How much a condition may consist of. */
const LIMITS = { maxAstNodes: 200, maxDepth: 16, maxListElements: 50, maxMapEntries: 10, maxCallArguments: 4 }

/**
 * The functions of the language that a condition may call. Those that go through a list for each item of another are not
 * among them, nor are regular expressions: what is left takes no longer than its text is long.
 */
const FUNCTIONS: readonly string[] = ['has', 'size', 'startsWith', 'endsWith', 'contains', 'string', 'int']

/** What a condition can speak of; what there is not is an empty map. States, names and identifiers only. */
export interface Facts {
  /** `name`, `type` and `id` of its object, and `attributes`, as `GET /events/{id}` shows them. */
  event: Record<string, unknown>
  /** `id`, `status`, `template_id` and `tags` of the inquiry that the run is about, as they are now. */
  inquiry: Record<string, unknown>
  /** `id`, `status` and `connection_id` of the share token that the run is about. */
  share_token: Record<string, unknown>
  /** Of each step that has ended, by its name: `status` and `response_status`. */
  steps: Record<string, unknown>
}

const language = new Environment({ limits: LIMITS })
  .registerVariable('event', 'map')
  .registerVariable('inquiry', 'map')
  .registerVariable('share_token', 'map')
  .registerVariable('steps', 'map')

/** What is wrong with a condition, in the Common Expression Language (cel.dev); null where nothing is. */
export function conditionProblem(text: string): string | null {
  const parsed = parse(text)
  if (parsed === null) return 'is not an expression, or is too large'
  const foreign = callsOf(parsed.ast).find(name => !FUNCTIONS.includes(name))
  if (foreign !== undefined) return `may call only ${FUNCTIONS.join(', ')}`
  const { valid, type } = parsed.check()
  if (!valid) return 'names something that is not there, or compares what cannot be compared'
  return type === 'bool' || type === 'dyn' ? null : 'must be true or false'
}

/** A condition that speaks of what is not there, or is neither true nor false. */
export class ConditionFailed extends Error {}

/** Whether a condition holds. Throws {@link ConditionFailed}. */
export function holds(text: string, facts: Facts): boolean {
  const result = evaluate(text, facts)
  if (typeof result !== 'boolean') throw new ConditionFailed('the condition is neither true nor false')
  return result
}

function evaluate(text: string, facts: Facts): unknown {
  try {
    return language.evaluate(text, { ...facts })
  } catch (error) {
    throw new ConditionFailed('the condition speaks of what is not there', { cause: error })
  }
}

function parse(text: string): ParseResult | null {
  try {
    return language.parse(text)
  } catch {
    return null
  }
}

/** The names of all functions that an expression calls. */
function callsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(callsOf)
  if (!isNode(node)) return []
  const own = node.op === 'call' || node.op === 'rcall' ? [node.args[0]] : []
  return [...own, ...callsOf(node.args)].filter(name => typeof name === 'string')
}

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value
