import type { DocumentAttributes } from '../../store/documents.ts'
import { countryOf } from '../country-codes.ts'
import { isDate } from '../dates.ts'
import type { Licence } from '../examine/aamva.ts'
import type { MachineReadableZone } from '../mrz.ts'

/** What is read of a document, by the published names of attributes. */
const PROPERTIES = [
  'name-first',
  'name-middle',
  'name-last',
  'birthdate',
  'issue-date',
  'expiration-date',
  'document-number',
  'sex',
  'issuing-country',
  'issuing-subdivision',
  'nationality',
  'id-class',
] as const

/** Empty where the document does not say. Dates are `YYYY-MM-DD`, countries ISO 3166-1 alpha-2. */
export type Properties = Readonly<Partial<Record<(typeof PROPERTIES)[number], string>>>

/** What came with the document as already read. */
export const sharedProperties = (attributes: DocumentAttributes): Properties =>
  Object.fromEntries(
    PROPERTIES.map(name => [name, attributes[name]] as const).filter(
      ([, value]) => typeof value === 'string',
    ),
  )

export const zoneProperties = (zone: MachineReadableZone, today: string): Properties => ({
  'name-first': zone.nameFirst,
  'name-last': zone.nameLast,
  birthdate: pastDate(zone.birthdate, today),
  'expiration-date': futureDate(zone.expirationDate, today),
  'document-number': zone.documentNumber ?? '',
  sex: zone.sex ?? '',
  'issuing-country': countryOf(zone.issuingState) ?? '',
  nationality: countryOf(zone.nationality) ?? '',
  'id-class': zoneClass(zone.documentCode),
})

/** Classes by the first letter of a zone; a card that is no passport may be of any. */
const ZONE_CLASSES: Readonly<Record<string, string>> = { P: 'pp', V: 'visa', I: 'id', A: 'id', C: 'id' }

/** `IP` is a passport card (ICAO Doc 9303-5), `AC` a crew member's certificate. */
const zoneClass = (code: string): string => (code === 'IP' ? 'ppc' : (ZONE_CLASSES[code.charAt(0)] ?? ''))

export const licenceProperties = (licence: Licence): Properties => ({
  'name-first': licence.nameFirst ?? '',
  'name-middle': licence.nameMiddle ?? '',
  'name-last': licence.nameLast ?? '',
  birthdate: licence.birthdate ?? '',
  'issue-date': licence.issueDate ?? '',
  'expiration-date': licence.expirationDate ?? '',
  'document-number': licence.documentNumber ?? '',
  sex: licence.sex ?? '',
  'issuing-country': countryOf(licence.country ?? '') ?? '',
  'issuing-subdivision': licence.issuer ?? '',
  'id-class': 'dl',
})

/** The latest date that is not to come, of the two or three that a zone's `YYMMDD` may be. */
const pastDate = (digits: string | null, today: string): string =>
  ['20', '19'].map(century => dateOf(century, digits)).find(date => date !== '' && date <= today) ?? ''

/** Nothing is good for fifty years: what seems to be has expired in the last century. */
function futureDate(digits: string | null, today: string): string {
  const date = dateOf('20', digits)
  const limit = `${Number(today.slice(0, 4)) + 50}${today.slice(4)}`
  return date > limit ? dateOf('19', digits) : date
}

function dateOf(century: string, digits: string | null): string {
  const date = `${century}${digits ?? ''}`.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  return isDate(date) ? date : ''
}
