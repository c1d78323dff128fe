import { describe, expect, it } from 'vitest'
import { ageOn, dayOf, isDate } from '../../../server/verification/dates.ts'

const two = (number: number) => String(number).padStart(2, '0')

describe('a calendar date', () => {
  // Every day there is, and none beside them: two years, one of them a leap year.
  it.each([
    [2023, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]],
    [2024, [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]],
  ])('of %i is one of its months and days', (year, lengths) => {
    for (let month = 0; month <= 13; month += 1) {
      for (let day = 0; day <= 32; day += 1) {
        const exists = day >= 1 && day <= (lengths[month - 1] ?? 0)
        expect([month, day, isDate(`${year}-${two(month)}-${two(day)}`)]).toEqual([month, day, exists])
      }
    }
  })

  // A century is a leap year every fourth time only.
  it.each([
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2100-02-29', false],
  ])('%s: %s', (text, expected) => {
    expect(isDate(text)).toBe(expected)
  })

  it.each([
    '',
    '2024-1-1',
    '24-01-01',
    '2024/01/01',
    '01.02.2024',
    '20240101',
    '2024-01-01T00:00:00Z',
    ' 2024-01-01',
    '2024-01-01\n',
    '+02024-01-01',
    '٢٠٢٤-٠١-٠١',
  ])('is not written %j', text => {
    expect(isDate(text)).toBe(false)
  })
})

describe('an age', () => {
  it.each([
    ['on the day before the birthday', '2000-06-15', '2018-06-14', 17],
    ['on the birthday', '2000-06-15', '2018-06-15', 18],
    ['on the day of birth', '2000-06-15', '2000-06-15', 0],
    ['on the last day of the year before', '2000-01-01', '2017-12-31', 17],
    ['on New Year, of somebody born on New Year', '2000-01-01', '2018-01-01', 18],
    ['on the last day of the year, of somebody born then', '1999-12-31', '2017-12-31', 18],
  ])('%s', (_when, birthdate, today, age) => {
    expect(ageOn(birthdate, today)).toBe(age)
  })

  // Somebody born on 29 February completes a year on 1 March, but in leap years on the day itself.
  it.each([
    ['2018-02-28', 17],
    ['2018-03-01', 18],
    ['2020-02-28', 19],
    ['2020-02-29', 20],
  ])('of somebody born on 2000-02-29, on %s: %i', (today, age) => {
    expect(ageOn('2000-02-29', today)).toBe(age)
  })

  // As a person counts: one more at each birthday and at no other day.
  it('grows by one at each birthday, through twenty years of days', () => {
    let age = 0
    for (let day = Date.UTC(2000, 5, 16); day <= Date.UTC(2020, 5, 15); day += 86_400_000) {
      const today = dayOf(day)
      if (today.endsWith('-06-15')) age += 1
      expect(ageOn('2000-06-15', today)).toBe(age)
    }
    expect(age).toBe(20)
  })
})

describe('the day of a moment', () => {
  // One day for everybody, whatever the server's own time zone is.
  it('is the day in UTC, to the millisecond', () => {
    const midnight = Date.UTC(2026, 10, 23)
    expect(dayOf(midnight - 1)).toBe('2026-11-22')
    expect(dayOf(midnight)).toBe('2026-11-23')
  })

  it('is a calendar date', () => {
    expect(isDate(dayOf(0))).toBe(true)
    expect(dayOf(0)).toBe('1970-01-01')
  })
})
