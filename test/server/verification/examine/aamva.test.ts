import { describe, expect, it } from 'vitest'
import { licenceOf } from '../../../../server/verification/examine/aamva.ts'

const licence = (header: string, ...elements: string[]) => licenceOf(`${header}${elements.join('\n')}\r`)

const TODAY = '@\n\x1e\rANSI 636999100001DL00310250DL'

describe('the text of a licence', () => {
  it('gives each element by its name', () => {
    expect(
      licence(
        TODAY,
        'DAQD1234-5678',
        'DCSSAMPLE',
        'DACHARPER',
        'DADLEE',
        'DBB04171991',
        'DBA03062035',
        'DBD03062025',
        'DBC2',
        'DAJXA',
        'DCGUSA',
      ),
    ).toEqual({
      nameFirst: 'HARPER',
      nameMiddle: 'LEE',
      nameLast: 'SAMPLE',
      birthdate: '1991-04-17',
      issueDate: '2025-03-06',
      expirationDate: '2035-03-06',
      documentNumber: 'D1234-5678',
      sex: 'F',
      country: 'USA',
      subdivision: 'XA',
      issuer: null,
    })
  })

  // Somebody may have moved: the address does not say who issued it.
  it('says who issued it by the number that it begins with', () => {
    const moved = licence(TODAY.replace('636999', '636014'), 'DAJNV', 'DCSSAMPLE')
    expect(moved).toMatchObject({ issuer: 'CA', subdivision: 'NV' })
  })

  // A value may hold the letters of an element: they count only at the beginning of a line.
  it('is not misled by the letters of an element in a value', () => {
    expect(licence(TODAY, 'DCSDACIA', 'DACDBBY')).toMatchObject({ nameLast: 'DACIA', nameFirst: 'DBBY' })
  })

  // Canada, and the first version, write the year first.
  it.each([
    ['DBB04171991', '1991-04-17'],
    ['DBB19910417', '1991-04-17'],
    ['DBB12312011', '2011-12-31'],
    ['DBB13312011', null],
    ['DBB02302011', null],
    ['DBB1991', null],
    ['DBBNONE', null],
  ])('has the date %s as %s', (element, birthdate) => {
    expect(licence(TODAY, element)?.birthdate).toBe(birthdate)
  })

  it.each([
    ['version 1', 'DAASAMPLE,HARPER,LEE'],
    ['version 1, apart', 'DABSAMPLE\nDACHARPER\nDADLEE'],
    ['version 3', 'DCSSAMPLE\nDCTHARPER,LEE'],
    ['version 3, with a space', 'DCSSAMPLE\nDCTHARPER LEE'],
  ])('has the names of %s', (_version, names) => {
    expect(licence('@\n\x1e\rAAMVA6369990101DL00290100DL', names)).toMatchObject({
      nameFirst: 'HARPER',
      nameMiddle: 'LEE',
      nameLast: 'SAMPLE',
    })
  })

  it.each(['', 'https://example.com', 'ANSI 636999100001DL00310250DLDAQ1', '@ANSI DAQ1'])(
    'is none: %j',
    text => {
      expect(licenceOf(text)).toBeNull()
    },
  )
})
