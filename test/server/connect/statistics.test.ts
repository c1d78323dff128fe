import fc from 'fast-check'
import { expect, it } from 'vitest'
import { beginningsOf, INTERVALS, INTERVALS_MAX, spanUntil } from '../../../server/connect/statistics.ts'

it('spans whole intervals of UTC, the last of which the moment is in', () => {
  const at = Date.UTC(2026, 10, 27, 18, 30)
  expect(spanUntil(at, 'day', 2)).toMatchObject({ from: Date.UTC(2026, 10, 26), to: Date.UTC(2026, 10, 28) })
  expect(spanUntil(at, 'hour', 1)).toMatchObject({
    from: Date.UTC(2026, 10, 27, 18),
    to: Date.UTC(2026, 10, 27, 19),
  })
})

it('has as many beginnings as were asked for, one interval apart', () => {
  const asked = fc.tuple(
    fc.integer({ min: 0, max: 4e12 }),
    fc.constantFrom(...INTERVALS),
    fc.integer({ min: 1, max: INTERVALS_MAX }),
  )
  fc.assert(
    fc.property(asked, ([at, interval, intervals]) => {
      const span = spanUntil(at, interval, intervals)
      const all = beginningsOf(span)
      expect(all).toHaveLength(intervals)
      expect(all[0]).toBe(span.from)
      expect((all.at(-1) ?? 0) + span.intervalMs).toBe(span.to)
      expect((all.at(-1) ?? 0) <= at && at < span.to).toBe(true)
    }),
  )
})
