import { describe, expect, it } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import type { PersonKey } from '../../../demo/people/person.ts'
import { bankStandard, exchangeProfile } from '../../../demo/sandbox/templates.ts'
import { td1 } from '../../../demo/specimens/mrz.ts'
import type { TemplateDocument, TemplateVerification } from '../../../server/connect/template.ts'
import type { DocumentAttributes } from '../../../server/store/documents.ts'
import { governmentId } from '../../../server/verification/government-id.ts'
import { verdict } from '../../../server/verification/verdict.ts'
import { isNotExpected } from '../../../server/verification/verifier.ts'
import { inputWith } from './input.ts'

const TODAY = '2026-11-01'

/** A person's government ID as it was read, and their fields. */
function idOf(key: PersonKey): { attributes: DocumentAttributes; fields: Map<string, string> } {
  const person = people.find(one => one.key === key)
  const document = person?.documents.find(one => one.kind === 'government-id')
  if (!person || !document) throw new Error(`${key} has no government ID`)
  return {
    attributes: { ...document.attributes, mrz: [...document.mrz] },
    fields: new Map(Object.entries(person.fields)),
  }
}

interface Circumstances {
  fields?: ReadonlyMap<string, string>
  attributes?: DocumentAttributes
  today?: string
  minimumAge?: number | null
}

const asksFor = (minimumAge: number | null) => (minimumAge === null ? {} : { 'minimum-age': minimumAge })

/** The findings about the complete person's card, but for what is changed. */
const look = (changed: Circumstances = {}) => {
  const good = idOf('complete')
  const { attributes = good.attributes, fields = good.fields, today = TODAY, minimumAge = 18 } = changed
  const document = { id: 'doc_1', kind: 'government-id', attributes, files: [] }
  return governmentId.run(inputWith({ fields, documents: [document], today, wanted: asksFor(minimumAge) }))
}

const lookWith = (attributes: DocumentAttributes, changed: Circumstances = {}) =>
  look({ ...changed, attributes: { ...idOf('complete').attributes, ...attributes } })

/** What did not pass, with why: `check: reason, reason`. */
const complaints = async (findings: ReturnType<typeof look>) =>
  (await findings)
    .filter(
      finding =>
        finding.status !== 'passed' && !isNotExpected(finding) && !finding.reasons.includes('no_limit'),
    )
    .map(({ name, reasons }) => `${name}: ${reasons.join(', ')}`)

describe('the specimen people at the bank', () => {
  // Each person is stopped by the one check that their story is about, and everybody else passes everything.
  it.each<[PersonKey, string[]]>([
    ['complete', []],
    ['no-proof-of-address', []],
    ['expired-document', ['id_expired_detection: expired']],
    ['wrong-check-digit', ['id_mrz_inconsistency_detection: document_number_check_digit_wrong']],
    ['name-mismatch', ['id_inquiry_comparison: name_last_differs']],
    ['non-latin-name', []],
    ['minor', ['id_age_comparison: below_minimum_age']],
    ['passport-holder', []],
  ])('%s: %j', async (key, expected) => {
    expect(await complaints(look(idOf(key)))).toEqual(expected)
  })

  it('are all of them', () => {
    expect(people).toHaveLength(8)
  })

  const statusesUnder = async ({ verifications: [wanted] }: TemplateDocument) => {
    if (!wanted) throw new Error('the template verifies nothing')
    const statuses = people.map(async ({ key }) => {
      const findings = await look({ ...idOf(key), minimumAge: wanted['minimum-age'] ?? null })
      return [key, verdict(governmentId, wanted, findings).status]
    })
    return Object.fromEntries(await Promise.all(statuses))
  }

  it('pass or fail as the bank decides', async () => {
    expect(await statusesUnder(bankStandard)).toEqual({
      complete: 'passed',
      'no-proof-of-address': 'passed',
      'expired-document': 'failed',
      'wrong-check-digit': 'failed',
      'name-mismatch': 'failed',
      'non-latin-name': 'passed',
      minor: 'failed',
      'passport-holder': 'passed',
    })
  })

  // The exchange looks less strictly, and so it has people to share whom the bank then stops.
  it('all pass at the exchange', async () => {
    const statuses = await statusesUnder(exchangeProfile)
    expect(new Set(Object.values(statuses))).toEqual(new Set(['passed']))
  })
})

describe('the properties that were read', () => {
  it.each(['name-first', 'name-last', 'birthdate', 'document-number', 'expiration-date'])(
    'must have the %s',
    async name => {
      expect(await complaints(lookWith({ [name]: '' }))).toContain(
        'id_extracted_properties_detection: no_required_properties',
      )
    },
  )

  it('are not there when they are of another shape', async () => {
    expect(await complaints(lookWith({ birthdate: ['1991-04-17'] }))).toContain(
      'id_extracted_properties_detection: no_required_properties',
    )
  })
})

describe('the expiration date', () => {
  const expiry = async (today: string) =>
    (await complaints(look({ today, minimumAge: null }))).filter(line => line.startsWith('id_expired'))

  // A document is good through the day that is printed on it.
  it('is the last good day', async () => {
    expect(idOf('complete').attributes['expiration-date']).toBe('2035-03-06')
    expect(await expiry('2035-03-06')).toEqual([])
    expect(await expiry('2035-03-07')).toEqual(['id_expired_detection: expired'])
  })

  it.each(['', '06.03.2035', '2035-02-30', 'never'])('is not good when it is %j', async date => {
    expect(await complaints(lookWith({ 'expiration-date': date }))).toContain(
      'id_expired_detection: no_expiration_date',
    )
  })
})

describe('the age', () => {
  const ageComplaints = async (today: string, minimumAge: number | null) =>
    (await complaints(look({ today, minimumAge }))).filter(line => line.startsWith('id_age'))

  it('is reached on the birthday', async () => {
    expect(idOf('complete').attributes.birthdate).toBe('1991-04-17')
    expect(await ageComplaints('2009-04-16', 18)).toEqual(['id_age_comparison: below_minimum_age'])
    expect(await ageComplaints('2009-04-17', 18)).toEqual([])
  })

  it('is not looked at where the template names none, and is required only where it does', async () => {
    expect(await ageComplaints(TODAY, null)).toEqual(['id_age_comparison: no_minimum_age'])
    const wanted: TemplateVerification = { kind: 'government-id', required: true, checks: [] }
    expect(governmentId.checks(wanted).id_age_comparison).toBe(false)
    expect(governmentId.checks({ ...wanted, 'minimum-age': 0 }).id_age_comparison).toBe(true)
  })

  it.each(['', '17.04.1991', '1991-02-30'])('is not known of somebody born on %j', async birthdate => {
    expect(await complaints(lookWith({ birthdate }))).toContain('id_age_comparison: missing_birthdate')
  })
})

describe('the comparison with the fields', () => {
  const comparison = async (changes: Record<string, string>) => {
    const fields = new Map([...idOf('complete').fields, ...Object.entries(changes)])
    return (await complaints(look({ fields }))).join()
  }

  it.each([
    [{ 'name-first': 'Else' }, 'name_first_differs'],
    [{ 'name-last': 'Norrving' }, 'name_last_differs'],
    [{ birthdate: '1991-04-18' }, 'birthdate_differs'],
    [{ 'name-first': 'Else', birthdate: '1991-04-18' }, 'name_first_differs, birthdate_differs'],
  ])('names what differs: %j', async (changes, reasons) => {
    expect(await comparison(changes)).toBe(`id_inquiry_comparison: ${reasons}`)
  })

  it('does not mind how a name is written', async () => {
    expect(await comparison({ 'name-first': 'ELSA', 'name-last': 'NORRVINGE ' })).toBe('')
  })

  it('leaves out a field that the inquiry does not have', async () => {
    const fields = new Map([['name-first', 'Elsa']])
    expect(await complaints(look({ fields }))).toEqual([])
  })

  it('does not apply where the inquiry has none of them', async () => {
    expect(await complaints(look({ fields: new Map() }))).toEqual(['id_inquiry_comparison: no_inquiry'])
  })

  // A name in the document's own script is the same name; another one in that script is not.
  it('takes the name in the script of the person or of the zone', async () => {
    const { attributes, fields } = idOf('non-latin-name')
    const latin = new Map([...fields, ['name-first', 'Bozhidar'], ['name-last', 'Svetlorechki']])
    expect(await complaints(look({ attributes, fields }))).toEqual([])
    expect(await complaints(look({ attributes, fields: latin }))).toEqual([])
    const somebodyElse = new Map([...fields, ['name-first', 'Борис']])
    expect(await complaints(look({ attributes, fields: somebodyElse }))).toEqual([
      'id_inquiry_comparison: name_first_differs',
    ])
  })
})

describe('the machine-readable zone', () => {
  // A document without its zone passes neither check of it.
  it.each([
    ['none', []],
    ['one that is no list', 'I<SWE'],
    ['garbage', ['HELLO', 'WORLD']],
  ])('must be there: %s', async (_what, mrz) => {
    expect(await complaints(lookWith({ mrz }))).toEqual([
      'id_mrz_detection: mrz_not_found',
      'id_mrz_inconsistency_detection: mrz_not_found',
    ])
  })

  it.each([
    [{ birthdate: '1991-04-18' }, 'birthdate_differs'],
    [{ 'expiration-date': '2036-03-06' }, 'expiration_date_differs'],
    [{ 'document-number': 'SPC417261' }, 'document_number_differs'],
    [{ 'name-last': 'Norrving' }, 'name_last_differs'],
    [{ 'name-first': 'Else' }, 'name_first_differs'],
  ])('must say what is printed beside it: %j', async (printed, reason) => {
    expect(await complaints(lookWith(printed))).toContain(`id_mrz_inconsistency_detection: ${reason}`)
  })

  it('does not mind spaces, hyphens and case in a document number', async () => {
    expect(await complaints(lookWith({ 'document-number': 'spc 417-260' }))).toEqual([])
  })

  // The zone has all given names in one; print has the middle name apart or with the first.
  it.each([
    ['apart', { 'name-first': 'Elsa', 'name-middle': 'Maria' }],
    ['with the first', { 'name-first': 'Elsa Maria' }],
  ])('prints a middle name after the first: %s', async (_how, printed) => {
    expect(
      await complaints(lookWith({ ...printed, mrz: cardOf('Norrvinge', 'Elsa Maria') }, justBorn)),
    ).toEqual([])
  })

  it('is not satisfied by half of a double name', async () => {
    const printed = { 'name-last': 'Norrvinge-Lind', mrz: cardOf('Norrvinge', 'Elsa') }
    expect(await complaints(lookWith(printed, justBorn))).toEqual([
      'id_mrz_inconsistency_detection: name_last_differs',
    ])
  })
})

/** Only the birthdate is compared with the fields. */
const justBorn = { fields: new Map([['birthdate', '1991-04-17']]) }

const cardOf = (surname: string, givenNames: string): string[] => [
  ...td1({
    issuingState: 'SWE',
    nationality: 'SWE',
    documentNumber: 'SPC417260',
    surname,
    givenNames,
    birthdate: '1991-04-17',
    sex: 'F',
    expirationDate: '2035-03-06',
  }),
]

describe('what is reported', () => {
  // Decision 9: names of checks and reasons are words of ours; no value of the person is among them.
  it.each(people.map(({ key }) => key))('holds nothing personal: %s', async key => {
    const { attributes, fields } = idOf(key)
    const report = JSON.stringify(
      await look({ attributes, fields: new Map([...fields, ['birthdate', '1']]) }),
    )
    const values = [...fields.values(), ...Object.values(attributes).flat()].filter(value => value.length > 2)
    expect(values.filter(value => report.includes(value))).toEqual([])
  })

  it('answers every check that it declares, once', async () => {
    const declared = Object.keys(governmentId.checks({ kind: 'government-id', required: true, checks: [] }))
    expect((await look()).map(finding => finding.name)).toEqual(declared)
  })

  it('is about the newest document', async () => {
    const [old, recent] = ['expired-document', 'complete'] as const
    const documents = [old, recent].map(key => ({
      id: key,
      kind: 'government-id',
      attributes: idOf(key).attributes,
      files: [],
    }))
    const { fields } = idOf(recent)
    const findings = governmentId.run(inputWith({ fields, documents, today: TODAY, wanted: asksFor(18) }))
    expect(await complaints(findings)).toEqual([])
  })
})
