import { z } from 'zod'
import type { InputType } from '../api/wire.ts'
import { COUNTRIES } from './countries.ts'
import { inputTypeOf, VALUE_LENGTH_MAX } from './field-type.ts'
import type { TemplateField } from './template.ts'

/** Longest text of each type, in UTF-16 code units: what is longer cannot be one. */
const LENGTH_MAX: Readonly<Record<InputType, number>> = {
  text: VALUE_LENGTH_MAX,
  date: 10,
  // RFC 5321, section 4.5.3.1.3: 256 with the brackets around it.
  'email-address': 254,
  'phone-number': 40,
  country: 2,
  number: 32,
  choice: VALUE_LENGTH_MAX,
}

/** Longest text that a field takes, in UTF-16 code units. */
export const lengthMaxOf = (field: TemplateField): number =>
  field['max-length'] ?? LENGTH_MAX[inputTypeOf(field)]

type Reading = { value: string } | { problem: string }

/**
 * A person's text as the value of a field, or what is wrong with it, in words that do not repeat it. White space
 * around it does not count.
 */
export function readFieldValue(field: TemplateField, text: string): Reading {
  const value = text.trim()
  const longest = lengthMaxOf(field)
  if (value.length > longest) return { problem: `must have at most ${longest} characters` }
  // What was not UTF-8 has been read as U+FFFD; a lone half of a pair cannot be written as UTF-8.
  if (/[\p{Cc}\u2028\u2029\ufffd]/u.test(value) || !value.isWellFormed())
    return { problem: 'must be plain text on one line' }
  return READ[inputTypeOf(field)](value, field)
}

type Read = (value: string, field: TemplateField) => Reading

const date = z.iso.date()
const emailAddress = z.email()

const READ: Readonly<Record<InputType, Read>> = {
  text: value => ({ value }),
  date: value => (date.safeParse(value).success ? { value } : { problem: 'must be a date, YYYY-MM-DD' }),
  'email-address': value =>
    emailAddress.safeParse(value).success ? { value } : { problem: 'must be an e-mail address' },
  'phone-number'(value) {
    const number = value.replace(/[\s().-]/g, '')
    // ITU-T E.164: a country code, which never begins with 0, and fifteen digits in all.
    if (/^\+[1-9]\d{6,14}$/.test(number)) return { value: number }
    return { problem: 'must be a phone number with its country code, such as +15550100123' }
  },
  country(value) {
    const code = value.toUpperCase()
    return COUNTRIES.has(code) ? { value: code } : { problem: 'must be a country, as two letters' }
  },
  number: value => (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value) ? { value } : { problem: 'must be a number' }),
  choice: (value, { options = [] }) =>
    options.some(option => option.value === value) ? { value } : { problem: 'must be one of its options' },
}
