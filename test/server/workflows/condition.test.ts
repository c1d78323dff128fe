import { describe, expect, it } from 'vitest'
import { ConditionFailed, conditionProblem, type Facts, holds } from '../../../server/workflows/condition.ts'

const FACTS: Facts = {
  event: { name: 'inquiry.completed', attributes: { status: 'completed', count: 2 } },
  inquiry: { id: 'inq_1', status: 'completed', tags: ['vip'] },
  share_token: {},
  steps: { 'tell-partner': { status: 'failed', response_status: 503 } },
}

describe('a condition', () => {
  it.each([
    ["event.attributes.status == 'completed'", true],
    ["event.name.startsWith('account.')", false],
    ["'vip' in inquiry.tags && size(inquiry.tags) == 1", true],
    ['has(share_token.id)', false],
    ["steps['tell-partner'].response_status >= 500", true],
    ["inquiry.status in ['approved', 'declined']", false],
  ])('%s: %s', (text, expected) => {
    expect(conditionProblem(text)).toBeNull()
    expect(holds(text, FACTS)).toBe(expected)
  })

  it.each([
    ['nope(', 'is not an expression'],
    ['inquiry.status', null],
    ["'yes'", 'must be true or false'],
    ['1 + 1 == 2 || process.exit()', 'may call only'],
    ['person.name == 1', 'names something that is not there'],
    // Nothing that takes longer than its text is long.
    ['inquiry.tags.all(a, inquiry.tags.all(b, inquiry.tags.all(c, true)))', 'may call only'],
    ["'aaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$')", 'may call only'],
    ['cel.bind(x, inquiry.tags, size(x) > 0)', 'may call only'],
    [`${'('.repeat(17)}true${')'.repeat(17)}`, 'is not an expression, or is too large'],
    [Array.from({ length: 101 }, () => 'true').join(' && '), 'is not an expression, or is too large'],
  ])('%s is refused: %s', (text, problem) => {
    if (problem === null) expect(conditionProblem(text)).toBeNull()
    else expect(conditionProblem(text)).toContain(problem)
  })

  // Guarantee: an expression reaches nothing but what it is given.
  it.each([
    'inquiry.status',
    'inquiry.nothing == 1',
    "inquiry['__proto__'] == null",
    "inquiry.constructor.name == 'Object'",
  ])('%s fails: it is of what is not there, or is neither true nor false', text =>
    expect(() => holds(text, FACTS)).toThrow(ConditionFailed),
  )
})
