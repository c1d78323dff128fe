import { describe, expect, it } from 'vitest'
import type { DataType } from '../../../server/api/wire.ts'
import { ALL_DATA_TYPES } from '../../../server/connect/data-type.ts'
import {
  askedDataTypes,
  codesFrom,
  gapOf,
  missingByConnection,
  missingFrom,
} from '../../../server/connect/gap.ts'
import type { TemplateVerification } from '../../../server/connect/template.ts'
import { subsetsOf } from './subsets.ts'
import { templateOf } from './templates.ts'

const field = (name: string) => ({ kind: 'field', name })
const document = (name: string) => ({ kind: 'document', name })

describe('what an inquiry lacks of its template', () => {
  const template = templateOf({
    fields: ['name-last', 'name-first', 'name-middle?'],
    documents: ['proof-of-address', 'government-id', 'selfie?'],
  })

  // Whatever is there and whatever is not: exactly what is required and absent is missing, in the template's order.
  it('is what it requires and does not hold, for every possible holding', () => {
    for (const fields of subsetsOf(['name-last', 'name-first', 'name-middle'])) {
      for (const documents of subsetsOf(['proof-of-address', 'government-id', 'selfie'])) {
        const held = { fields: new Set(fields), documents: new Set(documents) }
        expect(missingFrom(template, held)).toEqual([
          ...(fields.includes('name-last') ? [] : [field('name-last')]),
          ...(fields.includes('name-first') ? [] : [field('name-first')]),
          ...(documents.includes('proof-of-address') ? [] : [document('proof-of-address')]),
          ...(documents.includes('government-id') ? [] : [document('government-id')]),
        ])
      }
    }
  })

  it('does not take a field for a document of the same name', () => {
    const wantsDocument = templateOf({ documents: ['selfie'] })
    const held = { fields: new Set(['selfie']), documents: new Set<string>() }
    expect(missingFrom(wantsDocument, held)).toEqual([document('selfie')])
  })

  it('is nothing where the template requires nothing', () => {
    const held = { fields: new Set<string>(), documents: new Set<string>() }
    expect(missingFrom(templateOf({ fields: ['name-first?'] }), held)).toEqual([])
  })
})

describe('what a connection can never bring', () => {
  const template = templateOf({
    fields: ['name-first', 'name-last', 'birthdate', 'shoe-size', 'email-address?'],
    documents: ['government-id', 'bank-statement', 'selfie?'],
  })

  // A field that no data type names cannot travel, however wide the connection.
  it('is what no data type names, over the widest connection', () => {
    expect(missingByConnection(template, ALL_DATA_TYPES)).toEqual([
      field('shoe-size'),
      document('bank-statement'),
    ])
  })

  it('is everything that is required, over a connection without data types', () => {
    expect(missingByConnection(template, []).map(({ name }) => name)).toEqual([
      'name-first',
      'name-last',
      'birthdate',
      'shoe-size',
      'government-id',
      'bank-statement',
    ])
  })

  // Leaving one type out leaves out what it holds, and nothing else.
  it.each<[DataType, string[]]>([
    ['name', ['name-first', 'name-last']],
    ['birthdate', ['birthdate']],
    ['government-id', ['government-id']],
    ['email-address', []],
    ['selfie', []],
  ])('grows without %s by %j', (without, expected) => {
    const travels = ALL_DATA_TYPES.filter(type => type !== without)
    const names = missingByConnection(template, travels).map(({ name }) => name)
    expect(names.filter(name => name !== 'shoe-size' && name !== 'bank-statement')).toEqual(expected)
  })
})

describe('the data types that a person is asked about', () => {
  const template = templateOf({
    fields: ['name-first', 'email-address?', 'birthdate'],
    documents: ['selfie?', 'government-id'],
  })

  it('are those that the template can use, in the order of all data types', () => {
    expect(askedDataTypes(template, ALL_DATA_TYPES)).toEqual([
      { name: 'name', required: true, biometric: false, available: true },
      { name: 'birthdate', required: true, biometric: false, available: true },
      { name: 'email-address', required: false, biometric: false, available: true },
      { name: 'government-id', required: true, biometric: false, available: true },
      { name: 'selfie', required: false, biometric: true, available: true },
    ])
  })

  // The person is told what they will have to add by hand, and is not asked about what cannot be had anyway.
  it('keep what is required and cannot travel, and drop what is optional and cannot', () => {
    expect(askedDataTypes(template, ['name']).map(({ name, available }) => `${name} ${available}`)).toEqual([
      'name true',
      'birthdate false',
      'government-id false',
    ])
  })

  // Data minimisation: a wide connection does not widen what one template asks.
  it('are none that the template does not use', () => {
    expect(askedDataTypes(templateOf({ fields: ['name-first'] }), ALL_DATA_TYPES)).toHaveLength(1)
  })

  it('require a type as soon as one of its fields is required', () => {
    const mixed = templateOf({ fields: ['name-middle?', 'name-first', 'name-last?'] })
    expect(askedDataTypes(mixed, ALL_DATA_TYPES)).toMatchObject([{ name: 'name', required: true }])
  })
})

describe('the codes that a session will ask for', () => {
  const code = (name: string) => ({ kind: 'code', name })
  type Wanted = Partial<TemplateVerification>
  const asking = (fields: readonly string[], ...wanted: Wanted[]) =>
    templateOf({
      fields,
      verifications: wanted.map(more => ({
        kind: 'phone-number',
        required: true,
        checks: [],
        'confirmation-code': true,
        ...more,
      })),
    })

  // Guarantee: nobody agrees to less than they will be asked for, and nobody is told of what will not come.
  it('are those of an address that will be there, in the template’s order', () => {
    const both = asking(['email-address', 'phone-number'], { kind: 'email-address' }, {})
    expect(codesFrom(both)).toEqual([code('email-address'), code('phone-number')])
    const optional = asking(['phone-number?'], {})
    expect(codesFrom(optional)).toEqual([])
    expect(codesFrom(optional, new Set(['phone-number']))).toEqual([code('phone-number')])
    expect(codesFrom(asking(['name-first'], {}))).toEqual([])
  })

  it('are none that the template does not ask for, that is decided beforehand, or that the source may have had', () => {
    const without: readonly Wanted[] = [
      { 'confirmation-code': false },
      { required: false },
      { simulate: 'passed' },
      { reuse: 'either' },
      { reuse: { 'clone-if-younger-than-days': 30 } },
    ]
    for (const more of without)
      expect(codesFrom(asking(['phone-number'], more)), JSON.stringify(more)).toEqual([])
    expect(codesFrom(asking(['phone-number'], { reuse: 'rerun' }))).toEqual([code('phone-number')])
  })

  it('come after what is missing, and count neither as there nor as required', () => {
    const template = asking(['name-first', 'phone-number'], {})
    const types = askedDataTypes(template, ['name'])
    expect(gapOf(template, types)).toEqual({
      available: 1,
      total: 2,
      missing: [field('phone-number'), code('phone-number')],
    })
  })
})
