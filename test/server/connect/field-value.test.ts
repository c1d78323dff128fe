import { describe, expect, it } from 'vitest'
import { COUNTRIES } from '../../../server/connect/countries.ts'
import type { FieldType } from '../../../server/connect/field-type.ts'
import { lengthMaxOf, readFieldValue } from '../../../server/connect/field-value.ts'
import type { TemplateField } from '../../../server/connect/template.ts'

const options = [{ value: 'employed', label: 'Employed' }]
const fieldOf = (type: FieldType, key = 'anything'): TemplateField => ({
  key,
  type,
  label: 'Anything',
  required: true,
  ...(type === 'choice' ? { options } : {}),
})

describe('a person’s text', () => {
  it.each<[type: FieldType, text: string, value: string]>([
    ['string', '  Zoë Ángström ', 'Zoë Ángström'],
    ['string', '美咲', '美咲'],
    ['date', '2000-02-29', '2000-02-29'],
    ['date', '1899-12-31', '1899-12-31'],
    ['email-address', ' maria@mail.example', 'maria@mail.example'],
    ['phone-number', '+1 (555) 010-0123', '+15550100123'],
    ['phone-number', '+43.1.58858', '+43158858'],
    ['country', 'AT', 'AT'],
    ['country', 'at', 'AT'],
    ['number', '-12.50', '-12.50'],
    ['number', '0', '0'],
    ['choice', 'employed', 'employed'],
  ])('for a %s: “%s” is stored as “%s”', (type, text, value) => {
    expect(readFieldValue(fieldOf(type), text)).toEqual({ value })
  })

  it.each<[type: FieldType, what: string, text: string]>([
    ['string', 'a line break', 'one\ntwo'],
    ['string', 'a control character', 'one\u0000two'],
    ['string', 'a line separator', 'one\u2028two'],
    ['string', 'bytes that were not UTF-8', 'caf\ufffd'],
    ['string', 'half of a pair', 'a\ud800'],
    ['string', '1025 letters', 'x'.repeat(1025)],
    ['date', 'a day that February does not have', '2001-02-29'],
    ['date', 'the way of another country', '29.02.2000'],
    ['date', 'a moment', '2000-02-29T00:00:00Z'],
    ['date', 'a year of five digits', '12000-01-01'],
    ['email-address', 'no domain', 'maria@'],
    ['email-address', 'a name before it', 'Maria <maria@mail.example>'],
    ['email-address', '255 letters', `${'x'.repeat(243)}@mail.example`],
    ['phone-number', 'no country code', '0664 1234567'],
    ['phone-number', 'a country code of zero', '+0123456789'],
    ['phone-number', 'sixteen digits', '+1234567890123456'],
    ['phone-number', 'six digits', '+123456'],
    ['phone-number', 'letters', '+1 800 FLOWERS'],
    ['country', 'a name', 'Austria'],
    ['country', 'three letters', 'AUT'],
    ['country', 'a code that no country has', 'XX'],
    ['country', 'a union of countries', 'EU'],
    ['number', 'a comma', '1,5'],
    ['number', 'an exponent', '1e5'],
    ['number', 'nothing after the point', '1.'],
    ['number', 'a zero in front', '007'],
    ['number', 'no number', 'NaN'],
    ['choice', 'no option', 'retired'],
    ['choice', 'the label of an option', 'Employed'],
  ])('for a %s is refused: %s', (type, _what, text) => {
    const reading = readFieldValue(fieldOf(type), text)
    expect(reading).toEqual({ problem: expect.stringMatching(/^must /) })
    // Guarantee: what is wrong is told without what was typed.
    expect(JSON.stringify(reading)).not.toContain(text)
  })

  // The published standard fields hold what they are named after, whatever a template of before calls them.
  it.each([
    ['birthdate', '1990-04-12', 'in spring'],
    ['email-address', 'maria@mail.example', 'maria'],
    ['phone-number', '+15550100123', '12'],
    ['address-country-code', 'AT', 'Austria'],
  ])('for the standard field %s is held to what it is', (key, right, wrong) => {
    expect(readFieldValue(fieldOf('string', key), right)).toEqual({ value: right })
    expect(readFieldValue(fieldOf('string', key), wrong)).toHaveProperty('problem')
  })

  it('has the length that the template says', () => {
    const field = { ...fieldOf('string'), 'max-length': 3 }
    expect(lengthMaxOf(field)).toBe(3)
    expect(readFieldValue(field, ' abc ')).toEqual({ value: 'abc' })
    expect(readFieldValue(field, 'abcd')).toEqual({ problem: 'must have at most 3 characters' })
  })
})

describe('the countries', () => {
  // Checked against the runtime's own: each code names something, and there are as many as ISO says.
  it('are the 249 of ISO 3166-1', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    expect(COUNTRIES.size).toBe(249)
    for (const code of COUNTRIES) expect(names.of(code), code).toBeDefined()
    for (const code of ['XK', 'EU', 'UN', 'UK', 'SU', 'ZZ']) expect(COUNTRIES.has(code), code).toBe(false)
  })
})
