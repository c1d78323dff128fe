import { describe, expect, it } from 'vitest'
import { type IdKind, idOf, isId, newId, PREFIXES } from '../../server/ids.ts'

const isKind = (name: string): name is IdKind => Object.hasOwn(PREFIXES, name)
const KINDS = Object.keys(PREFIXES).filter(isKind)

describe('an identifier', () => {
  it.each(KINDS)('tells what it identifies: %s', kind => {
    const id = newId(kind)
    expect(id).toMatch(new RegExp(`^${PREFIXES[kind]}_[0-9a-hjkmnp-tv-z]{26}$`))
    expect(KINDS.filter(other => isId(other, id))).toEqual([kind])
  })

  // DESIGN.md names these; clients see them.
  it('carries the published prefixes', () => {
    expect(PREFIXES).toMatchObject({
      organization: 'org',
      environment: 'env',
      connection: 'cxn',
      'inquiry-template': 'itmpl',
      inquiry: 'inq',
      verification: 'ver',
      'share-token': 'cnst',
      'share-request': 'shrq',
      session: 'cses',
      consent: 'cns',
      redemption: 'rdm',
    })
  })

  // Lists are read in the order of identifiers: a page would otherwise miss what was made last.
  it('sorts after those that were made before it', () => {
    const made = Array.from({ length: 2000 }, () => newId('event'))
    expect([...made].sort()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
  })

  it.each([
    '',
    'inq_',
    'inq',
    'inq_1',
    newId('inquiry').toUpperCase(),
    `${newId('inquiry')}0`,
    `${newId('inquiry')}\n`,
    newId('inquiry').slice(4),
    `inq_${'u'.repeat(26)}`,
    `inq_${'z'.repeat(26)}`,
  ])('is not %j', value => {
    expect(isId('inquiry', value)).toBe(false)
  })
})

describe('the identifier of what there is one of', () => {
  it('is one of its kind, and the same for the same names alone', () => {
    const id = idOf('verification-template', 'itmpl_1', 'selfie')
    expect(isId('verification-template', id)).toBe(true)
    expect(idOf('verification-template', 'itmpl_1', 'selfie')).toBe(id)
    const others = [
      idOf('verification-template', 'itmpl_1', 'document'),
      idOf('verification-template', 'itmpl_2', 'selfie'),
      idOf('verification-template', 'itmpl_1s', 'elfie'),
    ]
    expect(new Set([id, ...others]).size).toBe(4)
  })
})
