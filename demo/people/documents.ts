import { type MrzData, td1, td3 } from '../specimens/mrz.ts'
import type {
  GovernmentId,
  GovernmentIdAttributes,
  IssuerCode,
  PersonKey,
  ProofOfAddress,
  Selfie,
} from './person.ts'

interface Issued {
  issuer: IssuerCode
  attributes: GovernmentIdAttributes
  forgedDocumentNumberCheckDigit?: string
}

/** The MRZ is computed from what is printed, so that the two can differ only where a person's story says so. */
const mrzData = ({ issuer, attributes, ...forged }: Issued): MrzData => ({
  issuingState: issuer,
  nationality: issuer,
  documentNumber: attributes['document-number'],
  surname: attributes['native-name-last'] ?? attributes['name-last'],
  givenNames: [attributes['native-name-first'] ?? attributes['name-first'], attributes['name-middle']]
    .filter(name => name !== undefined)
    .join(' '),
  birthdate: attributes.birthdate,
  sex: attributes.sex,
  expirationDate: attributes['expiration-date'],
  optionalData: 'SPECIMEN',
  ...forged,
})

/** An identity card of credit-card size, with its MRZ on the back. */
export const identityCard = (key: PersonKey, issued: Issued): GovernmentId => ({
  kind: 'government-id',
  'id-class': 'id',
  issuer: issued.issuer,
  attributes: issued.attributes,
  mrz: td1(mrzData(issued)),
  files: [
    { page: 'front', path: `${key}/identity-card-front.jpg` },
    { page: 'back', path: `${key}/identity-card-back.jpg` },
  ],
})

/** A passport's data page, with its MRZ at the bottom. */
export const passport = (key: PersonKey, issued: Issued): GovernmentId => ({
  kind: 'government-id',
  'id-class': 'pp',
  issuer: issued.issuer,
  attributes: issued.attributes,
  mrz: td3(mrzData(issued)),
  files: [{ page: 'front', path: `${key}/passport.jpg` }],
})

export const selfie = (key: PersonKey): Selfie => ({
  kind: 'selfie',
  files: [{ page: 'center', path: `${key}/selfie.jpg` }],
})

/** A utility company's letter. `issuedAt` is a date, `YYYY-MM-DD`. */
export const proofOfAddress = (key: PersonKey, issuedAt: string): ProofOfAddress => ({
  kind: 'proof-of-address',
  attributes: { 'issued-at': issuedAt },
  files: [{ page: 'document', path: `${key}/proof-of-address.pdf` }],
})
