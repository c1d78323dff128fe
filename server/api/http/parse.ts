import type { z } from 'zod'
import { ApiError } from './api-error.ts'

/** How many problems of one request are told. */
const PROBLEMS_MAX = 20

/**
 * Checks what came in. Throws `bad_request` with a line per problem: the property by its path, and what is wrong with
 * it. Values never appear, nor do property names that a schema does not know.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.slice(0, PROBLEMS_MAX).map(issue => problem(issue))
  throw new ApiError('bad_request', [...new Set(problems)])
}

function problem(issue: z.core.$ZodIssue): string {
  const path = ourPart(issue.path).join('.')
  return `${path || 'the request'} ${complaint(issue)}`
}

/** Properties below which the caller chooses the names. */
const CALLER_NAMES = ['fields', 'custom-http-headers']

/** A path as far as its names are ours. The places of a list are told: nobody chose them. */
function ourPart(path: PropertyKey[]): string[] {
  const names = path.map(String)
  const end = names.findIndex((name, at) => CALLER_NAMES.includes(name) && typeof path[at + 1] !== 'number')
  return end === -1 ? names : names.slice(0, end + 1)
}

function complaint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${article(issue.expected)}`
    case 'unrecognized_keys':
      return 'has a property that is not known'
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `is too small or too short: at least ${issue.minimum}`
    case 'too_big':
      return `is too big or too long: at most ${issue.maximum}`
    case 'custom':
      return issue.message
    default:
      return 'is not valid'
  }
}

const article = (word: string): string =>
  /^(record|object)$/.test(word) ? 'an object' : /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`
