import { parse } from 'mrz'

/** What a machine-readable zone says, and whether its check digits agree with it. */
export interface MachineReadableZone {
  format: ZoneFormat
  /** Two letters, the first of which says what kind of document it is (ICAO 9303-4 to -6). */
  documentCode: string
  /** Codes of ICAO 9303-3, section 5: mostly ISO 3166-1 alpha-3. */
  issuingState: string
  nationality: string
  sex: 'F' | 'M' | null
  /** The names of those check digits that are wrong, in snake case; empty where all agree. */
  wrongCheckDigits: string[]
  documentNumber: string | null
  /** `YYMMDD`, as printed. */
  birthdate: string | null
  expirationDate: string | null
  nameFirst: string
  nameLast: string
  /** The name fills its line, so that it may have been cut short (ICAO 9303-4, section 4.2.3). */
  nameMayBeCut: boolean
}

const CHECK_DIGITS = {
  documentNumberCheckDigit: 'document_number',
  birthDateCheckDigit: 'birthdate',
  expirationDateCheckDigit: 'expiration_date',
  personalNumberCheckDigit: 'personal_number',
  compositeCheckDigit: 'composite',
} as const

export type ZoneFormat = 'TD1' | 'TD2' | 'TD3'

const FORMATS: readonly ZoneFormat[] = ['TD1', 'TD2', 'TD3']

const NOWHERE = { line: 0, start: 0, end: 0 }

const SEXES: Readonly<Record<string, 'F' | 'M'>> = { female: 'F', male: 'M' }

/** Reads the lines of a zone (TD1, TD2 or TD3); null where they are none. */
export function readZone(lines: readonly string[]): MachineReadableZone | null {
  const parsed = tryParse([...lines])
  const format = FORMATS.find(one => one === parsed?.format)
  if (!parsed || !format) return null
  const wrong = parsed.details.flatMap(detail => {
    const digit = Object.entries(CHECK_DIGITS).find(([field]) => field === detail.field)
    return digit && !detail.valid ? [digit[1]] : []
  })
  const nameLine = lines[format === 'TD1' ? 2 : 0] ?? ''
  const raw = (name: string): string => {
    const { line, start, end } = parsed.details.find(detail => detail.field === name) ?? NOWHERE
    return (lines[line] ?? '').slice(start, end).replaceAll('<', '')
  }
  return {
    format,
    documentCode: raw('documentCode'),
    issuingState: raw('issuingState'),
    nationality: raw('nationality'),
    sex: SEXES[parsed.fields.sex ?? ''] ?? null,
    wrongCheckDigits: wrong,
    documentNumber: parsed.fields.documentNumber ?? null,
    birthdate: parsed.fields.birthDate ?? null,
    expirationDate: parsed.fields.expirationDate ?? null,
    nameFirst: parsed.fields.firstName ?? '',
    nameLast: parsed.fields.lastName ?? '',
    nameMayBeCut: !nameLine.endsWith('<'),
  }
}

/** The same lines with letters for digits where only letters can stand, and digits for letters where only digits can. */
export function withRightClasses(lines: readonly string[]): string[] {
  const corrections = tryParse([...lines], true)?.details.flatMap(detail => detail.autocorrect) ?? []
  return lines.map((line, index) =>
    corrections
      .filter(correction => correction.line === index)
      .reduce(
        (text, { column, corrected }) => text.slice(0, column) + corrected + text.slice(column + 1),
        line,
      ),
  )
}

/** The library throws on lines of the wrong length or alphabet; to us that is no zone. */
function tryParse(lines: string[], autocorrect = false) {
  try {
    return parse(lines, { autocorrect })
  } catch {
    return null
  }
}

/** A date, `YYYY-MM-DD`, as a zone prints it: `YYMMDD`. */
export const zoneDate = (date: string): string => date.slice(2).replaceAll('-', '')
