import { identityCard, proofOfAddress, selfie } from '../documents.ts'
import type { Person } from '../person.ts'

export const minor: Person = {
  key: 'minor',
  story: 'A child with her own good Finnish identity card, under 18 until August 2034.',
  fields: {
    'name-first': 'Aino',
    'name-last': 'Tähtivaara',
    birthdate: '2016-08-19',
    'address-street-1': 'Mallgränd 5',
    'address-city': 'Exempelstad',
    'address-postal-code': '000 05',
    'address-country-code': 'SE',
    'email-address': 'aino.tahtivaara@example.com',
    'phone-number': '+46701740658',
    'identification-number': '20160819-0000',
  },
  documents: [
    identityCard('minor', {
      issuer: 'FIN',
      attributes: {
        'name-first': 'Aino',
        'name-last': 'Tähtivaara',
        birthdate: '2016-08-19',
        birthplace: 'Mallikylä',
        sex: 'F',
        nationality: 'FI',
        'document-number': 'SPC1608AT',
        'issue-date': '2025-02-10',
        'expiration-date': '2035-02-10',
        'issuing-authority': 'Specimen Registry of Finland',
      },
    }),
    selfie('minor'),
    proofOfAddress('minor', '2026-09-15'),
  ],
}
