import { identityCard, proofOfAddress, selfie } from '../documents.ts'
import type { Person } from '../person.ts'

export const wrongCheckDigit: Person = {
  key: 'wrong-check-digit',
  story: "Somebody changed the Portuguese card's number: its check digit no longer holds.",
  fields: {
    'name-first': 'Inês',
    'name-last': 'Marvalcão',
    birthdate: '1985-01-29',
    'address-street-1': '3 Specimen Street',
    'address-city': 'Exampleton',
    'address-postal-code': 'ZZ99 3ZZ',
    'address-country-code': 'GB',
    'email-address': 'ines.marvalcao@example.com',
    'phone-number': '+442079460385',
    'identification-number': 'QQ850129C',
  },
  documents: [
    identityCard('wrong-check-digit', {
      issuer: 'PRT',
      forgedDocumentNumberCheckDigit: '9',
      attributes: {
        'name-first': 'Inês',
        'name-last': 'Marvalcão',
        birthdate: '1985-01-29',
        birthplace: 'Vila Exemplo',
        sex: 'F',
        nationality: 'PT',
        'document-number': 'SPC850147',
        'issue-date': '2024-11-12',
        'expiration-date': '2034-11-12',
        'issuing-authority': 'Specimen Registry of Portugal',
      },
    }),
    selfie('wrong-check-digit'),
    proofOfAddress('wrong-check-digit', '2026-10-19'),
  ],
}
