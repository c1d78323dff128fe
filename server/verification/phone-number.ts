import type { TemplateVerification } from '../connect/template.ts'
import { admitsCountry, limitsCountries } from './country-limits.ts'
import { type PhoneNumber, readPhoneNumber } from './read-phone-number.ts'
import { type Finding, failed, notApplicable, passed, type Verifier } from './verifier.ts'

/** What is not known of a number here, with why; a template that requires one of these is not passed. */
const NOT_LOOKED_AT = {
  phone_number_deliverable_detection: 'no_provider',
  phone_number_confirmation_code_comparison: 'no_code_sent',
  phone_number_timeout_detection: 'no_code_sent',
} as const

/**
 * A phone number, by the numbering plans of the world: whether a network could have given it out, where, and for what.
 * That it is in use, and by whom, no plan can tell.
 */
export const phoneNumber: Verifier = {
  kind: 'phone-number',
  evidence: null,
  compares: ['phone-number', 'address-country-code'],
  needs: ['phone-number'],
  checks: wanted => ({
    phone_number_invalid_number_format_detection: true,
    phone_number_disallowed_country_detection: limitsCountries(wanted),
    ...Object.fromEntries(Object.keys(NOT_LOOKED_AT).map(name => [name, false])),
  }),
  async run({ fields, wanted }) {
    const read = readPhoneNumber(fields.get('phone-number') ?? '', fields.get('address-country-code'))
    const open = Object.entries(NOT_LOOKED_AT).map(([name, reason]) => notApplicable(name, reason))
    return [format(read), country(read, wanted), ...open]
  },
}

function format(read: ReturnType<typeof readPhoneNumber>): Finding {
  const name = 'phone_number_invalid_number_format_detection'
  if ('problem' in read) return failed(name, read.problem)
  return { ...passed(name), metadata: { ...countryOf(read), type: read.type } }
}

function country(read: ReturnType<typeof readPhoneNumber>, wanted: TemplateVerification): Finding {
  const name = 'phone_number_disallowed_country_detection'
  if (!limitsCountries(wanted)) return notApplicable(name, 'no_country_limits')
  if ('problem' in read || read.country === null) return failed(name, 'no_country')
  const metadata = countryOf(read)
  return admitsCountry(wanted, read.country)
    ? { ...passed(name), metadata }
    : { ...failed(name, 'disallowed_country'), metadata }
}

/** A number that was written without its country's code is taken for one of the address's country, and says so. */
const countryOf = ({ country, countryAssumed }: PhoneNumber) => ({
  ...(country === null ? {} : { 'country-code': country }),
  ...(countryAssumed ? { 'country-assumed': true } : {}),
})
