import type { DocumentAttributes } from '../store/documents.ts'
import { ageOn, isDate } from './dates.ts'
import { type MachineReadableZone, readZone, zoneDate } from './mrz.ts'
import { sameAsZoneName, sameName } from './names.ts'
import {
  type Finding,
  failed,
  failedIf,
  notApplicable,
  passed,
  type VerificationInput,
  type Verifier,
} from './verifier.ts'

const REQUIRED_PROPERTIES = ['name-first', 'name-last', 'birthdate', 'document-number', 'expiration-date']

const COMPARED_FIELDS = ['name-first', 'name-last', 'birthdate']

/**
 * A passport or identity card, from what was read of it. Check names are the published ones. What this kind does not
 * look at yet: the images themselves.
 */
export const governmentId: Verifier = {
  kind: 'government-id',
  evidence: 'government-id',
  compares: COMPARED_FIELDS,
  checks: template => ({
    id_extracted_properties_detection: true,
    id_expired_detection: true,
    id_age_comparison: template['minimum-age'] !== undefined,
    id_inquiry_comparison: true,
    id_mrz_detection: true,
    id_mrz_inconsistency_detection: true,
  }),
  async run(input) {
    const document = input.documents.at(-1)
    if (!document) return []
    const zone = readZone(linesOf(document.attributes))
    return [
      extractedProperties(document.attributes),
      expiry(document.attributes, input.today),
      age(document.attributes, input),
      inquiryComparison(document.attributes, input.fields),
      zone ? passed('id_mrz_detection') : failed('id_mrz_detection', 'mrz_not_found'),
      zoneConsistency(document.attributes, zone),
    ]
  },
}

const text = (attributes: DocumentAttributes, name: string): string => {
  const value = attributes[name]
  return typeof value === 'string' ? value : ''
}

function linesOf(attributes: DocumentAttributes): string[] {
  const lines = attributes.mrz
  return Array.isArray(lines) ? lines : []
}

function extractedProperties(attributes: DocumentAttributes): Finding {
  const lacking = REQUIRED_PROPERTIES.filter(name => text(attributes, name) === '')
  return failedIf('id_extracted_properties_detection', lacking.length === 0 ? [] : ['no_required_properties'])
}

function expiry(attributes: DocumentAttributes, today: string): Finding {
  const date = text(attributes, 'expiration-date')
  if (!isDate(date)) return failed('id_expired_detection', 'no_expiration_date')
  return failedIf('id_expired_detection', date < today ? ['expired'] : [])
}

function age(attributes: DocumentAttributes, { today, wanted }: VerificationInput): Finding {
  const minimumAge = wanted['minimum-age']
  const birthdate = text(attributes, 'birthdate')
  if (minimumAge === undefined) return notApplicable('id_age_comparison', 'no_minimum_age')
  if (!isDate(birthdate)) return failed('id_age_comparison', 'missing_birthdate')
  return failedIf('id_age_comparison', ageOn(birthdate, today) < minimumAge ? ['below_minimum_age'] : [])
}

/** The document against what the person's fields say; a name may be written in the document's own script. */
function inquiryComparison(attributes: DocumentAttributes, fields: ReadonlyMap<string, string>): Finding {
  const compared = COMPARED_FIELDS.filter(name => fields.get(name))
  if (compared.length === 0) return notApplicable('id_inquiry_comparison', 'no_inquiry')
  const differing = compared.filter(name => {
    const value = fields.get(name) ?? ''
    if (name === 'birthdate') return value !== text(attributes, name)
    return !sameName(value, text(attributes, name)) && !sameName(value, text(attributes, `native-${name}`))
  })
  return failedIf(
    'id_inquiry_comparison',
    differing.map(name => `${name.replaceAll('-', '_')}_differs`),
  )
}

/** The zone against itself, by its check digits, and against what is printed beside it. */
function zoneConsistency(attributes: DocumentAttributes, zone: MachineReadableZone | null): Finding {
  if (!zone) return failed('id_mrz_inconsistency_detection', 'mrz_not_found')
  const printed = {
    birthdate: zoneDate(text(attributes, 'birthdate')),
    expirationDate: zoneDate(text(attributes, 'expiration-date')),
    documentNumber: text(attributes, 'document-number')
      .replace(/[^A-Z0-9]/gi, '')
      .toUpperCase(),
  }
  const reasons = [
    ...zone.wrongCheckDigits.map(name => `${name}_check_digit_wrong`),
    ...(zone.birthdate === printed.birthdate ? [] : ['birthdate_differs']),
    ...(zone.expirationDate === printed.expirationDate ? [] : ['expiration_date_differs']),
    ...(zone.documentNumber === printed.documentNumber ? [] : ['document_number_differs']),
    ...(sameAsZoneName(text(attributes, 'name-last'), zone.nameLast, zone.nameMayBeCut)
      ? []
      : ['name_last_differs']),
    ...(givenNameAgrees(attributes, zone) ? [] : ['name_first_differs']),
  ]
  return failedIf('id_mrz_inconsistency_detection', reasons)
}

/** A zone prints all given names after one another; the printed field may hold the first, or the middle ones too. */
function givenNameAgrees(attributes: DocumentAttributes, zone: MachineReadableZone): boolean {
  const first = text(attributes, 'name-first')
  const all = `${first} ${text(attributes, 'name-middle')}`
  return (
    sameAsZoneName(all, zone.nameFirst, zone.nameMayBeCut) ||
    sameAsZoneName(first, zone.nameFirst, zone.nameMayBeCut)
  )
}
