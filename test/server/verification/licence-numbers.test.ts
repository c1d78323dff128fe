import { describe, expect, it } from 'vitest'
import { isLicenceNumber } from '../../../server/verification/government-id/licence-numbers.ts'

/**
 * How each State numbers its licences, in words instead of patterns: a letter stands for any, a number for so many
 * digits, a span for so many at least and at most. MD, NHL, R and X stand for themselves and are looked at further down.
 */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  AK: ['1-7'],
  AL: ['1-8'],
  AR: ['4-9'],
  AZ: ['K 8-9', 'KK 2-5', '9'],
  CA: ['K 7'],
  CO: ['9', 'K 3-6', 'KK 2-5'],
  CT: ['9'],
  DC: ['7', '9'],
  DE: ['1-7'],
  FL: ['K 12'],
  GA: ['7-9'],
  HI: ['K 8', '9'],
  IA: ['9', '3 KK 4'],
  ID: ['KK 6 K', '9'],
  IL: ['K 11-12'],
  IN: ['K 9', '9-10'],
  KS: ['K 1 K 1 K', 'K 8', '9'],
  KY: ['K 8-9', '9'],
  LA: ['1-9'],
  MA: ['K 8', 'KK 7', '9'],
  MD: ['K 12'],
  ME: ['7-8', '7 K'],
  MI: ['K 10', 'K 12'],
  MN: ['K 12'],
  MO: ['K 5-9', '3 K 6', '8 KK', '9 K', '9'],
  MS: ['9'],
  MT: ['K 8', '9', '13-14'],
  NC: ['1-12'],
  ND: ['KKK 6', '9'],
  NE: ['K 6-8'],
  NH: ['2 KKK 5'],
  NJ: ['K 14'],
  NM: ['8-9'],
  NV: ['9-10', '12'],
  NY: ['K 7', 'K 18', '8-9', '16', 'KKKKKKKK'],
  OH: ['K 4-8', 'KK 3-7', '8'],
  OK: ['K 9', '9'],
  OR: ['1-9', 'K 6', 'KK 5'],
  PA: ['8'],
  RI: ['7', 'K 6'],
  SC: ['5-11'],
  SD: ['6-10', '12'],
  TN: ['7-9'],
  TX: ['7-8'],
  UT: ['4-10'],
  VA: ['K 8-11', '9'],
  VT: ['8'],
  WI: ['K 13'],
  WV: ['7', 'K 5-6', 'KK 5-6'],
  WY: ['9-10'],
}

const digits = (count: number) => '1'.repeat(count)

/** Every number of one of these forms, with 1 for each digit. */
const numbersOf = (form: string): string[] =>
  form.split(' ').reduce<string[]>(
    (begun, part) => {
      const [least, most = least] = part.split('-').map(Number)
      const ways =
        least === undefined || Number.isNaN(least)
          ? [part]
          : Array.from({ length: Number(most) - least + 1 }, (_, more) => digits(least + more))
      return begun.flatMap(start => ways.map(way => start + way))
    },
    [''],
  )

/** What looks much like them: a character more or less at either end, or in the middle. */
const near = (number: string): string[] => [
  `1${number}`,
  `${number}1`,
  `K${number}`,
  `${number}K`,
  number.slice(1),
  number.slice(0, -1),
  number.replace(/K(?=1)/, 'K1'),
  number.replace(/K1/, 'K'),
  number.replace(/1(?=K)/, ''),
  number.replace('K', 'KK'),
  number.replace('KK', 'K'),
  number.replace('K1K', 'K'),
  number.replace('K1K', 'K1K1K'),
]

const own = new Map(
  Object.entries(NUMBERS).map(([state, forms]) => [state, new Set(forms.flatMap(numbersOf))]),
)
const every = new Set([...own.values()].flatMap(numbers => [...numbers]).flatMap(one => [one, ...near(one)]))

// Guarantee: the numbers of a State are those of its list, to the digit, and those of others are not.
describe('the number of a licence', () => {
  it.each([...own])('of %s is one of its own', (state, numbers) => {
    const taken = [...every].filter(number => isLicenceNumber(number, state))
    expect(taken.sort()).toEqual([...numbers].sort())
  })

  it.each([
    ['MD', 'MD12345678901', true],
    ['MD', 'KM12345678901', false],
    ['MD', 'MD1234567890', false],
    ['MD', 'MD123456789012', false],
    ['MO', 'K123456R', true],
    ['MO', 'K123456S', false],
    ['MO', 'K12345R', false],
    ['MO', 'K1234567R', false],
    ['MO', '123456R', false],
    ['NH', 'NHL12345678', true],
    ['NH', 'NHK12345678', false],
    ['NH', 'NHL1234567', false],
    ['NH', 'NHL123456789', false],
    ['NV', 'X12345678', true],
    ['NV', 'K12345678', false],
    ['NV', 'X123456789', false],
    ['NV', 'X1234567', false],
    ['VT', '1234567A', true],
    ['VT', '1234567K', false],
    ['VT', '123456A', false],
    ['VT', '12345678A', false],
    ['WA', 'WDLABC1234DG', true],
    ['WA', 'DOE**JO123K5', true],
    ['WA', 'DOE**JO123K55', false],
    ['WA', '1DOE*JO123K5', false],
    ['WA', 'ABCDEFGHIJKL', true],
    ['WA', 'DOE**JO123K?', false],
  ])('of %s, %s, has the letters that stand for themselves: %j', (state, number, expected) => {
    expect(isLicenceNumber(number, state)).toBe(expected)
  })

  it('is known of every State and of the capital', () => {
    expect(new Set([...own.keys(), 'WA']).size).toBe(51)
    for (const state of [...own.keys(), 'WA']) expect(isLicenceNumber('?', state)).toBe(false)
    expect(isLicenceNumber('K1234567', 'PR')).toBeNull()
  })
})
