import { describe, expect, it } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import { database } from '../../../server/verification/database.ts'
import { lookUpKeys } from '../../../server/verification/reference.ts'
import { mutationsOf } from './mutations.ts'
import { findingOf, ofFields } from './of-fields.ts'

const elsa: Record<string, string> = { ...people.find(({ key }) => key === 'complete')?.fields }

/** Compares a person with rows, all of which the reference has found. */
const look = (shared: Record<string, string>, ...rows: Record<string, string>[]) =>
  database.run({
    ...ofFields('database', shared),
    reference: { lookUp: async () => rows.map(row => new Map(Object.entries(row))) },
  })

const told = async (findings: ReturnType<typeof look>) =>
  Object.fromEntries(
    (await findings).map(({ name, status, reasons, metadata }) => [
      name.replace(/^database_|_(comparison|detection)$/g, ''),
      [status, ...reasons, ...Object.values(metadata)].join(' '),
    ]),
  )

const ALL_FULL = {
  identity: 'passed full',
  name: 'passed full',
  birthdate: 'passed full',
  address: 'passed full',
  phone_number: 'passed full',
  email_address: 'passed full',
  identification_number: 'passed full',
  po_box: 'passed',
}

describe('a person who is in the reference', () => {
  it('agrees in everything', async () => {
    expect(await told(look(elsa, elsa))).toEqual(ALL_FULL)
  })

  it('agrees in everything, written otherwise', async () => {
    const other = {
      'name-first': 'ELSA',
      'name-last': 'NORRVINGE',
      birthdate: '1991-04-17',
      'address-street-1': 'EXEMPELGATAN 12',
      'address-city': 'EXEMPELSTAD',
      'address-postal-code': '00012',
      'address-country-code': 'SE',
      'email-address': 'Elsa.Norrvinge@EXAMPLE.com',
      'phone-number': '070-174 06 17',
      'identification-number': '199104170000',
    }
    expect(await told(look(elsa, other))).toEqual(ALL_FULL)
    expect(await told(look(other, elsa))).toEqual(ALL_FULL)
  })

  it.each([
    [{ birthdate: '1991-04-18' }, 'birthdate', 'failed partial_match partial'],
    [{ birthdate: '1991-17-04' }, 'birthdate', 'not_applicable not_in_reference'],
    [{ birthdate: '1973-12-30' }, 'birthdate', 'failed no_match none'],
    [{ 'address-street-1': 'Exempelgatan 14' }, 'address', 'failed no_match none'],
    [{ 'phone-number': '+46701740658' }, 'phone_number', 'failed no_match none'],
    [{ 'email-address': 'other@example.com' }, 'email_address', 'failed no_match none'],
    [{ 'email-address': '' }, 'email_address', 'not_applicable not_in_reference'],
    [{ 'name-first': 'E' }, 'name', 'passed partial'],
  ])('differs in one thing: %j', async (change, check, expected) => {
    const found = await told(look(elsa, { ...elsa, ...change }))
    expect(found[check]).toBe(expected)
    // A number of the person's own still says who it is.
    expect(found.identity).toBe(`passed ${expected.startsWith('not') ? 'full' : 'partial'}`)
  })

  it('is compared in what both sides have', async () => {
    const found = await told(
      look({ 'name-first': 'Elsa', 'name-last': 'Norrvinge', birthdate: '1991-04-17' }, elsa),
    )
    expect(found).toMatchObject({ identity: 'passed full', phone_number: 'not_applicable missing_property' })
  })
})

describe('a person who is not', () => {
  // Guarantee: a name that others have as well is not a person.
  it.each([
    ['another birthdate and number', { birthdate: '1973-12-30', 'identification-number': '1' }],
    ['another name', { 'name-first': 'Nils', 'name-last': 'Lindqvist' }],
  ])('is told: %s', async (_what, change) => {
    expect((await told(look(elsa, { ...elsa, ...change }))).identity).toBe('failed no_match none')
  })

  // Guarantee: what one row has of a person and another row the rest does not make one person of it.
  it('is not put together out of two rows', async () => {
    const sameName = { 'name-first': 'Elsa', 'name-last': 'Norrvinge', birthdate: '1973-12-30' }
    const sameBirthdate = { 'name-first': 'Nils', 'name-last': 'Lindqvist', birthdate: '1991-04-17' }
    const found = await told(look(elsa, sameName, sameBirthdate))
    expect(found.identity).toBe('failed no_match none')
    expect([found.name, found.birthdate].filter(one => one === 'passed full')).toHaveLength(1)
  })

  it('agrees in nothing where nothing was found', async () => {
    const found = await told(look(elsa))
    expect(found).toMatchObject({ identity: 'failed no_match none', name: 'failed no_match none' })
  })

  it('is the row that agrees best, whichever comes first', async () => {
    const other = { ...elsa, 'name-first': 'Nils', 'identification-number': '2' }
    expect(await told(look(elsa, other, elsa))).toEqual(ALL_FULL)
    expect(await told(look(elsa, elsa, other))).toEqual(ALL_FULL)
  })
})

describe('without a reference', () => {
  // Guarantee: where there is nothing to compare with, nothing passes.
  it('no comparison applies', async () => {
    const findings = await database.run(ofFields('database', elsa))
    for (const { name, status, reasons } of findings.filter(one => one.name.endsWith('_comparison'))) {
      expect({ name, status, reasons }).toEqual({ name, status: 'not_applicable', reasons: ['no_reference'] })
    }
  })

  it('a post office box is told all the same', async () => {
    const findings = await database.run(ofFields('database', { 'address-street-1': 'P.O. Box 12' }))
    expect(findingOf(findings, 'database_po_box_detection')).toMatchObject({ status: 'failed' })
  })
})

describe('any text whatever', () => {
  // Guarantee: nothing that a stranger wrote stops the server, and no value is repeated in what is told.
  it('is answered', async () => {
    const fields = Object.entries(elsa)
    const texts = [...mutationsOf(fields.map(([, value]) => value))]
    for (const [at, text] of texts.entries()) {
      const [name = ''] = fields[at % fields.length] ?? []
      const shared = { ...elsa, [name]: text }
      lookUpKeys(new Map(Object.entries(shared)))
      expect(JSON.stringify(await look(shared, elsa))).not.toMatch(/\d{2}|norrvinge|exempel/i)
    }
  })
})
