import fc from 'fast-check'
import { getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import type { TemplateVerification } from '../../../server/connect/template.ts'
import { phoneNumber } from '../../../server/verification/phone-number.ts'
import { readPhoneNumber } from '../../../server/verification/read-phone-number.ts'
import { verdict } from '../../../server/verification/verdict.ts'
import { mutationsOf } from './mutations.ts'
import { findingOf, ofFields } from './of-fields.ts'

const FORMAT = 'phone_number_invalid_number_format_detection'
const COUNTRY = 'phone_number_disallowed_country_detection'

const look = (number: string, wanted: Partial<TemplateVerification> = {}, country = '') =>
  phoneNumber.run(
    ofFields('phone-number', { 'phone-number': number, 'address-country-code': country }, wanted),
  )

const format = async (number: string, country = '') => findingOf(await look(number, {}, country), FORMAT)

describe('a phone number', () => {
  // Guarantee: numbers as people of many countries write them are taken, with where they are and what for.
  it.each([
    ['+1 415-555-2671', 'US', 'fixed-line-or-mobile'],
    ['+1 (604) 555-0123', 'CA', 'fixed-line-or-mobile'],
    ['+1.876.210.1234', 'JM', 'mobile'],
    ['+44 20 7946 0958', 'GB', 'fixed-line'],
    ['+44 (0)7400 123456', 'GB', 'mobile'],
    ['+353 85 012 3456', 'IE', 'mobile'],
    ['+49 (0) 171 3920012', 'DE', 'mobile'],
    ['+49 30/123456-78', 'DE', 'fixed-line'],
    ['+33 6 12 34 56 78', 'FR', 'mobile'],
    ['+33.1.99.00.12.34', 'FR', 'fixed-line'],
    ['+34 612 34 56 78', 'ES', 'mobile'],
    ['+39 06 1234 5678', 'IT', 'fixed-line'],
    ['+46 (0)70-174 06 17', 'SE', 'mobile'],
    ['+47 406 12 345', 'NO', 'mobile'],
    ['+41 44 668 18 00', 'CH', 'fixed-line'],
    ['+43 664 123456', 'AT', 'mobile'],
    ['+31 6 12345678', 'NL', 'mobile'],
    ['+48 512 345 678', 'PL', 'mobile'],
    ['+7 (912) 345-67-89', 'RU', 'mobile'],
    ['+7 701 234 56 78', 'KZ', 'mobile'],
    ['+380 50 123 4567', 'UA', 'mobile'],
    ['+90 501 234 56 78', 'TR', 'mobile'],
    ['+972 50-234-5678', 'IL', 'mobile'],
    ['+971 50 123 4567', 'AE', 'mobile'],
    ['+91 81234 56789', 'IN', 'mobile'],
    ['+86 131 2345 6789', 'CN', 'mobile'],
    ['+81 90-1234-5678', 'JP', 'mobile'],
    ['+82 10-2000-0000', 'KR', 'mobile'],
    ['+62 812-345-678', 'ID', 'mobile'],
    ['+61 412 345 678', 'AU', 'mobile'],
    ['+64 21 123 4567', 'NZ', 'mobile'],
    ['+55 (11) 96123-4567', 'BR', 'mobile'],
    ['+54 9 11 2345-6789', 'AR', 'mobile'],
    ['+52 222 123 4567', 'MX', 'fixed-line-or-mobile'],
    ['+57 321 1234567', 'CO', 'mobile'],
    ['+27 71 123 4567', 'ZA', 'mobile'],
    ['+234 802 123 4567', 'NG', 'mobile'],
    ['+254 712 123456', 'KE', 'mobile'],
    ['+20 100 123 4567', 'EG', 'mobile'],
    ['+1 800 234 5678', 'US', 'toll-free'],
    ['+1 900 234 5678', 'US', 'premium-rate'],
    ['+44 56 1234 5678', 'GB', 'voip'],
    ['tel:+46-70-174-06-17', 'SE', 'mobile'],
    ['+٤٦ ٧٠ ١٧٤ ٠٦ ١٧', 'SE', 'mobile'],
    ['＋４６７０１７４０６１７', 'SE', 'mobile'],
    ['TEL:+46701740617', 'SE', 'mobile'],
    ['+1 415 555 2671 ext. 12', 'US', 'fixed-line-or-mobile'],
    ['+41 844 600 864', 'CH', 'shared-cost'],
    ['+33 806 662 064', 'FR', 'universal-access'],
    ['+31 6 64840446', 'NL', 'pager'],
    ['+354 880 0820', 'IS', 'voicemail'],
    ['+81 60-8628-608', 'JP', 'personal-number'],
  ])('%s is of %s, %s', async (number, country, type) => {
    expect(await format(number)).toEqual({
      name: FORMAT,
      status: 'passed',
      reasons: [],
      metadata: { 'country-code': country, type },
    })
  })

  it.each(Object.keys(examples))('of %s passes as it is written abroad', async country => {
    const example = getExampleNumber(country as keyof typeof examples, examples)
    if (!example) throw new Error(`no example of ${country}`)
    for (const written of [example.number, example.formatInternational(), example.getURI()]) {
      expect(await format(written), written).toMatchObject({ status: 'passed', reasons: [] })
    }
    expect(readPhoneNumber(example.number, undefined)).toMatchObject({ e164: example.number })
  })

  it.each([
    ['0701740617', 'SE'],
    ['070-174 06 17', 'se'],
    ['(415) 555-2671', 'US'],
    ['020 7946 0958', 'GB'],
    ['090-1234-5678', 'JP'],
    ['0046 70 174 06 17', 'DE'],
    ['070-174 06 17', ' SE '],
  ])(
    'without its country’s code is one as it is dialled in the address’s country, and says so: %s in %s',
    async (number, country) => {
      const found = await format(number, country)
      expect(found).toMatchObject({ status: 'passed', metadata: { 'country-assumed': true } })
    },
  )

  // Guarantee: the address says what a number leaves open, and nothing else.
  it.each(['SE', 'US', 'XX', 'Sweden', ''])(
    'with its country’s code is of that country, in %j',
    async country => {
      const found = await format('+46 70 174 06 17', country)
      expect(found).toMatchObject({ status: 'passed', metadata: { 'country-code': 'SE', type: 'mobile' } })
      expect(found.metadata).not.toHaveProperty('country-assumed')
    },
  )

  it.each([
    ['', 'not_a_number'],
    ['   ', 'not_a_number'],
    ['none', 'not_a_number'],
    ['call me at +46701740617', 'not_a_number'],
    ['+46701740617 or +46701740658', 'not_a_number'],
    ['+', 'not_a_number'],
    ['0701740617', 'no_country_code'],
    ['+999 1234 5678', 'unknown_country_code'],
    ['+46 1', 'too_short'],
    ['+46 70', 'invalid_number'],
    ['+46 70 174 06 17 00 00 00 00 00 00', 'too_long'],
    ['+1 555 010 0123', 'invalid_number'],
    ['+44 7700 90012', 'invalid_number'],
    ['9'.repeat(10_000), 'too_long'],
    [`+46${' '.repeat(100)}701740617`, 'too_long'],
  ])('%.40s is none: %s', async (number, reason) => {
    expect(await format(number)).toEqual({ name: FORMAT, status: 'failed', reasons: [reason], metadata: {} })
  })

  // Some regulators keep the numbers of films outside of what is given out, others take them from there.
  // Whoever is honest in the demo passes: each has a number that is kept for fiction and of a range that is given out.
  it.each(people)('of the specimen people is one: $key', async ({ fields }) => {
    expect(await format(fields['phone-number'] ?? '')).toMatchObject({ status: 'passed', reasons: [] })
  })

  // Not all that is kept for fiction is of a range that is given out: there is no telling it from a mistyped number.
  it.each(['+33 6 39 98 01 46', '+44 7700 900812', '+353 20 910 0121'])(
    'that is kept for fiction is none where the numbering plan has no such range: %s',
    async number => {
      expect(await format(number)).toMatchObject({ status: 'failed', reasons: ['invalid_number'] })
    },
  )
})

describe('where a code for the person is sent', () => {
  const reach = (number: string, country = '') =>
    phoneNumber.reach?.(
      new Map([
        ['phone-number', number],
        ['address-country-code', country],
      ]),
    )

  it.each([
    ['+46 (0)70-174 06 17', '', '+46701740617'],
    ['070-174 06 17', 'SE', '+46701740617'],
    ['+49 30/123456-78', '', '+493012345678'],
    ['+1 415-555-2671', '', '+14155552671'],
    ['+44 56 1234 5678', '', '+445612345678'],
    ['+81 60-8628-608', '', '+81608628608'],
  ])('is the number, as the world dials it: %s in %j', (number, country, to) => {
    expect(reach(number, country)).toEqual({ channel: 'sms', to })
  })

  // Guarantee: nobody has the sender pay for more than a message, and no code is sent where nobody reads it.
  it.each([
    ['premium-rate', '+1 900 234 5678'],
    ['shared-cost', '+41 844 600 864'],
    ['toll-free', '+1 800 234 5678'],
    ['universal-access', '+33 806 662 064'],
    ['voicemail', '+354 880 0820'],
    ['pager', '+31 6 64840446'],
    ['no number', 'none'],
    ['a number that is not given out', '+46 70'],
    ['a number without its country', '0701740617'],
    ['nothing', ''],
  ])('is nowhere, of %s: %s', (_what, number) => {
    expect(reach(number)).toBeNull()
  })
})

describe('what a template asks of a phone number', () => {
  const checksOf = (more: Partial<TemplateVerification> = {}) =>
    phoneNumber.checks(ofFields('phone-number', {}, more).wanted)

  it('is that it is one, and, where it says so, that it is the person’s', () => {
    const asked = {
      [FORMAT]: true,
      [COUNTRY]: false,
      phone_number_deliverable_detection: false,
      phone_number_confirmation_code_comparison: false,
      phone_number_timeout_detection: false,
    }
    expect(checksOf()).toEqual(asked)
    expect(checksOf({ 'confirmation-code': false })).toEqual(asked)
    expect(checksOf({ 'confirmation-code': true })).toEqual({
      ...asked,
      phone_number_confirmation_code_comparison: true,
    })
  })

  // What is read of the number rests on the country of the address: another one has it looked at again.
  it('is asked where there is a number, and again where it or the country of the address changes', () => {
    expect(phoneNumber).toMatchObject({
      evidence: null,
      needs: ['phone-number'],
      compares: ['phone-number', 'address-country-code'],
    })
  })
})

describe('whether somebody has the phone', () => {
  // Guarantee: a template that requires what nobody has looked at is not passed.
  it.each([
    ['phone_number_deliverable_detection', 'no_provider'],
    ['phone_number_confirmation_code_comparison', 'no_code_sent'],
    ['phone_number_timeout_detection', 'no_code_sent'],
  ])('is not told: %s', async (name, reason) => {
    const wanted = { checks: [{ name, required: true }] }
    const findings = await look('+46701740617', wanted)
    expect(findingOf(findings, name)).toMatchObject({ status: 'not_applicable', reasons: [reason] })
    const required = ofFields('phone-number', {}, wanted).wanted
    expect(verdict(phoneNumber, required, findings).status).toBe('failed')
  })
})

describe('the country of a phone number', () => {
  const SWEDISH = '+46701740617'
  const SATELLITE = '+870773111632'

  it.each([
    ['no limits', {}, SWEDISH, 'not_applicable', ['no_country_limits']],
    ['among the allowed', { 'allowed-countries': ['NO', 'SE'] }, SWEDISH, 'passed', []],
    ['not among the allowed', { 'allowed-countries': ['NO'] }, SWEDISH, 'failed', ['disallowed_country']],
    ['among the disallowed', { 'disallowed-countries': ['SE'] }, SWEDISH, 'failed', ['disallowed_country']],
    ['not among the disallowed', { 'disallowed-countries': ['NO'] }, SWEDISH, 'passed', []],
    [
      'among both',
      { 'allowed-countries': ['SE'], 'disallowed-countries': ['SE'] },
      SWEDISH,
      'failed',
      ['disallowed_country'],
    ],
    ['of no one country', { 'disallowed-countries': ['NO'] }, SATELLITE, 'failed', ['no_country']],
    ['of no number', { 'disallowed-countries': ['NO'] }, 'none', 'failed', ['no_country']],
  ])('%s', async (_what, wanted, number, status, reasons) => {
    expect(findingOf(await look(number, wanted), COUNTRY)).toMatchObject({ status, reasons })
  })

  // Guarantee: where a template limits the countries, a number outside of them does not pass.
  it('is required where the template limits it', () => {
    const { wanted } = ofFields('phone-number', {})
    expect(phoneNumber.checks(wanted)[COUNTRY]).toBe(false)
    expect(phoneNumber.checks({ ...wanted, 'disallowed-countries': ['NO'] })[COUNTRY]).toBe(true)
  })
})

describe('any text whatever', () => {
  // Guarantee: nothing that a stranger wrote stops the server.
  it('is answered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 10_000 }),
        fc.string(),
        async (text, country) => {
          expect(await look(text, {}, country)).toHaveLength(5)
        },
      ),
      { numRuns: 20 },
    )
  })

  // Guarantee: what is told of a number never holds it.
  it('made out of good numbers is answered, and not repeated', async () => {
    for (const text of mutationsOf([
      '+46 70-174 06 17',
      '+1 (415) 555-2671',
      'tel:+33612345678',
      '070-1740617',
    ])) {
      const told = JSON.stringify(await look(text, { 'allowed-countries': ['SE'] }, 'SE'))
      expect(told.match(/\d{4,}/g), text).toBeNull()
    }
  })

  // Guarantee: a number is the same however it is written.
  it('between the digits of a number changes nothing', async () => {
    const gap = fc.constantFrom('', ' ', '-', '.', '\u00a0', ' - ', '\u2011')
    await fc.assert(
      fc.asyncProperty(fc.array(gap, { minLength: 11, maxLength: 11 }), async gaps => {
        const written = `+${[...'46701740617'].map((digit, index) => digit + (index < 10 ? gaps[index] : '')).join('')}`
        expect(await look(written), written).toEqual(await look('+46701740617'))
      }),
    )
  })
})
