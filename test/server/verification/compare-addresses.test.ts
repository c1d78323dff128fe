import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AddressParts, compareAddresses } from '../../../server/verification/compare-addresses.ts'
import { isPoBox } from '../../../server/verification/po-box.ts'
import { mutationsOf } from './mutations.ts'

/** `street, postal code, city, country` */
function at(written: string): AddressParts {
  const [street = '', postalCode = '', city = '', country = ''] = written.split(',').map(part => part.trim())
  return { street, postalCode, city, country }
}

const levelOf = (one: string, other: string) => {
  const compared = compareAddresses(at(one), at(other))
  expect(compareAddresses(at(other), at(one)), 'the other way round').toEqual(compared)
  return 'level' in compared ? compared.level : compared.incomparable
}

describe('two writings of one address', () => {
  it.each([
    ['123 Main Street, 90210, Beverly Hills, US', '123 MAIN ST., 90210, BEVERLY HILLS, US'],
    ['123 Main St, 90210-1234, Beverly Hills, US', '123 Main Street, 90210, Beverly Hills, US'],
    ['5 N Park Ave, 10001, New York, US', '5 North Park Avenue, 10001, New York, US'],
    ['Exempelgatan 12, 000 12, Exempelstad, SE', 'EXEMPELGATAN 12, 00012, EXEMPELSTAD, se'],
    ['Hauptstraße 7, 10115, Berlin, DE', 'Hauptstr. 7, 10115, Berlin, DE'],
    ['Hauptstraße 7, 10115, Berlin, DE', 'Hauptstrasse 7, 10115, BERLIN, DE'],
    ['Hauptstraße 7b, 10115, Berlin, DE', 'Hauptstr 7 B, 10115, Berlin, DE'],
    ['Königstraße 7, 70173, Stuttgart, DE', 'Konigstrasse 7, 70173, Stuttgart, DE'],
    ['12 rue de la Paix, 75002, Paris, FR', '12 Rue de la Paix, 75002, PARIS, FR'],
    ['Calle Mayor 5, 28013, Madrid, ES', 'C. Mayor 5, 28013, Madrid, ES'],
    ['Calle Mayor Nº 5, 28013, Madrid, ES', 'Calle Mayor 5, 28013, Madrid, ES'],
    ['10 Downing St, SW1A 2AA, London, GB', '10 Downing Street, sw1a2aa, London, GB'],
    ['Łąkowa 3, 90-562, Łódź, PL', 'Lakowa 3, 90562, Lodz, PL'],
  ])('%s | %s: full', (one, other) => {
    expect(levelOf(one, other)).toBe('full')
  })

  it.each([
    ['Park Street 12, 10115, Berlin, DE', 'North Park Street 12, 10115, Berlin, DE'],
    ['123 Main Street, , Springfield, US', '123 Main Street, 62701, Springfield, US'],
    ['123 Main Street, 62701, , US', '123 Main Street, , Springfield, US'],
    ['Hauptstraße 7, 10115, Berlin, DE', 'Hauptstraße 7, 10117, Berlin, DE'],
  ])('%s | %s: in part', (one, other) => {
    expect(levelOf(one, other)).toBe('partial')
  })
})

describe('two addresses', () => {
  // The two are 98 % alike by their letters: it is the number that makes the house.
  it.each([
    ['123 Main Street, 90210, Beverly Hills, US', '125 Main Street, 90210, Beverly Hills, US'],
    ['123 Main Street, 90210, Beverly Hills, US', '123 Main Street Apt 4, 90210, Beverly Hills, US'],
    ['12 B Park Road, 10001, New York, US', '12 C Park Road, 10001, New York, US'],
    ['Hauptstraße 7, 10115, Berlin, DE', 'Nebenstraße 7, 10115, Berlin, DE'],
    ['Hauptstraße 7, 10115, Berlin, DE', 'Hauptstraße 7, 80331, München, DE'],
    ['Hauptstraße 7, 8000, Zürich, CH', 'Hauptstraße 7, 8000, Zürich, DE'],
    ['1 Oak Lane, 10001, New York, US', '1 Elm Lane, 10001, New York, US'],
  ])('%s | %s: none', (one, other) => {
    expect(levelOf(one, other)).toBe('none')
  })

  it('cannot be compared where one has no street', () => {
    expect(levelOf(', 10115, Berlin, DE', 'Hauptstraße 7, 10115, Berlin, DE')).toBe('missing_property')
  })
})

describe('a post office box', () => {
  it.each([
    'PO Box 123',
    'P.O. Box 123',
    'p o box 9',
    'Post Office Box 7',
    '12 Main St, P.O.Box 3',
    'Postfach 10 11 12',
    'Pf. 1234',
    'Boîte postale 12',
    'B.P. 123',
    'BP 45',
    'Apartado de Correos 33',
    'Apartado 33',
    'Aptdo. 33',
    'Casilla de Correo 8',
    'Casella Postale 5',
    'Caixa Postal 99',
    'Postbus 1234',
    'Postboks 55 Sentrum',
    'Box 42',
    'Skrytka pocztowa 12',
  ])('is told: %s', line => {
    expect(isPoBox(line)).toBe(true)
  })

  it.each([
    '12 Boxwood Lane',
    'Am Postfachweg 3',
    '5 Poboxer Street',
    'Via Casella 5',
    'Boxgatan 3',
    'Rue BPA 3',
    '',
  ])('is not %s', line => {
    expect(isPoBox(line)).toBe(false)
  })
})

describe('any text whatever', () => {
  // Guarantee: nothing that a stranger wrote stops the server.
  it('is compared', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3_000 })
    const parts = fc.record({ street: text, city: text, postalCode: text, country: text })
    const compare = (one: AddressParts, other: AddressParts) => {
      compareAddresses(one, other)
      isPoBox(one.street)
    }
    fc.assert(fc.property(parts, parts, compare), { numRuns: 10 })
    const good = ['Hauptstraße 7b, 10115, Berlin, DE', '123 Main St Apt 4, 90210, Beverly Hills, US']
    for (const written of mutationsOf(good)) compare(at(written), at(good[0] ?? ''))
  })

  // Guarantee: neither capitals nor marks nor points make another address of it.
  it('in capitals, and with other gaps, is the same address', () => {
    const street = fc.constantFrom('Hauptstraße 7b', '12 rue de la Paix', '123 Main St', 'Ødegårdsvegen 4')
    const gap = fc.constantFrom('  ', ', ', '. ', '\t')
    fc.assert(
      fc.property(street, gap, (written, between) => {
        const one = { street: written, city: 'Zürich', postalCode: '8000 1', country: 'CH' }
        const other = {
          ...one,
          street: written.replaceAll(' ', between).toUpperCase(),
          city: 'ZURICH',
          postalCode: '80001',
        }
        expect(compareAddresses(one, other)).toEqual({ level: 'full' })
      }),
    )
  })
})
