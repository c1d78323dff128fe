import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cronProblem, isTimeZone, nextDue } from '../../../server/workflows/schedule.ts'

const dueAfter = (cron: string, zone: string, after: string) => {
  const at = nextDue({ cron, 'time-zone': zone }, Date.parse(after))
  return at === null ? null : new Date(at).toISOString()
}

describe('a schedule', () => {
  it.each([
    ['0 6 * * 1-5', 'UTC', '2026-11-27T06:00:00Z', '2026-11-30T06:00:00.000Z'],
    ['*/15 * * * *', 'UTC', '2026-11-27T06:14:59.999Z', '2026-11-27T06:15:00.000Z'],
    ['0 0 29 FEB *', 'UTC', '2026-11-27T06:00:00Z', '2028-02-29T00:00:00.000Z'],
    // Either day where both are named, as in cron.
    ['0 9 1 * MON', 'UTC', '2026-11-27T06:00:00Z', '2026-11-30T09:00:00.000Z'],
    ['0 6 * * *', 'Europe/Zurich', '2026-07-01T12:00:00Z', '2026-07-02T04:00:00.000Z'],
    // The clock leaves the hour out in spring, and has it twice in autumn: once each.
    ['30 2 * * *', 'Europe/Zurich', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['30 2 * * *', 'Europe/Zurich', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
    ['30 2 * * *', 'Europe/Zurich', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
  ])('%s in %s is due after %s at %s', (cron, zone, after, expected) => {
    expect(cronProblem(cron)).toBeNull()
    expect(dueAfter(cron, zone, after)).toBe(expected)
  })

  it.each([
    ['@daily', 'must have five fields'],
    ['* * * * * *', 'must have five fields'],
    // It would mean another time for each instance that asks.
    ['? * * * *', 'must have five fields'],
    ['61 * * * *', 'is not a line of cron'],
    ['0 0 * * 5-1', 'is not a line of cron'],
    ['0 0 30 2 *', 'is never due'],
  ])('%s is refused: %s', (cron, problem) => expect(cronProblem(cron)).toContain(problem))

  it('is of a time zone that there is', () => {
    expect(isTimeZone('Europe/Zurich')).toBe(true)
    expect(isTimeZone('Europe/Northwind')).toBe(false)
  })

  // Guarantee: every instance that asks at any moment up to the next due time is told the same time, and it lies ahead.
  it('is due at one time, whoever asks when', () => {
    const minute = fc.integer({ min: 0, max: 59 })
    const zone = fc.constantFrom('UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kolkata')
    const moment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) })
    fc.assert(
      fc.property(
        minute,
        fc.integer({ min: 0, max: 23 }),
        zone,
        moment,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (m, h, timeZone, now, part) => {
          const schedule = { cron: `${m} ${h} * * *`, 'time-zone': timeZone }
          const due = nextDue(schedule, now) ?? expect.fail()
          expect(due).toBeGreaterThan(now)
          expect(nextDue(schedule, now + Math.floor((due - now) * part))).toBe(due)
        },
      ),
      { numRuns: 200 },
    )
  })
})
