import { describe, expect, it } from 'vitest'
import { INQUIRY_STATUSES } from '../../../server/connect/inquiry.ts'
import { canContinue, expiryAfter, expiryIntervals } from '../../../server/connect/inquiry-expiry.ts'

describe('the intervals after which an inquiry expires', () => {
  // Published: an interval that is left out is as long as the one before it.
  it.each([
    [{}, { create: null, start: null, resume: null }],
    [{ create: 60 }, { create: 60, start: 60, resume: 60 }],
    [{ start: 60 }, { create: null, start: 60, resume: 60 }],
    [{ resume: 60 }, { create: null, start: null, resume: 60 }],
    [
      { create: 60, resume: 10 },
      { create: 60, start: 60, resume: 10 },
    ],
    [
      { create: 60, start: 30 },
      { create: 60, start: 30, resume: 30 },
    ],
    [
      { create: null, start: null, resume: null },
      { create: null, start: null, resume: null },
    ],
  ])('are, of %j, %j', (asked, intervals) => {
    expect(expiryIntervals(asked)).toEqual(intervals)
  })

  it('are in seconds, from now on', () => {
    expect(expiryAfter(1_000, 60)).toBe(61_000)
    expect(expiryAfter(1_000, null)).toBeNull()
  })
})

describe('an inquiry', () => {
  const open = { status: 'pending', expires_at: 1_000, redacted_at: null }

  // What has been decided, or is over, is not gone on with; a redemption does not fill it either.
  it('can be gone on with while it is created or pending, and not afterwards', () => {
    const going = INQUIRY_STATUSES.filter(status => canContinue({ ...open, status }, 0))
    expect(going).toEqual(['created', 'pending'])
  })

  it('can be gone on with until its time is over', () => {
    expect(canContinue(open, 999)).toBe(true)
    expect(canContinue(open, 1_000)).toBe(false)
    expect(canContinue({ ...open, expires_at: null }, Number.MAX_SAFE_INTEGER)).toBe(true)
  })

  it('cannot be gone on with once it has been redacted', () => {
    expect(canContinue({ ...open, redacted_at: 1 }, 0)).toBe(false)
  })
})
