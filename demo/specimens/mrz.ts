import { transliterate } from './transliteration.ts'

/** What a machine-readable zone says about a document and its holder. Dates are ISO 8601 (`YYYY-MM-DD`). */
export interface MrzData {
  /** Three-letter code of the issuing State, ICAO Doc 9303-3, section 5. */
  issuingState: string
  nationality: string
  /** At most nine letters and digits. */
  documentNumber: string
  /** In any script that `transliterate` knows. */
  surname: string
  givenNames: string
  birthdate: string
  sex: 'F' | 'M' | 'X'
  expirationDate: string
  /** Letters and digits at the issuer's discretion. */
  optionalData?: string
  /** Printed in place of the right check digit, as on a forged document; the composite digit is computed over it. */
  forgedDocumentNumberCheckDigit?: string
}

export type Td1Lines = readonly [upper: string, middle: string, lower: string]
export type Td3Lines = readonly [upper: string, lower: string]

const weights = [7, 3, 1] as const

const characterValue = (character: string): number => (character === '<' ? 0 : Number.parseInt(character, 36))

/** The check digit of a run of `0-9A-Z<`: modulus 10, weights 7 3 1 repeated (ICAO Doc 9303-3, section 4.9). */
export const checkDigit = (characters: string): string => {
  const sum = [...characters].reduce(
    (total, character, index) => total + characterValue(character) * (weights[index % 3] ?? 0),
    0,
  )
  return String(sum % 10)
}

const field = (value: string, width: number): string => {
  if (value.length > width) throw new RangeError(`A field of ${width} characters cannot hold ${value.length}`)
  return value.padEnd(width, '<')
}

const dateField = (isoDate: string): string => {
  const [, year, month, day] = /^\d\d(\d\d)-(\d\d)-(\d\d)$/.exec(isoDate) ?? []
  if (!year || !month || !day) throw new RangeError('A date must be written YYYY-MM-DD')
  return year + month + day
}

const withCheckDigit = (characters: string): string => characters + checkDigit(characters)

const documentNumberField = (data: MrzData): string => {
  const number = field(data.documentNumber, 9)
  return number + (data.forgedDocumentNumberCheckDigit ?? checkDigit(number))
}

const nameField = (data: MrzData, width: number): string =>
  field(`${transliterate(data.surname)}<<${transliterate(data.givenNames)}`, width)

const sexField = (sex: MrzData['sex']): string => (sex === 'X' ? '<' : sex)

/**
 * The three lines of 30 characters on the back of an identity card (ICAO Doc 9303-5, section 4.2).
 *
 * @throws RangeError for a value that its field cannot hold; names are not truncated.
 */
export const td1 = (data: MrzData): Td1Lines => {
  const upper = documentNumberField(data) + field(data.optionalData ?? '', 15)
  const birth = withCheckDigit(dateField(data.birthdate))
  const expiry = withCheckDigit(dateField(data.expirationDate))
  const optional = field('', 11)
  const composite = checkDigit(upper + birth + expiry + optional)
  return [
    field('I', 2) + field(data.issuingState, 3) + upper,
    birth + sexField(data.sex) + expiry + field(data.nationality, 3) + optional + composite,
    nameField(data, 30),
  ]
}

/**
 * The two lines of 44 characters on a passport's data page (ICAO Doc 9303-4, section 4.2).
 *
 * @throws RangeError for a value that its field cannot hold; names are not truncated.
 */
export const td3 = (data: MrzData): Td3Lines => {
  const number = documentNumberField(data)
  const birth = withCheckDigit(dateField(data.birthdate))
  const expiry = withCheckDigit(dateField(data.expirationDate))
  const personal = withCheckDigit(field(data.optionalData ?? '', 14))
  const composite = checkDigit(number + birth + expiry + personal)
  return [
    field('P', 2) + field(data.issuingState, 3) + nameField(data, 39),
    number + field(data.nationality, 3) + birth + sexField(data.sex) + expiry + personal + composite,
  ]
}
