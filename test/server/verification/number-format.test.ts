import { describe, expect, it } from 'vitest'
import { numberFormat } from '../../../server/verification/government-id/number-format.ts'

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

  it.each([
    ['of a licence from elsewhere', said('CA', 'dl', 'A1234', 'ON'), 'unknown_format'],
    ['of an identity card', said('SE', 'id', 'SPC123456'), 'unknown_format'],
    ['of nobody knows which country', said('', 'pp', 'A1234'), 'invalid_country'],
    ['that is not there', said('US', 'pp', ' - '), 'no_number'],
  ])('is not judged, where it is one %s', (_, answer, reason) => {
    expect(answer).toBe(`not_applicable ${reason}`)
  })
})
