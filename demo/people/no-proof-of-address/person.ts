import { identityCard, selfie } from '../documents.ts'
import type { Person } from '../person.ts'

export const noProofOfAddress: Person = {
  key: 'no-proof-of-address',
  story: 'A good French identity card and a selfie, but no proof of address.',
  fields: {
    'name-first': 'Théo',
    'name-last': 'Lunevalle',
    birthdate: '1998-11-02',
    'address-street-1': '7 rue du Modèle',
    'address-city': 'Exempleville',
    'address-postal-code': '00007',
    'address-country-code': 'FR',
    'email-address': 'theo.lunevalle@example.com',
    'phone-number': '+33199000146',
    'identification-number': '098119999999900',
  },
  documents: [
    identityCard('no-proof-of-address', {
      issuer: 'FRA',
      attributes: {
        'name-first': 'Théo',
        'name-last': 'Lunevalle',
        birthdate: '1998-11-02',
        birthplace: 'Exempleville',
        sex: 'M',
        nationality: 'FR',
        'document-number': 'SPC98T0L4',
        'issue-date': '2025-06-18',
        'expiration-date': '2035-06-17',
        'issuing-authority': 'Specimen Registry of France',
      },
    }),
    selfie('no-proof-of-address'),
  ],
}
