import { isSupportedCountry, ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/max'

/** What a number is given out for, in words of ours. */
export type PhoneNumberType = (typeof TYPES)[keyof typeof TYPES] | 'unknown'

export interface PhoneNumber {
  /** ITU-T E.164, what a message is sent to. It is nobody's to see but the port's. */
  e164: string
  /** ISO 3166-1 alpha-2; null for a number of no one country, such as of a satellite network. */
  country: string | null
  /** Whether the number itself named no country, and that of the address was taken. */
  countryAssumed: boolean
  type: PhoneNumberType
}

/** Why a text is no number. */
export type PhoneNumberProblem =
  | 'not_a_number'
  | 'no_country_code'
  | 'unknown_country_code'
  | 'too_short'
  | 'too_long'
  | 'invalid_number'

/** Longest text that is looked at, in UTF-16 code units: with an extension, no number is written longer. */
const TEXT_LENGTH_MAX = 100

const TYPES = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed-line',
  FIXED_LINE_OR_MOBILE: 'fixed-line-or-mobile',
  PREMIUM_RATE: 'premium-rate',
  TOLL_FREE: 'toll-free',
  SHARED_COST: 'shared-cost',
  VOIP: 'voip',
  PERSONAL_NUMBER: 'personal-number',
  PAGER: 'pager',
  UAN: 'universal-access',
  VOICEMAIL: 'voicemail',
} as const

const PROBLEMS: Readonly<Record<string, PhoneNumberProblem>> = {
  NOT_A_NUMBER: 'not_a_number',
  INVALID_COUNTRY: 'no_country_code',
  TOO_SHORT: 'too_short',
  TOO_LONG: 'too_long',
}

/**
 * A phone number as a person wrote it: with its country's code, or, where `addressCountry` is known (ISO 3166-1
 * alpha-2), as it is dialled there. Never throws.
 */
export function readPhoneNumber(
  text: string,
  addressCountry: string | undefined,
): PhoneNumber | { problem: PhoneNumberProblem } {
  if (text.length > TEXT_LENGTH_MAX) return { problem: 'too_long' }
  const home = addressCountry?.trim().toUpperCase() ?? ''
  const parsed = parse(text, home)
  if ('problem' in parsed) return parsed
  if (!parsed.isValid()) return { problem: 'invalid_number' }
  const type = parsed.getType()
  return {
    e164: parsed.number,
    country: parsed.country ?? null,
    countryAssumed: !namesCountry(text),
    type: type ? TYPES[type] : 'unknown',
  }
}

/** Without a country, one that the text does not name is an error. */
const namesCountry = (text: string): boolean => !('problem' in parse(text, ''))

/** A link to a number (RFC 3966) is one, too. */
const SCHEME = /^tel:/i

function parse(text: string, home: string) {
  const written = text.normalize('NFKC').trim().replace(SCHEME, '')
  try {
    // `extract: false`: the text is the number, and not a sentence with one in it.
    const options = { extract: false, ...(isSupportedCountry(home) ? { defaultCountry: home } : {}) }
    return parsePhoneNumberWithError(written, options)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const unknown = error.message === 'INVALID_COUNTRY' && written.startsWith('+')
    const problem = unknown ? 'unknown_country_code' : PROBLEMS[error.message]
    return { problem: problem ?? ('not_a_number' as const) }
  }
}
