import { identityCard, proofOfAddress, selfie } from '../documents.ts'
import type { Person } from '../person.ts'

export const complete: Person = {
  key: 'complete',
  story: 'Has everything: a Swedish identity card, a selfie and a proof of address.',
  fields: {
    'name-first': 'Elsa',
    'name-last': 'Norrvinge',
    birthdate: '1991-04-17',
    'address-street-1': 'Exempelgatan 12',
    'address-city': 'Exempelstad',
    'address-postal-code': '000 12',
    'address-country-code': 'SE',
    'email-address': 'elsa.norrvinge@example.com',
    'phone-number': '+46701740617',
    'identification-number': '19910417-0000',
  },
  documents: [
    identityCard('complete', {
      issuer: 'SWE',
      attributes: {
        'name-first': 'Elsa',
        'name-last': 'Norrvinge',
        birthdate: '1991-04-17',
        birthplace: 'Exempelstad',
        sex: 'F',
        nationality: 'SE',
        'document-number': 'SPC417260',
        'issue-date': '2025-03-06',
        'expiration-date': '2035-03-06',
        'issuing-authority': 'Specimen Registry of Sweden',
      },
    }),
    selfie('complete'),
    proofOfAddress('complete', '2026-10-05'),
  ],
}
