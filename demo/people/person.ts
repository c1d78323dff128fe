/** The specimen people, by what is remarkable about each. */
export type PersonKey =
  | 'complete'
  | 'no-proof-of-address'
  | 'expired-document'
  | 'wrong-check-digit'
  | 'name-mismatch'
  | 'non-latin-name'
  | 'minor'
  | 'passport-holder'

/** The States whose documents appear here: three-letter codes of ICAO Doc 9303-3, section 5. */
export type IssuerCode = 'AUT' | 'BGR' | 'FIN' | 'FRA' | 'KEN' | 'POL' | 'PRT' | 'SWE'

/** What the person told the source about themselves, under the published field names. */
export interface Fields {
  'name-first': string
  'name-middle'?: string
  'name-last': string
  birthdate: string
  'address-street-1': string
  'address-city': string
  'address-subdivision'?: string
  'address-postal-code': string
  /** ISO 3166-1 alpha-2, as every country code here but those of an MRZ. */
  'address-country-code': string
  'email-address': string
  /** E.164 */
  'phone-number': string
  'identification-number': string
}

/** What is printed on the document, under the published attribute names of `document/government-id`. */
export interface GovernmentIdAttributes {
  'name-first': string
  'name-middle'?: string
  'name-last': string
  /** The name in the issuing State's own script, where that is not Latin. */
  'native-name-first'?: string
  'native-name-last'?: string
  birthdate: string
  birthplace: string
  sex: 'F' | 'M' | 'X'
  nationality: string
  'document-number': string
  'issue-date': string
  'expiration-date': string
  'issuing-authority': string
}

/** One file of a document. */
export interface PersonFile<Page extends string> {
  page: Page
  /** Relative to `demo/people/`. */
  path: string
}

export interface GovernmentId {
  kind: 'government-id'
  /** An identity card (ICAO format TD1) or a passport (TD3). */
  'id-class': 'id' | 'pp'
  issuer: IssuerCode
  attributes: GovernmentIdAttributes
  /** The lines as printed: three of 30 characters on a card's back, two of 44 on a passport's page. */
  mrz: readonly string[]
  files: readonly PersonFile<'front' | 'back'>[]
}

export interface Selfie {
  kind: 'selfie'
  files: readonly PersonFile<'center'>[]
}

export interface ProofOfAddress {
  kind: 'proof-of-address'
  attributes: { 'issued-at': string }
  files: readonly PersonFile<'document'>[]
}

export type PersonDocument = GovernmentId | Selfie | ProofOfAddress

/**
 * Somebody invented, with everything a source would know about them. Nothing here can be anybody's: e-mail addresses
 * are in example.com, phone numbers in the ranges that regulators keep for fiction, postal codes and identification
 * numbers are ones their countries never assign, and every document number begins with SPC.
 */
export interface Person {
  key: PersonKey
  /** One line for the demo's list of people. */
  story: string
  fields: Fields
  documents: readonly PersonDocument[]
}
