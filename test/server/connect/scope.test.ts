import { describe, expect, it } from 'vitest'
import type { DataType } from '../../../server/api/wire.ts'
import { ALL_DATA_TYPES, DATA_TYPES } from '../../../server/connect/data-type.ts'
import {
  authorizationDetails,
  documentTravels,
  fieldTravels,
  scopeOf,
} from '../../../server/connect/scope.ts'
import { subsetsOf } from './subsets.ts'

const SOME: readonly DataType[] = ['name', 'address', 'government-id', 'selfie']
const grants = subsetsOf(SOME)

describe('the scope of a redemption', () => {
  // Nothing is copied that one of token, connection and consent does not grant; all that every one grants is.
  it('is what all of its grants have in common, for every three grants', () => {
    for (const token of grants) {
      for (const connection of grants) {
        for (const consent of grants) {
          const common = SOME.filter(
            type => token.includes(type) && connection.includes(type) && consent.includes(type),
          )
          expect(scopeOf(token, connection, consent)).toEqual(common)
        }
      }
    }
  })

  // What is hashed and shown must not depend on the order in which somebody wrote the types down.
  it('has one order, whatever the order of its grants, and names nothing twice', () => {
    for (const grant of grants) {
      const reversed = [...grant].reverse()
      expect(scopeOf([...reversed, ...reversed])).toEqual(grant)
    }
  })

  it('is empty as soon as one grant is', () => {
    expect(scopeOf(ALL_DATA_TYPES, [], ALL_DATA_TYPES)).toEqual([])
  })
})

describe('what travels under a scope', () => {
  const fields = ALL_DATA_TYPES.flatMap(type => DATA_TYPES[type].fields)
  const kinds = ALL_DATA_TYPES.flatMap(type => DATA_TYPES[type].documents)

  // A data type brings what it stands for and nothing else.
  it.each(ALL_DATA_TYPES)('%s: its own fields and documents, no other', type => {
    expect(fields.filter(field => fieldTravels([type], field))).toEqual(DATA_TYPES[type].fields)
    expect(kinds.filter(kind => documentTravels([type], kind))).toEqual(DATA_TYPES[type].documents)
  })

  it('nothing, where the scope is empty', () => {
    expect(fields.filter(field => fieldTravels([], field))).toEqual([])
    expect(kinds.filter(kind => documentTravels([], kind))).toEqual([])
  })

  // A field or kind that no data type names stays where it is, even under the widest scope.
  it.each(['shoe-size', 'name', 'government-id', '', 'constructor', '__proto__'])('no field %j', field => {
    expect(fieldTravels(ALL_DATA_TYPES, field)).toBe(false)
  })

  it.each(['bank-statement', 'name-first', '', 'constructor', '__proto__'])('no document %j', kind => {
    expect(documentTravels(ALL_DATA_TYPES, kind)).toBe(false)
  })
})

describe('the authorization details of a share token', () => {
  const good = {
    type: 'connect/share',
    actions: ['redeem'],
    identifier: 'inq_1',
    datatypes: ['name'],
    locations: ['org_1'],
  }

  it('are read as they were written', () => {
    expect(authorizationDetails.parse(good)).toEqual(good)
  })

  // A stored scope that says anything else is not understood, and so grants nothing.
  it.each([
    ['another type', { type: 'payment_initiation' }],
    ['another action', { actions: ['delete'] }],
    ['a second action', { actions: ['redeem', 'delete'] }],
    ['no action', { actions: [] }],
    ['an unknown data type', { datatypes: ['dna'] }],
    ['a second destination', { locations: ['org_1', 'org_2'] }],
    ['no destination', { locations: [] }],
    ['something unheard of', { privileges: ['admin'] }],
  ])('are refused with %s', (_what, change) => {
    expect(authorizationDetails.safeParse({ ...good, ...change }).success).toBe(false)
  })
})
