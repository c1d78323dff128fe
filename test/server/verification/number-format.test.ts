import { describe, expect, it } from 'vitest'
import { COUNTRIES } from '../../../server/connect/countries.ts'
import { numberFormat } from '../../../server/verification/government-id/number-format.ts'

/** Numbers as some countries print them. */
const PASSPORTS: readonly [string, string][] = [
  ['AU', 'N1234567'],
  ['CA', 'AB123456'],
  ['CH', 'X1234567'],
  ['CN', 'E12345678'],
  ['DE', 'C01X00T47'],
  ['ES', 'AAA123456'],
  ['GB', '123456789'],
  ['IE', 'PA1234567'],
  ['IN', 'K1234567'],
  ['IT', 'YA1234567'],
  ['JP', 'TK1234567'],
  ['KR', 'M12345678'],
  ['NL', 'SPECI2014'],
  ['SE', '12345678'],
]

const said = (country: string, idClass: string, number: string, subdivision = '') => {
  const { status, reasons } = numberFormat({
    'issuing-country': country,
    'id-class': idClass,
    'document-number': number,
    'issuing-subdivision': subdivision,
  })
  return [status, ...reasons].join(' ')
}

describe('the number of a document', () => {
  it.each([
    ['US', 'A12345678', 'passed'],
    ['US', '12345678', 'failed unusual_format'],
    ['FR', '12AB34567', 'passed'],
    ['FR', 'AB1234567', 'failed unusual_format'],
    ['PL', 'ab 1234567', 'passed'],
    ['KE', 'SPC890214', 'not_applicable unknown_format'],
  ])('is like those of passports of %s: %s %s', (country, number, expected) => {
    expect(said(country, 'pp', number)).toBe(expected)
  })

  it.each([
    ['CA', 'D1234567', 'passed'],
    ['CA', 'd1234567', 'passed'],
    ['CA', '12345678', 'failed unusual_format'],
    ['IL', 'D123-4567-8901', 'passed'],
    ['NY', '123456789', 'passed'],
    ['NY', '12345', 'failed unusual_format'],
    ['WA', 'WDLABC1234DG', 'passed'],
    ['WA', 'WDLABC1234', 'failed unusual_format'],
    ['XA', 'SPC000001', 'not_applicable unknown_format'],
    ['', 'SPC000001', 'not_applicable unknown_format'],
  ])('is like those of licences of %s: %s %s', (subdivision, number, expected) => {
    expect(said('US', 'dl', number, subdivision)).toBe(expected)
  })

  // Guarantee: the numbers of every passport that the library knows are looked at, and those of no other.
  it('is judged of passports of the countries that validator has a format of', () => {
    const judged = [...COUNTRIES].filter(country => said(country, 'pp', '?') === 'failed unusual_format')
    expect(judged.length).toBeGreaterThan(50)
    const others = [...COUNTRIES].filter(country => !judged.includes(country))
    for (const country of others) expect(said(country, 'pp', '?')).toBe('not_applicable unknown_format')
    for (const [country, number] of PASSPORTS) {
      expect(judged).toContain(country)
      expect(said(country, 'pp', number), country).toBe('passed')
    }
  })

  // A template that does not name the check is not failed by a document of which nobody knows the format.
  it.each([
    ['GB', 'dl', 'A1234'],
    ['', 'pp', 'A1234'],
    ['US', 'pp', ''],
  ])('that is not judged is not expected to be: %j, %s, %j', (country, idClass, number) => {
    const { metadata } = numberFormat({
      'issuing-country': country,
      'id-class': idClass,
      'document-number': number,
    })
    expect(metadata).toEqual({ expected: false })
  })

  it.each([
    ['of a licence from elsewhere', said('CA', 'dl', 'A1234', 'ON'), 'unknown_format'],
    ['of a licence of Western Australia', said('AU', 'dl', '1234567', 'WA'), 'unknown_format'],
    ['of an identity card', said('SE', 'id', 'SPC123456'), 'unknown_format'],
    ['of nobody knows which country', said('', 'pp', 'A1234'), 'invalid_country'],
    ['that is not there', said('US', 'pp', ' - '), 'no_number'],
  ])('is not judged, where it is one %s', (_, answer, reason) => {
    expect(answer).toBe(`not_applicable ${reason}`)
  })
})
