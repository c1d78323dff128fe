import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ReusePolicy,
  reuseOf,
  reusePolicy,
  type SharedVerification,
} from '../../../server/connect/reuse.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 26)

const shared = (change: Partial<SharedVerification> = {}): SharedVerification => ({
  status: 'passed',
  verifiedAt: NOW - 10 * DAY,
  passed: new Set(['id_expired_detection', 'id_mrz_detection']),
  sameEvidence: true,
  expired: false,
  ...change,
})

const REQUIRED = ['id_expired_detection']

describe('whether a verification is taken over', () => {
  it.each<[ReusePolicy, string]>([
    ['rerun', 'rerun'],
    ['clone', 'clone'],
    ['either', 'clone'],
    [{ 'clone-if-younger-than-days': 11 }, 'clone'],
    [{ 'clone-if-younger-than-days': 10 }, 'rerun'],
    [{ 'clone-if-younger-than-days': 9 }, 'rerun'],
  ])('%j of a sound one that is ten days old: %s', (policy, expected) => {
    expect(reuseOf(policy, REQUIRED, shared(), NOW)).toBe(expected)
  })

  const unsound: [string, SharedVerification | undefined][] = [
    ['there is none', undefined],
    ['it failed', shared({ status: 'failed' })],
    ['it has no result yet', shared({ status: 'submitted' })],
    ['it looked at something else', shared({ sameEvidence: false })],
    ['its document has expired since', shared({ expired: true })],
    ['a check that is required here did not pass there', shared({ passed: new Set(['id_mrz_detection']) })],
  ]
  describe.each(unsound)('where %s', (_, one) => {
    // Guarantee: what cannot be taken over is looked at here, or does not pass.
    it.each<[ReusePolicy, string]>([
      ['rerun', 'rerun'],
      ['either', 'rerun'],
      [{ 'clone-if-younger-than-days': 3650 }, 'rerun'],
      ['clone', 'refuse'],
    ])('%j: %s', (policy, expected) => {
      expect(reuseOf(policy, REQUIRED, one, NOW)).toBe(expected)
    })
  })

  it('is not by age where nobody knows when it was made', () => {
    const policy = { 'clone-if-younger-than-days': 3650 }
    expect(reuseOf(policy, [], shared({ verifiedAt: null }), NOW)).toBe('rerun')
  })
})

describe('a reuse policy', () => {
  const policies = fc.oneof(
    fc.constantFrom('rerun', 'clone', 'either'),
    fc.record({ 'clone-if-younger-than-days': fc.integer({ min: 1, max: 3650 }) }),
  )

  it('is one of four', () => {
    fc.assert(fc.property(policies, policy => reusePolicy.safeParse(policy).success))
  })

  it.each([
    'never',
    '',
    null,
    {},
    { 'clone-if-younger-than-days': 0 },
    { 'clone-if-younger-than-days': 1.5 },
    { 'clone-if-younger-than-days': 3651 },
    { 'clone-if-younger-than-days': 30, more: 1 },
  ])('is not %j', policy => {
    expect(reusePolicy.safeParse(policy).success).toBe(false)
  })
})
