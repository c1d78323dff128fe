import { describe, expect, it } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import { sameAsZoneName, sameName } from '../../../server/verification/names.ts'
import { ICAO_LATIN } from './icao-latin.ts'

describe('two writings of one name', () => {
  // What a clerk, a form and a machine-readable zone make of the same name.
  it.each([
    ['Elsa', 'ELSA'],
    ['Inês', 'Ines'],
    ['Weiß', 'WEISS'],
    ['Weiß', 'Weiss'],
    ['GROẞ', 'Groß'],
    ['Øster', 'OESTER'],
    ['øster', 'ØSTER'],
    ['Åse', 'AASE'],
    ['Åse', 'Ase'],
    ['Łukasz', 'LUKASZ'],
    ['łukasz', 'Lukasz'],
    ['Jürgen', 'JUERGEN'],
    ['Jürgen', 'Jurgen'],
    ['Đorđe', 'DORDE'],
    ['Þórdís', 'THORDIS'],
    ['İlkay', 'ILKAY'],
    ['Işık', 'ISIK'],
    ['Anna-Maria', 'Anna Maria'],
    ['Anna  Maria', 'ANNA MARIA'],
    ["O'Connor", 'OCONNOR'],
    ['O’Connor', "O'Connor"],
    ['van der Muellen', 'VAN DER MUELLEN'],
    ['Божидар', 'БОЖИДАР'],
    ['李', '李'],
  ])('agree: %s and %s', (one, other) => {
    expect(sameName(one, other)).toBe(true)
    expect(sameName(other, one)).toBe(true)
  })

  // Two people are not taken for one because their names resemble each other.
  it.each([
    ['Elsa', 'Else'],
    ['Elsa', 'Elsa Maria'],
    ['Anna Maria', 'Maria Anna'],
    ['Müller', 'Miller'],
    ['Jürgen', 'Jorgen'],
    ['Божидар', 'Bozhidar'],
    ['А', 'A'],
    ['李', '王'],
    ['Elsa', ''],
    ['', ''],
    ['-', "'"],
  ])('differ: %j and %j', (one, other) => {
    expect(sameName(one, other)).toBe(false)
    expect(sameName(other, one)).toBe(false)
  })

  // The same letters, composed or not: what a phone's keyboard and a document reader send.
  it.each(['Inês', 'Åse', 'Jürgen', 'Théo', 'Bożena', 'Андрей'])(
    'agree however they are encoded: %s',
    name => {
      expect(name.normalize('NFD')).not.toBe(name.normalize('NFC'))
      expect(sameName(name.normalize('NFD'), name.normalize('NFC'))).toBe(true)
      expect(sameName(name.normalize('NFD'), name.toUpperCase())).toBe(true)
    },
  )

  it('agree with themselves and with no other, for all specimen people', () => {
    const names = people.map(({ fields }) => `${fields['name-first']} ${fields['name-last']}`)
    for (const one of names) {
      for (const other of names)
        expect([one, other, sameName(one, other)]).toEqual([one, other, one === other])
    }
  })
})

describe('a name as a machine-readable zone prints it', () => {
  // Every letter of ICAO's own table, in every spelling that it lets a State choose.
  it.each(
    ICAO_LATIN.flatMap(([letter, spellings]) => spellings.map(spelling => [letter, spelling] as const)),
  )('may write %s as %s', (letter, spelling) => {
    expect(sameAsZoneName(`Ba${letter}ek`, `BA${spelling}EK`, false)).toBe(true)
  })

  it('agrees with the name that was cut short, where it may have been', () => {
    expect(sameAsZoneName('Nilavadhanananda', 'NILAVADHAN', true)).toBe(true)
    expect(sameAsZoneName('Nilavadhanananda', 'NILAVADHAN', false)).toBe(false)
  })

  it.each([
    ['Strauß', 'STRAUS'],
    ['Strauß', 'STRAUSS'],
    ['Jürgensen', 'JUERG'],
    ['Jürgensen', 'JURG'],
  ])('agrees where the cut goes through spelt-out letters: %s, %s', (name, zone) => {
    expect(sameAsZoneName(name, zone, true)).toBe(true)
  })

  // A cut takes letters away from the end; it never changes one.
  it.each([
    ['Nilavadhanananda', 'NILAVADHAM'],
    ['Nilava', 'NILAVADHAN'],
    ['Nilavadhanananda', ''],
    ['Nilavadhanananda', '<<'],
    ['', ''],
  ])('differs in spite of a possible cut: %j, %j', (name, zone) => {
    expect(sameAsZoneName(name, zone, true)).toBe(false)
  })

  // The ways to shorten that ICAO Doc 9303 leaves to the State: part 4 (passports), 5 (cards) and 6, section 4.2.3.
  const LONG = 'Bennelong Wooloomooloo Warrandyte Warnambool'
  it.each([
    ['Chayapa Dejthamrong Krasuang', 'CHAYAPA DEJTHAMRONG K'],
    ['Arnpol Petch Charonguang', 'ARNPOL PETCH CHARONGU'],
    ['Dingo Potoroo', 'DI'],
    ['Dingo Potoroo', 'DINGO POTO'],
    ['Dingo Potoroo', 'D P'],
    ['Chayapa Dejthamrong Krasuang', 'CHAYAPA DEJ K'],
    ['Arnpol Petch Charonguang', 'ARN PET CHARO'],
    [LONG, 'BENNELONG WOOLOOMOOLOO WARRANDYTE W'],
    [LONG, 'BENNELONG WOOLOOM WARRAND WARNAM'],
    [LONG, 'BENNEL WOOLOO WARRAN WARNAM'],
    [LONG, 'BENNELONG WOOLOOMOOLOO W W'],
  ])('may be shortened: %s to %s', (name, zone) => {
    expect(sameAsZoneName(name, zone, true)).toBe(true)
  })
})
