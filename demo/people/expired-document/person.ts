import { identityCard, proofOfAddress, selfie } from '../documents.ts'
import type { Person } from '../person.ts'

export const expiredDocument: Person = {
  key: 'expired-document',
  story: 'Everything is there and agrees, but the Austrian identity card expired in 2021.',
  fields: {
    'name-first': 'Jonas',
    'name-last': 'Steinquell',
    birthdate: '1967-08-23',
    'address-street-1': 'Musterweg 4',
    'address-city': 'Musterstadt',
    'address-postal-code': '00004',
    'address-country-code': 'DE',
    'email-address': 'jonas.steinquell@example.com',
    'phone-number': '+491713920012',
    'identification-number': '01967082300',
  },
  documents: [
    identityCard('expired-document', {
      issuer: 'AUT',
      attributes: {
        'name-first': 'Jonas',
        'name-last': 'Steinquell',
        birthdate: '1967-08-23',
        birthplace: 'Musterdorf',
        sex: 'M',
        nationality: 'AT',
        'document-number': 'SPC6708JS',
        'issue-date': '2011-10-01',
        'expiration-date': '2021-09-30',
        'issuing-authority': 'Specimen Registry of Austria',
      },
    }),
    selfie('expired-document'),
    proofOfAddress('expired-document', '2026-09-28'),
  ],
}
