import type { TemplateDocument } from '../../server/connect/template.ts'

const field = (key: string, label: string, required: boolean, type: 'string' | 'date' = 'string') => ({
  key,
  type,
  label,
  required,
})

const identity = [
  field('name-first', 'First name', true),
  field('name-last', 'Last name', true),
  field('birthdate', 'Date of birth', true, 'date'),
]

const address = [
  field('address-street-1', 'Street', true),
  field('address-street-2', 'Street, second line', false),
  field('address-city', 'City', true),
  field('address-subdivision', 'Region', false),
  field('address-postal-code', 'Postal code', true),
  field('address-country-code', 'Country', true),
]

const contact = [field('email-address', 'E-mail', false), field('phone-number', 'Phone', false)]

/** Five years, as many countries ask of a bank. */
const BANK_RETENTION_DAYS = 1825

/** Northwind Bank: name, birthdate, address and a government ID of somebody who is of age. */
export const bankStandard: TemplateDocument = {
  fields: [...identity, ...address, ...contact],
  documents: [
    { kind: 'government-id', required: true },
    { kind: 'selfie', required: false },
  ],
  verifications: [{ kind: 'government-id', required: true, checks: [], 'minimum-age': 18 }],
  decision: { passed: 'approved', failed: 'needs_review' },
  'retention-days': BANK_RETENTION_DAYS,
}

/** Northwind Bank, where the account needs a proof of address as well. */
export const bankStrict: TemplateDocument = {
  ...bankStandard,
  documents: [...bankStandard.documents, { kind: 'proof-of-address', required: true }],
  verifications: [...bankStandard.verifications, { kind: 'document', required: true, checks: [] }],
}

/** Northwind Bank, where the person also shows by a code that the phone number is theirs. */
export const bankConfirmed: TemplateDocument = {
  ...bankStandard,
  fields: bankStandard.fields.map(one => (one.key === 'phone-number' ? { ...one, required: true } : one)),
  verifications: [
    ...bankStandard.verifications,
    { kind: 'phone-number', required: true, checks: [], 'confirmation-code': true },
  ],
}

/**
 * Meridian Exchange: it collects more and looks at it less strictly, so that its people include some whom the bank's
 * own verifications will stop.
 */
export const exchangeProfile: TemplateDocument = {
  fields: [
    ...identity,
    field('name-middle', 'Middle name', false),
    ...address,
    ...contact,
    field('identification-number', 'Identification number', false),
  ],
  documents: [
    { kind: 'government-id', required: true },
    { kind: 'selfie', required: true },
    { kind: 'proof-of-address', required: false },
  ],
  verifications: [
    {
      kind: 'government-id',
      required: true,
      checks: [
        { name: 'id_expired_detection', required: false },
        { name: 'id_inquiry_comparison', required: false },
        { name: 'id_mrz_inconsistency_detection', required: false },
      ],
    },
    { kind: 'selfie', required: true, checks: [] },
  ],
  decision: { passed: 'approved', failed: 'completed' },
  'retention-days': null,
}
