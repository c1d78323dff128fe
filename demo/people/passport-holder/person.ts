import { passport, proofOfAddress, selfie } from '../documents.ts'
import type { Person } from '../person.ts'

export const passportHolder: Person = {
  key: 'passport-holder',
  story: 'Shows a Kenyan passport instead of a card, has a middle name, lives in the USA.',
  fields: {
    'name-first': 'Amani',
    'name-middle': 'Baraka',
    'name-last': 'Odhiamwe',
    birthdate: '1989-02-14',
    'address-street-1': '40 Placeholder Avenue',
    'address-city': 'Exampleville',
    'address-subdivision': 'CO',
    'address-postal-code': '00040',
    'address-country-code': 'US',
    'email-address': 'amani.odhiamwe@example.com',
    'phone-number': '+13035550140',
    'identification-number': '987-65-4321',
  },
  documents: [
    passport('passport-holder', {
      issuer: 'KEN',
      attributes: {
        'name-first': 'Amani',
        'name-middle': 'Baraka',
        'name-last': 'Odhiamwe',
        birthdate: '1989-02-14',
        birthplace: 'Mfano',
        sex: 'M',
        nationality: 'KE',
        'document-number': 'SPC890214',
        'issue-date': '2025-01-22',
        'expiration-date': '2035-01-21',
        'issuing-authority': 'Specimen Registry of Kenya',
      },
    }),
    selfie('passport-holder'),
    proofOfAddress('passport-holder', '2026-10-08'),
  ],
}
