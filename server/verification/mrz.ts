import { parse } from 'mrz'

/** What a machine-readable zone says, and whether its check digits agree with it. */
export interface MachineReadableZone {
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

/** Reads the lines of a zone (TD1, TD2 or TD3); null where they are none. */
export function readZone(lines: readonly string[]): MachineReadableZone | null {
  const parsed = tryParse([...lines])
  if (!parsed?.format.startsWith('TD')) return null
  const wrong = parsed.details.flatMap(detail => {
    const digit = Object.entries(CHECK_DIGITS).find(([field]) => field === detail.field)
    return digit && !detail.valid ? [digit[1]] : []
  })
  const nameLine = lines[parsed.format === 'TD1' ? 2 : 0] ?? ''
  return {
    wrongCheckDigits: wrong,
    documentNumber: parsed.fields.documentNumber ?? null,
    birthdate: parsed.fields.birthDate ?? null,
    expirationDate: parsed.fields.expirationDate ?? null,
    nameFirst: parsed.fields.firstName ?? '',
    nameLast: parsed.fields.lastName ?? '',
    nameMayBeCut: !nameLine.endsWith('<'),
  }
}

/** The library throws on lines of the wrong length or alphabet; to us that is no zone. */
function tryParse(lines: string[]) {
  try {
    return parse(lines)
  } catch {
    return null
  }
}

/** A date, `YYYY-MM-DD`, as a zone prints it: `YYMMDD`. */
export const zoneDate = (date: string): string => date.slice(2).replaceAll('-', '')
