import { describe, expect, it } from 'vitest'
import { bankStandard, bankStrict, exchangeProfile } from '../../../demo/sandbox/templates.ts'
import { dataTypesOf, templateDocument } from '../../../server/connect/template.ts'
import { templateOf } from './templates.ts'

const field = { key: 'name-first', type: 'string', label: 'First name', required: true }
const verification = { kind: 'government-id', required: true, checks: [] }

const good = {
  fields: [field],
  documents: [{ kind: 'government-id', required: true }],
  verifications: [verification],
  decision: { passed: 'approved', failed: 'needs_review' },
  'retention-days': 30,
}

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const pathsRefused = (document: unknown): string[] => {
  const parsed = templateDocument.safeParse(document)
  return parsed.success ? [] : parsed.error.issues.map(issue => issue.path.join('.'))
}

describe('a template document', () => {
  it.each([
    ['the bank', bankStandard],
    ['the bank, strict', bankStrict],
    ['the exchange', exchangeProfile],
  ])('is accepted as it is: %s', (_name, document) => {
    expect(templateDocument.parse(document)).toEqual(document)
  })

  it('may require nothing at all', () => {
    const nothing = { ...good, fields: [], documents: [], verifications: [], 'retention-days': null }
    expect(templateDocument.parse(nothing)).toEqual(nothing)
  })

  // What is left out is never stricter or laxer than an author would expect: evidence is required, a field is not.
  it('fills in what was left out', () => {
    const { required: _required, ...bareField } = field
    const short = {
      ...good,
      fields: [bareField],
      documents: [{ kind: 'selfie' }],
      verifications: [{ kind: 'selfie' }],
    }
    expect(templateDocument.parse(short)).toMatchObject({
      fields: [{ required: false }],
      documents: [{ required: true }],
      verifications: [{ required: true, checks: [] }],
    })
  })
})

const choice = {
  key: 'employment',
  type: 'choice',
  label: 'Employment',
  options: [
    { value: 'employed', label: 'Employed', translations: [{ locale: 'de', label: 'Angestellt' }] },
    { value: 'none', label: 'Not employed' },
  ],
}

describe('what a template can ask of a person', () => {
  it.each([
    ['a choice of options', choice],
    ['a text of a length', { ...field, 'max-length': 30 }],
    ['a phone number', { ...field, type: 'phone-number' }],
    ['a country', { ...field, type: 'country' }],
    ['a number', { ...field, type: 'number' }],
    ['in other languages', { ...field, translations: [{ locale: 'pt-BR', label: 'Nome' }] }],
  ])('is %s', (_what, wanted) => {
    expect(pathsRefused({ ...good, fields: [wanted] })).toEqual([])
  })

  it('is a kind of document in the author’s own words', () => {
    const document = { kind: 'bank-statement', label: 'Bank statement', translations: [] }
    expect(pathsRefused({ ...good, documents: [document] })).toEqual([])
  })
})

describe('a bad template document is refused, naming the place', () => {
  it('the one that the others differ from is good', () => {
    expect(pathsRefused(good)).toEqual([])
  })

  it.each<[path: string, what: string, change: Record<string, unknown>]>([
    ['fields', 'no list', { fields: undefined }],
    ['fields', '201 fields', { fields: many(201, index => ({ ...field, key: `field-${index}` })) }],
    ['fields.0.key', 'spaces', { fields: [{ ...field, key: 'first name' }] }],
    ['fields.0.key', 'capitals', { fields: [{ ...field, key: 'Name' }] }],
    ['fields.0.key', 'an underscore', { fields: [{ ...field, key: 'name_first' }] }],
    ['fields.0.key', 'a hyphen at the end', { fields: [{ ...field, key: 'name-' }] }],
    ['fields.0.key', 'two hyphens', { fields: [{ ...field, key: 'name--first' }] }],
    ['fields.0.key', 'a line break', { fields: [{ ...field, key: 'name-first\n' }] }],
    ['fields.0.key', 'nothing', { fields: [{ ...field, key: '' }] }],
    ['fields.0.key', '65 letters', { fields: [{ ...field, key: 'a'.repeat(65) }] }],
    ['fields.1.type', 'an unknown type', { fields: [field, { ...field, key: 'b', type: 'colour' }] }],
    ['fields.0.options', 'a choice of nothing', { fields: [{ ...choice, options: undefined }] }],
    ['fields.0.options', 'no options', { fields: [{ ...choice, options: [] }] }],
    ['fields.0.options', 'options of a text', { fields: [{ ...field, options: choice.options }] }],
    [
      'fields.0.options.1.value',
      'an option twice',
      { fields: [{ ...choice, options: [choice.options[0], choice.options[0]] }] },
    ],
    [
      'fields.0.options.0.value',
      'an option that nobody could type',
      { fields: [{ ...choice, options: [{ value: ' a', label: 'A' }] }] },
    ],
    [
      'fields.0.options',
      '301 options',
      { fields: [{ ...choice, options: many(301, index => ({ value: `${index}`, label: 'A' })) }] },
    ],
    ['fields.0.max-length', 'a length of a choice', { fields: [{ ...choice, 'max-length': 5 }] }],
    ['fields.0.max-length', 'no length', { fields: [{ ...field, 'max-length': 0 }] }],
    ['fields.0.max-length', 'a length above 1024', { fields: [{ ...field, 'max-length': 1025 }] }],
    ['fields.0', 'a regular expression', { fields: [{ ...field, pattern: '(a+)+$' }] }],
    [
      'fields.0.translations.0.locale',
      'no language',
      { fields: [{ ...field, translations: [{ locale: 'German', label: 'Vorname' }] }] },
    ],
    [
      'fields.0.translations.1.locale',
      'a language twice',
      { fields: [{ ...field, translations: many(2, () => ({ locale: 'de', label: 'Vorname' })) }] },
    ],
    ['documents.0.label', 'an empty label', { documents: [{ kind: 'selfie', label: '' }] }],
    ['fields.0.label', 'no label', { fields: [{ ...field, label: '' }] }],
    ['fields.0.required', 'a word', { fields: [{ ...field, required: 'yes' }] }],
    ['fields.0', 'an unknown property', { fields: [{ ...field, secret: true }] }],
    ['documents.0.kind', 'capitals', { documents: [{ kind: 'Selfie' }] }],
    ['documents', '21 documents', { documents: many(21, index => ({ kind: `kind-${index}` })) }],
    ['verifications.0.kind', 'an unknown kind', { verifications: [{ ...verification, kind: 'dna' }] }],
    [
      'verifications.0.minimum-age',
      'a fraction',
      { verifications: [{ ...verification, 'minimum-age': 17.5 }] },
    ],
    ['verifications.0.minimum-age', 'below 0', { verifications: [{ ...verification, 'minimum-age': -1 }] }],
    [
      'verifications.0.minimum-age',
      'above 150',
      { verifications: [{ ...verification, 'minimum-age': 151 }] },
    ],
    [
      'verifications.0.allowed-countries.0',
      'a country in small letters',
      { verifications: [{ ...verification, 'allowed-countries': ['se'] }] },
    ],
    [
      'verifications.0.disallowed-countries',
      'no country at all',
      { verifications: [{ ...verification, 'disallowed-countries': [] }] },
    ],
    [
      'verifications.0.checks.0.required',
      'left out',
      { verifications: [{ ...verification, checks: [{ name: 'id_expired_detection' }] }] },
    ],
    ['decision', 'none', { decision: undefined }],
    ['decision.passed', 'a pass that declines', { decision: { passed: 'declined', failed: 'declined' } }],
    ['decision.failed', 'a failure that approves', { decision: { passed: 'approved', failed: 'approved' } }],
    ['retention-days', 'none', { 'retention-days': undefined }],
    ['retention-days', 'zero', { 'retention-days': 0 }],
    ['retention-days', 'half a day', { 'retention-days': 0.5 }],
    ['retention-days', 'over a hundred years', { 'retention-days': 36_501 }],
    ['locale', 'the name of a language', { locale: 'German' }],
    ['', 'an unknown property', { script: 'alert(1)' }],
  ])('%s: %s', (path, _what, change) => {
    expect(pathsRefused({ ...good, ...change })).toEqual([path])
  })

  // Two entries of one name contradict each other, and of two verifications of one kind only the first is ever run.
  it.each([
    ['fields', { fields: [field, { ...field, required: false }] }],
    ['documents', { documents: [{ kind: 'selfie' }, { kind: 'selfie' }] }],
    ['verifications', { verifications: [verification, { ...verification, 'minimum-age': 18 }] }],
  ])('%s: one name twice', (list, change) => {
    expect(pathsRefused({ ...good, ...change }).map(path => path.split('.')[0])).toEqual([list])
  })
})

describe('the data types that a template can use', () => {
  it('are those of its fields and documents, required where one of them is', () => {
    const template = templateOf({
      fields: ['address-city', 'address-street-2?', 'email-address?', 'shoe-size'],
      documents: ['selfie?', 'bank-statement'],
    })
    expect(dataTypesOf(template)).toEqual([
      { name: 'address', required: true },
      { name: 'email-address', required: false },
      { name: 'selfie', required: false },
    ])
  })
})
