import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'mrz'
import { describe, expect, it } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import type { GovernmentId, Person, PersonKey } from '../../../demo/people/person.ts'
import { td1, td3 } from '../../../demo/specimens/mrz.ts'
import { transliterate } from '../../../demo/specimens/transliteration.ts'

const folder = join(import.meta.dirname, '../../../demo/people')
const goodUntil = '2034-01-01'

const personWith = (key: PersonKey): Person => {
  const person = people.find(candidate => candidate.key === key)
  if (!person) throw new Error(`There is no ${key}`)
  return person
}

const everybodyBut = (key: PersonKey): readonly Person[] => people.filter(person => person.key !== key)

const governmentIdOf = (person: Person): GovernmentId => {
  const document = person.documents.find(candidate => candidate.kind === 'government-id')
  if (!document) throw new Error(`${person.key} has no government ID`)
  return document
}

const failedChecks = (person: Person): (string | null)[] =>
  parse(governmentIdOf(person).mrz)
    .details.filter(detail => !detail.valid)
    .map(detail => detail.field)

const nameOnDocument = ({ attributes }: GovernmentId): string =>
  [attributes['name-first'], attributes['name-middle'], attributes['name-last']].join(' ')

const nativeNameOnDocument = ({ attributes }: GovernmentId): string =>
  [attributes['native-name-first'], attributes['name-middle'], attributes['native-name-last']].join(' ')

const nameInFields = ({ fields }: Person): string =>
  [fields['name-first'], fields['name-middle'], fields['name-last']].join(' ')

const namesAgree = (person: Person): boolean => {
  const document = governmentIdOf(person)
  return [nameOnDocument(document), nativeNameOnDocument(document)].includes(nameInFields(person))
}

const kindsOf = (person: Person): string[] => person.documents.map(({ kind }) => kind).sort()

const pathsOf = (person: Person): string[] =>
  person.documents.flatMap(({ files }) => files.map(({ path }) => path))

describe('the machine-readable zones that the specimens are made with', () => {
  // The builders write what ICAO Doc 9303 prints as its own examples (part 5, appendix A; part 4, appendix A).
  it('reproduce the identity card of Anna Maria Eriksson of Utopia', () => {
    const lines = td1({
      issuingState: 'UTO',
      nationality: 'UTO',
      documentNumber: 'D23145890',
      surname: 'Eriksson',
      givenNames: 'Anna Maria',
      birthdate: '1974-08-12',
      sex: 'F',
      expirationDate: '2012-04-15',
    })
    expect(lines).toEqual([
      'I<UTOD231458907<<<<<<<<<<<<<<<',
      '7408122F1204159UTO<<<<<<<<<<<6',
      'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    ])
  })

  it('reproduce her passport', () => {
    const lines = td3({
      issuingState: 'UTO',
      nationality: 'UTO',
      documentNumber: 'L898902C3',
      surname: 'Eriksson',
      givenNames: 'Anna Maria',
      birthdate: '1974-08-12',
      sex: 'F',
      expirationDate: '2012-04-15',
      optionalData: 'ZE184226B',
    })
    expect(lines).toEqual([
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ])
  })

  // A name in the zone is A to Z and fillers only, by ICAO's own tables and punctuation rules.
  it.each([
    ["D'Artagnan", 'DARTAGNAN'],
    ['Marie-Elise', 'MARIE<ELISE'],
    ['Brzezołska', 'BRZEZOLSKA'],
    ['Tähtivaara', 'TAEHTIVAARA'],
    ['Åse Øster Straße', 'AASE<OESTER<STRASSE'],
    ['Щедрин Жужа', 'SHTEDRIN<ZHUZHA'],
  ])('write %s as %s', (name, written) => {
    expect(transliterate(name)).toBe(written)
  })

  it('refuse a letter that no table covers', () => {
    expect(() => transliterate('李')).toThrow(RangeError)
  })

  it('refuse a value that its field cannot hold', () => {
    const data = { issuingState: 'SWE', nationality: 'SWE', surname: 'A', givenNames: 'B', sex: 'X' } as const
    const dates = { birthdate: '1990-01-01', expirationDate: '2035-01-01' }
    expect(() => td1({ ...data, ...dates, documentNumber: 'SPC0000001' })).toThrow(RangeError)
  })
})

describe('the specimen people', () => {
  // A demo or a test may ask for any of these by its key.
  it('are at least the six that the sandbox promises, each once', () => {
    const keys = people.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toEqual(
      expect.arrayContaining([
        'complete',
        'no-proof-of-address',
        'expired-document',
        'wrong-check-digit',
        'name-mismatch',
        'non-latin-name',
      ]),
    )
  })

  // Nothing in the sandbox reaches a real person.
  it.each(people)('cannot be reached or taken for somebody: $key', person => {
    expect(person.fields['email-address']).toMatch(/@example\.com$/)
    expect(person.fields['phone-number']).toMatch(
      /^(\+46701740(6[1-9]\d|60[5-9])|\+3319900\d{4}|\+4917139200\d\d|\+442079460\d{3}|\+1\d{3}55501\d\d)$/,
    )
    expect(governmentIdOf(person).attributes['document-number']).toMatch(/^SPC/)
    expect(governmentIdOf(person).mrz.join('')).toContain('SPECIMEN')
  })

  // Everybody but the one whose story it is has all documents, so that a test meets one defect at a time.
  it('all have a government ID, a selfie and a proof of address, but for no-proof-of-address', () => {
    expect(kindsOf(personWith('no-proof-of-address'))).toEqual(['government-id', 'selfie'])
    for (const person of everybodyBut('no-proof-of-address')) {
      expect([person.key, kindsOf(person)]).toEqual([
        person.key,
        ['government-id', 'proof-of-address', 'selfie'],
      ])
    }
  })
})

describe("the specimen people's documents", () => {
  // Only the forged document fails, and at one digit only.
  it.each(everybodyBut('wrong-check-digit'))('hold every check digit: $key', person => {
    expect(failedChecks(person)).toEqual([])
  })

  it('fail at the document number and nowhere else on wrong-check-digit', () => {
    expect(failedChecks(personWith('wrong-check-digit'))).toEqual(['documentNumberCheckDigit'])
  })

  // What a machine reads is what is printed above it.
  it.each(people)('say the same in the machine-readable zone as in print: $key', person => {
    const { issuer, attributes, mrz } = governmentIdOf(person)
    const { fields } = parse(mrz)
    const sixDigits = (isoDate: string): string => isoDate.slice(2).replaceAll('-', '')
    const given = [attributes['name-first'], attributes['name-middle']].filter(name => name !== undefined)
    expect(fields).toMatchObject({
      issuingState: issuer,
      nationality: issuer,
      documentNumber: attributes['document-number'],
      birthDate: sixDigits(attributes.birthdate),
      expirationDate: sixDigits(attributes['expiration-date']),
      sex: { F: 'female', M: 'male', X: 'nonspecified' }[attributes.sex],
      lastName: transliterate(attributes['name-last']),
      firstName: transliterate(given.join(' ')).replaceAll('<', ' '),
    })
  })

  it.each(people)('tell the birthdate that the person gave: $key', person => {
    expect(governmentIdOf(person).attributes.birthdate).toBe(person.fields.birthdate)
  })

  it('have expired on expired-document', () => {
    const expiry = governmentIdOf(personWith('expired-document')).attributes['expiration-date']
    expect(expiry < new Date().toISOString().slice(0, 10)).toBe(true)
  })

  it.each(everybodyBut('expired-document'))('are good until 2034 at least: $key', person => {
    expect(governmentIdOf(person).attributes['expiration-date'] >= goodUntil).toBe(true)
  })

  it('bear another name than the fields on name-mismatch', () => {
    expect(namesAgree(personWith('name-mismatch'))).toBe(false)
  })

  it.each(everybodyBut('name-mismatch'))(
    'bear the name of the fields, in one script or the other: $key',
    person => {
      expect(namesAgree(person)).toBe(true)
    },
  )

  it('bear a name in Cyrillic letters on non-latin-name, which the fields use', () => {
    expect(nameInFields(personWith('non-latin-name'))).toMatch(/^[\p{Script=Cyrillic}\s]+$/u)
  })

  // The age check has somebody to stop for as long as the documents are good, and nobody else to stop.
  it('are those of one child, until 2034, and of adults', () => {
    const minors = people.filter(({ fields }) => fields.birthdate > '2016-01-01').map(({ key }) => key)
    expect(minors).toEqual(['minor'])
    expect(everybodyBut('minor').every(({ fields }) => fields.birthdate < '2000-01-01')).toBe(true)
  })
})

describe("the specimen people's files", () => {
  const written = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path =>
    /\.(jpg|pdf)$/.test(path),
  )

  // No file is missing, left over, or shown for two people.
  it('are exactly the files in demo/people, each belonging to one person', () => {
    expect(people.flatMap(pathsOf).sort()).toEqual(written.sort())
  })

  it.each(people.flatMap(pathsOf))('%s is what its name says', path => {
    const start = readFileSync(join(folder, path)).subarray(0, 5)
    if (path.endsWith('.pdf')) expect(start.toString('latin1')).toBe('%PDF-')
    else expect(start.subarray(0, 3).toString('hex')).toBe('ffd8ff')
  })

  // The specimens are part of the repository and have to stay small.
  it('are at most 160 kB each and 2.5 MB together', () => {
    const sizes = written.map(path => readFileSync(join(folder, path)).length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(160_000)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2_500_000)
  })
})
