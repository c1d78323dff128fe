import validator from 'validator'
import { z } from 'zod'
import { type Finding, failedIf, notExpected } from '../verifier.ts'
import { isLicenceNumber } from './licence-numbers.ts'
import type { Properties } from './properties.ts'

/**
 * Whether the number of the document is like those that its issuer gives to documents of its class: to passports, by
 * validator's list of countries, and to driver licences, by a list of States. Issuers change their numbers before lists do.
 */
export function numberFormat(properties: Properties): Finding {
  const name = 'id_number_format_inconsistency_detection'
  const number = (properties['document-number'] ?? '').replace(/[\s-]/g, '').toUpperCase()
  if (number === '') return notExpected(name, 'no_number')
  if (!properties['issuing-country']) return notExpected(name, 'invalid_country')
  const usual = isUsual(number, properties)
  if (usual === null) return notExpected(name, 'unknown_format')
  return failedIf(name, usual ? [] : ['unusual_format'])
}

/** Null where the numbers of that issuer, or of documents of that class, are not known. */
function isUsual(number: string, properties: Properties): boolean | null {
  const { 'issuing-country': country = '', 'issuing-subdivision': subdivision = '' } = properties
  switch (properties['id-class']) {
    case 'pp':
      return isPassportNumber(number, country)
    case 'dl':
      return country === 'US' ? isLicenceNumber(number, subdivision) : null
    default:
      return null
  }
}

/** The package's types do not know this export. */
const { passportNumberLocales } = z.object({ passportNumberLocales: z.array(z.string()) }).parse(validator)

const isPassportNumber = (number: string, country: string): boolean | null =>
  passportNumberLocales.includes(country) ? validator.isPassportNumber(number, country) : null
