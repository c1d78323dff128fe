import { identityCard, proofOfAddress, selfie } from '../documents.ts'
import type { Person } from '../person.ts'

export const nameMismatch: Person = {
  key: 'name-mismatch',
  story: 'Took a new surname since her Polish card was issued: fields and document differ.',
  fields: {
    'name-first': 'Zofia',
    'name-last': 'Harrowmere',
    birthdate: '1994-06-11',
    'address-street-1': '21 Sample Quay',
    'address-city': 'Ballyexample',
    'address-postal-code': 'Z00 Z021',
    'address-country-code': 'IE',
    'email-address': 'zofia.harrowmere@example.com',
    'phone-number': '+442079460121',
    'identification-number': '9406110Z',
  },
  documents: [
    identityCard('name-mismatch', {
      issuer: 'POL',
      attributes: {
        'name-first': 'Zofia',
        'name-last': 'Brzezołska',
        birthdate: '1994-06-11',
        birthplace: 'Przykładowo',
        sex: 'F',
        nationality: 'PL',
        'document-number': 'SPC9406ZB',
        'issue-date': '2024-05-20',
        'expiration-date': '2034-05-20',
        'issuing-authority': 'Specimen Registry of Poland',
      },
    }),
    selfie('name-mismatch'),
    proofOfAddress('name-mismatch', '2026-10-12'),
  ],
}
