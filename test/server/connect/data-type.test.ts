import { describe, expect, it } from 'vitest'
import {
  ALL_DATA_TYPES,
  DATA_TYPES,
  dataTypeOfDocument,
  dataTypeOfField,
} from '../../../server/connect/data-type.ts'

describe('data types', () => {
  // The list that screens, consent records and the copier share.
  it('are these, in the order in which a person is shown them', () => {
    expect(ALL_DATA_TYPES).toEqual([
      'name',
      'birthdate',
      'address',
      'email-address',
      'phone-number',
      'identification-number',
      'government-id',
      'selfie',
      'proof-of-address',
    ])
  })

  // Otherwise refusing one type would not keep back what another one brings.
  it('share no field and no document with one another', () => {
    const contents = ALL_DATA_TYPES.flatMap(type => [
      ...DATA_TYPES[type].fields.map(field => `field ${field}`),
      ...DATA_TYPES[type].documents.map(kind => `document ${kind}`),
    ])
    expect(new Set(contents).size).toBe(contents.length)
  })

  // GDPR, article 9: a face is asked for on its own.
  it('are biometric where they hold a face, and only there', () => {
    expect(ALL_DATA_TYPES.filter(type => DATA_TYPES[type].biometric)).toEqual(['selfie'])
  })

  it.each(ALL_DATA_TYPES)('are found again from what they hold: %s', type => {
    for (const field of DATA_TYPES[type].fields) expect(dataTypeOfField(field)).toBe(type)
    for (const kind of DATA_TYPES[type].documents) expect(dataTypeOfDocument(kind)).toBe(type)
  })

  it.each(['shoe-size', '', 'constructor', '__proto__'])('have no place for %j', name => {
    expect(dataTypeOfField(name)).toBeNull()
    expect(dataTypeOfDocument(name)).toBeNull()
  })
})
