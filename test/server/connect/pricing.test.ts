import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chargesOf,
  type DoneVerification,
  exact,
  isInTime,
  monthOf,
  NOTICE_MS,
  priceDocument,
  RATE_MAX,
  spanOf,
  totalsOf,
} from '../../../server/connect/pricing.ts'
import { RATES } from '../prices.ts'

type Check = DoneVerification['checks'][number]

const check = (change: Partial<Check> = {}): Check => ({
  status: 'passed',
  requirement: 'required',
  reasons: [],
  ...change,
})

const verification = (change: Partial<DoneVerification> = {}): DoneVerification => ({
  id: 'ver_1',
  kind: 'government-id',
  cloned: false,
  checks: [check()],
  ...change,
})

describe('what a redemption is charged for', () => {
  it('is each verification that was run again, by its kind', () => {
    const done = [verification(), verification({ id: 'ver_2', kind: 'selfie' })]
    expect(chargesOf('hydrate', done)).toEqual([
      { kind: 'government-id', verificationId: 'ver_1' },
      { kind: 'selfie', verificationId: 'ver_2' },
    ])
  })

  it('is nothing where nothing was verified', () => {
    expect(chargesOf('hydrate', [])).toEqual([])
  })

  // Guarantee: the flat rate is one a redemption, however much was cloned.
  it('is the flat rate once, for a whole object or for verifications that were taken over', () => {
    const flat = { kind: 'clone', verificationId: null }
    const cloned = [
      verification({ cloned: true }),
      verification({ id: 'ver_2', kind: 'selfie', cloned: true }),
    ]
    expect(chargesOf('clone', cloned)).toEqual([flat])
    expect(chargesOf('clone', [])).toEqual([flat])
    expect(chargesOf('hydrate', cloned)).toEqual([flat])
    expect(chargesOf('hydrate', [...cloned, verification({ id: 'ver_3', kind: 'document' })])).toEqual([
      { kind: 'document', verificationId: 'ver_3' },
      flat,
    ])
  })

  it('is a verification too that finds against the person’s evidence', () => {
    const failed = check({ status: 'failed', reasons: ['expired'] })
    expect(chargesOf('hydrate', [verification({ checks: [failed] })])).toHaveLength(1)
  })

  // Guarantee: nothing is charged for what failed on our side.
  it.each([
    'service_unavailable',
    'not_available',
    'not_supported',
    'no_provider',
    'needs_provider',
    'no_delivery',
  ])('is no verification of which a required check was left undone: %s', reason => {
    const undone = check({ status: 'not_applicable', reasons: [reason] })
    expect(chargesOf('hydrate', [verification({ checks: [check(), undone] })])).toEqual([])
    const optional = check({ ...undone, requirement: 'not_required' })
    expect(chargesOf('hydrate', [verification({ checks: [check(), optional] })])).toHaveLength(1)
  })

  it('is no verification that looked at nothing', () => {
    const refused = check({ status: 'not_applicable', reasons: ['not_cloneable'] })
    expect(chargesOf('hydrate', [verification({ checks: [refused] })])).toEqual([])
  })
})

describe('a price list', () => {
  const document = { currency: 'EUR', 'effective-from': '2027-01-01T00:00:00Z', rates: RATES }
  const refusal = (change: object) =>
    priceDocument.safeParse({ ...document, ...change }).error?.issues[0]?.path

  it('has a currency, a date and a rate for every kind, and nothing else', () => {
    expect(priceDocument.parse(document)).toEqual(document)
    expect(refusal({ currency: 'EURO' })).toEqual(['currency'])
    expect(refusal({ currency: 'eur' })).toEqual(['currency'])
    expect(refusal({ 'effective-from': '2027-01-01' })).toEqual(['effective-from'])
    expect(refusal({ discount: 1 })).toEqual([])
    const { clone: _, ...without } = RATES
    expect(refusal({ rates: without })).toEqual(['rates', 'clone'])
  })

  // Guarantee: money is whole minor units within a named limit.
  it.each([-1, 0.5, RATE_MAX + 1, '100', Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the rate %s',
    rate => {
      expect(refusal({ rates: { ...RATES, selfie: rate } })).toEqual(['rates', 'selfie'])
    },
  )

  it('begins in the future, with notice', () => {
    expect(isInTime(1_000_000, 1_000_000 - NOTICE_MS)).toBe(true)
    expect(isInTime(1_000_000, 1_000_001 - NOTICE_MS)).toBe(false)
  })
})

describe('a month', () => {
  it('is that of UTC, from its first moment to the first of the next', () => {
    expect(monthOf(Date.UTC(2026, 11, 31, 23, 59, 59, 999))).toBe('2026-12')
    expect(monthOf(Date.UTC(2027, 0, 1))).toBe('2027-01')
    expect(spanOf('2026-12')).toEqual({ from: Date.UTC(2026, 11, 1), to: Date.UTC(2027, 0, 1) })
    expect(spanOf('2028-02').to - spanOf('2028-02').from).toBe(29 * 86_400_000)
  })

  it('holds each of its moments', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0) }), at => {
        const { from, to } = spanOf(monthOf(at))
        expect(at).toBeGreaterThanOrEqual(from)
        expect(at).toBeLessThan(to)
      }),
    )
  })
})

describe('a sum of money', () => {
  it('is one a currency', () => {
    const amounts = [
      { currency: 'USD', amount: 1 },
      { currency: 'EUR', amount: 20 },
      { currency: 'USD', amount: 300 },
    ]
    expect(totalsOf(amounts)).toEqual([
      { currency: 'EUR', amount: 20 },
      { currency: 'USD', amount: 301 },
    ])
  })

  // Guarantee: a sum is exact, or it is none.
  it('is exact up to 2^53, and refused beyond', () => {
    expect(exact('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
    expect(() => exact('9007199254740993')).toThrow('too large to be exact')
    expect(() => exact(2n ** 60n)).toThrow('too large to be exact')
    const most = { currency: 'EUR', amount: Number.MAX_SAFE_INTEGER }
    expect(() => totalsOf([most, { currency: 'EUR', amount: 1 }])).toThrow('too large to be exact')
  })
})
