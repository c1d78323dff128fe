import type { TemplateVerification } from '../connect/template.ts'
import { admitsCountry, limitsCountries } from './country-limits.ts'
import { possessionChecks, possessionFindings } from './possession.ts'
import { type PhoneNumber, type PhoneNumberType, readPhoneNumber } from './read-phone-number.ts'
import { type Finding, failed, notApplicable, passed, type Verifier } from './verifier.ts'

/** That needs a network's own word; a template that requires it is not passed. */
const DELIVERABLE = 'phone_number_deliverable_detection'
const [COMPARISON, TIMEOUT] = possessionChecks('phone-number')

/** Numbers at which nobody reads what is sent, or where the sender pays for more than the message. */
const UNREACHABLE: readonly PhoneNumberType[] = [
  'premium-rate',
  'shared-cost',
  'toll-free',
  'universal-access',
  'voicemail',
  'pager',
]

/**
 * A phone number, by the numbering plans of the world: whether a network could have given it out, where, and for what.
 * That it is in use, and that the person reads what is sent there, only a code says, where the template asks for one.
 */
export const phoneNumber: Verifier = {
  kind: 'phone-number',
  evidence: null,
  compares: ['phone-number', 'address-country-code'],
  needs: ['phone-number'],
  checks: wanted => ({
    phone_number_invalid_number_format_detection: true,
    phone_number_disallowed_country_detection: limitsCountries(wanted),
    [DELIVERABLE]: false,
    [COMPARISON]: wanted['confirmation-code'] === true,
    [TIMEOUT]: false,
  }),
  reach(fields) {
    const read = readFrom(fields)
    if ('problem' in read || UNREACHABLE.includes(read.type)) return null
    return { channel: 'sms', to: read.e164 }
  },
  async run({ fields, wanted, possession }) {
    const read = readFrom(fields)
    const codes = possessionFindings('phone-number', possession)
    return [format(read), country(read, wanted), notApplicable(DELIVERABLE, 'no_provider'), ...codes]
  },
}

const readFrom = (fields: ReadonlyMap<string, string>) =>
  readPhoneNumber(fields.get('phone-number') ?? '', fields.get('address-country-code'))

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
