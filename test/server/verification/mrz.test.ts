import { describe, expect, it } from 'vitest'
import { checkDigit, td1, td3 } from '../../../demo/specimens/mrz.ts'
import { readZone, zoneDate } from '../../../server/verification/mrz.ts'

const holder = {
  issuingState: 'UTO',
  nationality: 'UTO',
  documentNumber: 'L898902C3',
  surname: 'Eriksson',
  givenNames: 'Anna Maria',
  birthdate: '1974-08-12',
  sex: 'F',
  expirationDate: '2032-04-15',
  optionalData: 'ZE184226B',
} as const

const card = td1(holder)
const passport = td3(holder)

/** The examples that ICAO Doc 9303 prints, parts 4, 5 and 6. */
const ICAO_TD3 = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
]
const ICAO_TD1 = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
]
const ICAO_TD2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']

const withCharacter = (lines: readonly string[], line: number, column: number, character: string) =>
  lines.map((text, index) =>
    index === line ? text.slice(0, column) + character + text.slice(column + 1) : text,
  )

const otherDigits = (digit: string | undefined) => [...'0123456789'].filter(other => other !== digit)

describe('reading a zone', () => {
  it.each([
    ['a passport (TD3)', ICAO_TD3, 'TD3', 'P', 'L898902C3'],
    ['a card (TD1)', ICAO_TD1, 'TD1', 'I', 'D23145890'],
    ['a card (TD2)', ICAO_TD2, 'TD2', 'I', 'D23145890'],
  ])('says what is printed on %s', (_what, lines, format, documentCode, documentNumber) => {
    expect(readZone(lines)).toEqual({
      format,
      documentCode,
      issuingState: 'UTO',
      nationality: 'UTO',
      sex: 'F',
      wrongCheckDigits: [],
      documentNumber,
      birthdate: '740812',
      expirationDate: '120415',
      nameFirst: 'ANNA MARIA',
      nameLast: 'ERIKSSON',
      nameMayBeCut: false,
    })
  })

  // ICAO Doc 9303-5, section 4.2.2, note j: more than nine characters go on in the optional data.
  it('puts a long document number together again', () => {
    const [, middle, lower] = card
    const number = 'D23145890734'
    const upper = `I<UTO${number.slice(0, 9)}<${number.slice(9)}${checkDigit(`${number.slice(0, 9)}<${number.slice(9)}`)}`
    const zone = readZone([upper.padEnd(30, '<'), middle, lower])
    expect(zone?.documentNumber).toBe(number)
    expect(zone?.wrongCheckDigits).not.toContain('document_number')
  })

  // ICAO Doc 9303-4, section 4.2.3: a letter in the last place means that the name may have been cut.
  it.each([
    [
      'a passport',
      td3({ ...holder, surname: 'Papandropoulous', givenNames: 'Jonathon Warren Trevor' }),
      true,
    ],
    [
      'a passport',
      td3({ ...holder, surname: 'Papandropoulous', givenNames: 'Jonathon Warren Trevo' }),
      false,
    ],
    ['a card', td1({ ...holder, surname: 'Papandropoulous', givenNames: 'Jonathon Alec' }), true],
    ['a card', td1({ ...holder, surname: 'Papandropoulous', givenNames: 'Jonathon Ale' }), false],
  ])('knows by its last letter that a name may be cut, on %s: %s -> %s', (_what, lines, cut) => {
    expect(readZone(lines)?.nameMayBeCut).toBe(cut)
  })

  it('leaves the lines as they were given', () => {
    const lines = Object.freeze([...card])
    readZone(lines)
    expect(lines).toEqual(card)
  })
})

describe('a wrong check digit', () => {
  const CARD_DIGITS = [
    ['document_number', 0, 14],
    ['birthdate', 1, 6],
    ['expiration_date', 1, 14],
  ] as const
  const PASSPORT_DIGITS = [
    ['document_number', 1, 9],
    ['birthdate', 1, 19],
    ['expiration_date', 1, 27],
    ['personal_number', 1, 42],
  ] as const

  // The composite digit is computed over the others, so it is wrong with each of them (Doc 9303-3, section 4.9).
  it.each(CARD_DIGITS)('is named, on a card: %s', (name, line, column) => {
    for (const digit of otherDigits(card[line][column])) {
      const zone = readZone(withCharacter(card, line, column, digit))
      expect(zone?.wrongCheckDigits).toEqual([name, 'composite'])
    }
  })

  it.each(PASSPORT_DIGITS)('is named, on a passport: %s', (name, line, column) => {
    for (const digit of otherDigits(passport[line][column])) {
      const zone = readZone(withCharacter(passport, line, column, digit))
      expect(zone?.wrongCheckDigits).toEqual([name, 'composite'])
    }
  })

  it.each([
    ['a card', card, 29],
    ['a passport', passport, 43],
  ])('is named, on %s: the composite alone', (_what, lines, column) => {
    for (const digit of otherDigits(lines[1][column])) {
      expect(readZone(withCharacter(lines, 1, column, digit))?.wrongCheckDigits).toEqual(['composite'])
    }
  })

  it('is named alone where a forger has computed the composite over it', () => {
    const forged = td1({ ...holder, forgedDocumentNumberCheckDigit: checkDigit('X') })
    expect(readZone(forged)?.wrongCheckDigits).toEqual(['document_number'])
  })

  it('is one that is a filler or a letter', () => {
    for (const character of ['<', 'A', 'O']) {
      expect(readZone(withCharacter(card, 1, 6, character))?.wrongCheckDigits).toContain('birthdate')
    }
  })

  // What the check digits are for: no digit of a number or date can be misread or changed unnoticed.
  it.each([
    ['a card', card],
    ['a passport', passport],
  ])('follows from any other digit anywhere in the data of %s', (_what, lines) => {
    let tried = 0
    for (const [line, text] of lines.entries()) {
      for (const [column, character] of [...text].entries()) {
        if (!/\d/.test(character)) continue
        for (const digit of otherDigits(character)) {
          const zone = readZone(withCharacter(lines, line, column, digit))
          expect([line, column, digit, zone?.wrongCheckDigits.length]).not.toEqual([line, column, digit, 0])
          tried += 1
        }
      }
    }
    expect(tried).toBeGreaterThan(200)
  })
})

describe('what is no zone', () => {
  const [upper, middle, lower] = card
  it.each<[string, string[]]>([
    ['nothing', []],
    ['empty lines', ['', '', '']],
    ['one line', [upper]],
    ['two lines of a card', [upper, middle]],
    ['four lines', [upper, middle, lower, lower]],
    ['a line that is too short', [upper, middle.slice(0, 29), lower]],
    ['a line that is too long', [upper, `${middle}<`, lower]],
    ['a first line that is too short', [upper.slice(1), middle, lower]],
    ['a card and a passport mixed', [passport[0], middle]],
    ['blanks', [' '.repeat(30), ' '.repeat(30), ' '.repeat(30)]],
    ['a text in another script', ['я'.repeat(44), 'я'.repeat(44)]],
    [
      'a Swiss driving licence',
      ['AAA001D<<', 'FACHE123456789<<010101<<<<<<<<', 'MUSTER<<MAX<<<<<<<<<<<<<<<<<<<'],
    ],
  ])('is not read as one: %s', (_what, lines) => {
    expect(readZone(lines)).toBeNull()
  })

  // What only has the shape of a zone brings no name that could agree with the one in print.
  it.each([
    ['fillers', ['<'.repeat(30), '<'.repeat(30), '<'.repeat(30)]],
    ['zeros', ['0'.repeat(30), '0'.repeat(30), '0'.repeat(30)]],
    ['small letters', card.map(line => line.toLowerCase())],
    ['ideographs beside one letter', card.map(line => `A${'李'.repeat(line.length - 1)}`)],
  ])('or is read without a name: %s', (_what, lines) => {
    expect(readZone(card)?.nameLast).toBe('ERIKSSON')
    expect(readZone(lines)?.nameLast ?? '').toBe('')
  })
})

describe('a date in a zone', () => {
  it('is written with two digits of the year', () => {
    expect(zoneDate('1974-08-12')).toBe('740812')
    expect(zoneDate('2009-01-02')).toBe('090102')
  })
})
