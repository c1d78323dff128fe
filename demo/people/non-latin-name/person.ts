import { identityCard, proofOfAddress, selfie } from '../documents.ts'
import type { Person } from '../person.ts'

export const nonLatinName: Person = {
  key: 'non-latin-name',
  story: 'Writes his name and address in Cyrillic; his Bulgarian card has both scripts.',
  fields: {
    'name-first': 'Божидар',
    'name-last': 'Светлоречки',
    birthdate: '1978-12-05',
    'address-street-1': 'ул. Примерна 8',
    'address-city': 'Образцово',
    'address-postal-code': '0008',
    'address-country-code': 'BG',
    'email-address': 'bozhidar.svetlorechki@example.com',
    'phone-number': '+442079460812',
    'identification-number': '7800000000',
  },
  documents: [
    identityCard('non-latin-name', {
      issuer: 'BGR',
      attributes: {
        'name-first': 'Bozhidar',
        'name-last': 'Svetlorechki',
        'native-name-first': 'Божидар',
        'native-name-last': 'Светлоречки',
        birthdate: '1978-12-05',
        birthplace: 'Образцово / Obraztsovo',
        sex: 'M',
        nationality: 'BG',
        'document-number': 'SPC780512',
        'issue-date': '2024-09-03',
        'expiration-date': '2034-09-03',
        'issuing-authority': 'Specimen Registry of Bulgaria',
      },
    }),
    selfie('non-latin-name'),
    proofOfAddress('non-latin-name', '2026-10-01'),
  ],
}
