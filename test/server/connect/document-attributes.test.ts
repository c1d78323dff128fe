import { describe, expect, it } from 'vitest'
import { knownAttributes } from '../../../server/connect/document-attributes.ts'

describe('what is known of a document', () => {
  it('is what came with it where its pictures say nothing', () => {
    expect(knownAttributes({}, { sex: 'F', mrz: ['A', 'B'] })).toEqual({ sex: 'F', mrz: ['A', 'B'] })
    expect(knownAttributes({ sex: '' }, { sex: 'F' })).toEqual({ sex: 'F' })
  })

  it('is what its pictures say, whatever came with it', () => {
    const came = { 'expiration-date': '2040-01-01', 'issue-date': '2020-01-01' }
    expect(knownAttributes({ 'expiration-date': '2024-01-01' }, came)).toEqual({
      'expiration-date': '2024-01-01',
      'issue-date': '2020-01-01',
    })
  })

  // A zone has no other letters than A to Z.
  it('keeps names in all their letters, and a nationality in its own code', () => {
    const read = { 'name-first': 'ASA', 'name-last': 'NORRVIK', nationality: 'SE' }
    expect(knownAttributes(read, { 'name-first': 'Åsa', nationality: 'SWE' })).toEqual({
      'name-first': 'Åsa',
      'name-last': 'NORRVIK',
      nationality: 'SWE',
    })
  })
})
