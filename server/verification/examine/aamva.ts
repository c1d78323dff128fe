import { isDate } from '../dates.ts'
import { subdivisionOf } from './aamva-issuers.ts'

/** What the barcode of a North American driver licence or identity card says. Dates are `YYYY-MM-DD`; null where absent. */
export interface Licence {
  nameFirst: string | null
  nameMiddle: string | null
  nameLast: string | null
  birthdate: string | null
  issueDate: string | null
  expirationDate: string | null
  documentNumber: string | null
  sex: 'F' | 'M' | 'X' | null
  /** ISO 3166-1 alpha-3, as printed. */
  country: string | null
  /** Postal code of the State or province of the address. */
  subdivision: string | null
  /** The same of who issued it, by the number that the barcode begins with; null where that is nobody's. */
  issuer: string | null
}

/** File type of every version since 2000 (AAMVA DL/ID Card Design Standard 2020, annex D.12.3). */
const HEADER = /^@[\s\p{Cc}]*(?:ANSI |AAMVA)(\d{6})/u
/** An element: three letters, then its value. The first one of a subfile follows the subfile's own name, DL or ID. */
const ELEMENT = /^(?:(?:DL|ID)(?=D[A-D][A-Z]))?(D[A-D][A-Z])(.*)$/
const SEXES: Readonly<Record<string, 'F' | 'M' | 'X'>> = {
  '1': 'M',
  '2': 'F',
  '9': 'X',
  M: 'M',
  F: 'F',
  X: 'X',
}
/** What a licence says of an element that it does not have (annex D.12.4.2). */
const EMPTY = ['', 'NONE', 'UNAVL', 'UNAVAIL']

/** Reads the text of an AAMVA barcode, versions 1 to 10; null where it is none. */
export function licenceOf(text: string): Licence | null {
  const [, number] = HEADER.exec(text) ?? []
  if (number === undefined) return null
  const elements = elementsOf(text)
  const value = (...names: string[]): string | null =>
    names.map(name => elements.get(name)).find(found => found !== undefined) ?? null
  // Version 1 has the whole name in one element, versions 2 and 3 all given names.
  const [whole, given] = [partsOf(value('DAA')), partsOf(value('DCT'))]
  return {
    nameFirst: value('DAC') ?? given[0] ?? whole[1] ?? null,
    nameMiddle: value('DAD') ?? (given.slice(1).join(' ') || (whole[2] ?? null)),
    nameLast: value('DCS', 'DAB') ?? whole[0] ?? null,
    birthdate: dateOf(value('DBB')),
    issueDate: dateOf(value('DBD')),
    expirationDate: dateOf(value('DBA')),
    documentNumber: value('DAQ', 'DBJ'),
    sex: SEXES[value('DBC') ?? ''] ?? null,
    country: value('DCG'),
    subdivision: value('DAJ'),
    issuer: subdivisionOf(number),
  }
}

function elementsOf(text: string): Map<string, string> {
  const elements = new Map<string, string>()
  for (const line of text.split(/\p{Cc}+/u)) {
    const [, name, value] =
      ELEMENT.exec(line.replace(/^(?:@|ANSI |AAMVA).*?(?=(?:DL|ID)D[A-D][A-Z])/, '')) ?? []
    const trimmed = value?.trim().toUpperCase() ?? ''
    if (name && !EMPTY.includes(trimmed) && !elements.has(name)) elements.set(name, trimmed)
  }
  return elements
}

const partsOf = (names: string | null): string[] =>
  (names ?? '')
    .split(/[,$]| (?! )/)
    .map(name => name.trim())
    .filter(name => name !== '')

/** `MMDDCCYY` in the United States, `CCYYMMDD` in Canada and in version 1; no date is both. */
function dateOf(digits: string | null): string | null {
  const [, a, b, c, d] = /^(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits ?? '') ?? []
  return [`${a}${b}-${c}-${d}`, `${c}${d}-${a}-${b}`].find(date => isDate(date) && date > '1850') ?? null
}
