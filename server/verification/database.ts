import { compareAddresses } from './compare-addresses.ts'
import { compareNames } from './compare-names.ts'
import { isDate } from './dates.ts'
import type { Comparison, MatchLevel } from './match-level.ts'
import { isPoBox } from './po-box.ts'
import { readEmailAddress } from './read-email-address.ts'
import { readPhoneNumber } from './read-phone-number.ts'
import { plainNumber, REFERENCE_FIELDS, type ReferenceRow } from './reference.ts'
import { type Finding, failed, failedIf, notApplicable, passed, type Verifier } from './verifier.ts'

/** What is compared. The last one is ours: the published name is of a US number alone. */
const CHECKS = [
  'database_name_comparison',
  'database_birthdate_comparison',
  'database_address_comparison',
  'database_phone_number_comparison',
  'database_email_address_comparison',
  'database_identification_number_comparison',
] as const

type CheckName = (typeof CHECKS)[number]

const IDENTITY = 'database_identity_comparison'
const PO_BOX = 'database_po_box_detection'

/**
 * A person against what the organization itself holds of people. All comparisons are with one and the same row, the one
 * that agrees best; each tells how far. It proves that somebody of these particulars is in the list, and nothing of
 * who is giving them.
 */
export const database: Verifier = {
  kind: 'database',
  evidence: null,
  compares: REFERENCE_FIELDS,
  needs: REFERENCE_FIELDS,
  checks: () => ({
    [IDENTITY]: true,
    ...Object.fromEntries(CHECKS.map(name => [name, false])),
    [PO_BOX]: false,
  }),
  async run({ fields, reference }) {
    const box = poBox(fields)
    if (reference === null)
      return [...[IDENTITY, ...CHECKS].map(name => notApplicable(name, 'no_reference')), box]
    const rows = await reference.lookUp(fields)
    const best = rows.map(row => compareAll(fields, row)).sort(byAgreement)[0]
    if (!best) return [...[IDENTITY, ...CHECKS].map(name => graded(name, 'none', 'no_match')), box]
    return [identity(best), ...CHECKS.map(name => findingOf(name, best[name])), box]
  },
}

type Comparisons = Readonly<Record<CheckName, Comparison>>

const compareAll = (fields: ReferenceRow, row: ReferenceRow): Comparisons => ({
  database_name_comparison: compareNamesOf(fields, row),
  database_birthdate_comparison: compareBirthdates(fields, row),
  database_address_comparison: compareAddressesOf(fields, row),
  database_phone_number_comparison: comparePhoneNumbers(fields, row),
  database_email_address_comparison: compareEmailAddresses(fields, row),
  database_identification_number_comparison: compareNumbers(fields, row),
})

const levelOf = (comparison: Comparison): MatchLevel => ('level' in comparison ? comparison.level : 'none')

const POINTS: Readonly<Record<MatchLevel, number>> = { none: 0, partial: 1, full: 2 }

const pointsOf = (one: Comparisons): number =>
  (isPerson(one) ? 100 : 0) + CHECKS.reduce((sum, name) => sum + POINTS[levelOf(one[name])], 0)

const byAgreement = (one: Comparisons, other: Comparisons): number => pointsOf(other) - pointsOf(one)

/** The name, at least in part, and something that tells people of one name apart. */
const isPerson = (one: Comparisons): boolean =>
  levelOf(one.database_name_comparison) !== 'none' &&
  (levelOf(one.database_birthdate_comparison) === 'full' ||
    levelOf(one.database_identification_number_comparison) === 'full')

function identity(best: Comparisons): Finding {
  if (!isPerson(best)) return graded(IDENTITY, 'none', 'no_match')
  const levels = CHECKS.flatMap(name => ('level' in best[name] ? [levelOf(best[name])] : []))
  const level = levels.every(one => one === 'full') ? 'full' : 'partial'
  return { ...passed(IDENTITY), metadata: { 'match-level': level } }
}

/** A name or an address that agrees in part is another writing of it; any other value that does is another value. */
const PASSES_IN_PART: readonly CheckName[] = ['database_name_comparison', 'database_address_comparison']

function findingOf(name: CheckName, comparison: Comparison): Finding {
  if ('incomparable' in comparison) return notApplicable(name, comparison.incomparable)
  const { level } = comparison
  if (level === 'none') return graded(name, level, 'no_match')
  if (level === 'partial' && !PASSES_IN_PART.includes(name)) return graded(name, level, 'partial_match')
  return { ...passed(name), metadata: { 'match-level': level } }
}

const graded = (name: string, level: MatchLevel, reason: string): Finding => ({
  ...failed(name, reason),
  metadata: { 'match-level': level },
})

function poBox(fields: ReferenceRow): Finding {
  const lines = ['address-street-1', 'address-street-2'].map(name => fields.get(name) ?? '')
  if (lines.every(line => line === '')) return notApplicable(PO_BOX, 'missing_address')
  return failedIf(PO_BOX, lines.some(isPoBox) ? ['po_box_detected'] : [])
}

type Read = (row: ReferenceRow) => string | null

/** Compares what both have of one value; `read` makes one writing of it, and null of what is none. */
function compareBy(
  shared: ReferenceRow,
  held: ReferenceRow,
  read: Read,
  level: (one: string, other: string) => MatchLevel,
): Comparison {
  const [one, other] = [read(shared), read(held)]
  if (one === null) return { incomparable: 'missing_property' }
  if (other === null) return { incomparable: 'not_in_reference' }
  return { level: level(one, other) }
}

const equal = (one: string, other: string): MatchLevel => (one === other ? 'full' : 'none')

const text = (row: ReferenceRow, name: string): string => row.get(name)?.trim() ?? ''

function compareNamesOf(shared: ReferenceRow, held: ReferenceRow): Comparison {
  const [one, other] = [shared, held].map(row => ({
    first: text(row, 'name-first'),
    middle: text(row, 'name-middle'),
    last: text(row, 'name-last'),
  })) as [Parameters<typeof compareNames>[0], Parameters<typeof compareNames>[0]]
  if (other.first === '' && other.last === '') return { incomparable: 'not_in_reference' }
  return compareNames(one, other)
}

function compareAddressesOf(shared: ReferenceRow, held: ReferenceRow): Comparison {
  const [one, other] = [shared, held].map(row => ({
    street: `${text(row, 'address-street-1')} ${text(row, 'address-street-2')}`.trim(),
    city: text(row, 'address-city'),
    postalCode: text(row, 'address-postal-code'),
    country: text(row, 'address-country-code'),
  })) as [Parameters<typeof compareAddresses>[0], Parameters<typeof compareAddresses>[0]]
  if (other.street === '') return { incomparable: 'not_in_reference' }
  return compareAddresses(one, other)
}

function compareBirthdates(shared: ReferenceRow, held: ReferenceRow): Comparison {
  const read: Read = row => (isDate(text(row, 'birthdate')) ? text(row, 'birthdate') : null)
  return compareBy(shared, held, read, (one, other) => {
    if (one === other) return 'full'
    const [ones, others] = [one.split('-'), other.split('-')]
    const swapped = one === [others[0], others[2], others[1]].join('-')
    const agreeing = ones.filter((part, index) => part === others[index]).length
    return swapped || agreeing === 2 ? 'partial' : 'none'
  })
}

function comparePhoneNumbers(shared: ReferenceRow, held: ReferenceRow): Comparison {
  const read: Read = row => {
    const number = readPhoneNumber(text(row, 'phone-number'), row.get('address-country-code'))
    return 'e164' in number ? number.e164 : null
  }
  return compareBy(shared, held, read, equal)
}

/** RFC 5321 leaves capitals before the `@` to the domain; no domain that people use tells them apart. */
function compareEmailAddresses(shared: ReferenceRow, held: ReferenceRow): Comparison {
  const read: Read = row => readEmailAddress(text(row, 'email-address'))?.address.toLowerCase() ?? null
  return compareBy(shared, held, read, equal)
}

function compareNumbers(shared: ReferenceRow, held: ReferenceRow): Comparison {
  const read: Read = row => plainNumber(text(row, 'identification-number')) || null
  return compareBy(shared, held, read, equal)
}
