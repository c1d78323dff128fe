import type { TemplateDocument, TemplateField, TemplateVerification } from '../../server/connect/template.ts'
import { bankConfirmed, bankStandard } from '../sandbox/templates.ts'
import { income, occupation } from './labels.ts'

type Simulation = TemplateVerification['simulate']

/** The bank's own template, but that a verification of it does as it is told instead of reading cards for seconds. */
const simulating = (
  governmentId: Simulation,
  failed: TemplateDocument['decision']['failed'] = 'needs_review',
) =>
  ({
    ...bankStandard,
    verifications: [
      { kind: 'selfie', required: false, checks: [], simulate: 'passed' },
      { kind: 'government-id', required: true, checks: [], simulate: governmentId },
    ] satisfies TemplateDocument['verifications'],
    decision: { passed: 'approved', failed },
  }) satisfies TemplateDocument

/** Nothing but a name, and what is missing beside it. */
const asking = (
  fields: TemplateDocument['fields'],
  documents: readonly string[] = [],
  verifications: TemplateDocument['verifications'] = [],
): TemplateDocument => ({
  ...bankStandard,
  fields: [...bankStandard.fields.filter(({ key }) => key.startsWith('name-')), ...fields],
  documents: documents.map(kind => ({ kind, required: true })),
  verifications,
})

const field = (key: string, type: TemplateField['type'], more: object = {}): TemplateField => ({
  key,
  type,
  label: key,
  required: true,
  ...more,
})

/** One field of each type that there is. */
const FIELDS = {
  text: field('address-city', 'string'),
  date: field('birthdate', 'date'),
  'email-address': field('email-address', 'email-address'),
  'phone-number': field('phone-number', 'phone-number'),
  country: field('address-country-code', 'country'),
  number: field('income', 'number', income),
  choice: field('occupation', 'choice', occupation),
} satisfies Record<string, TemplateField>

/** What the bank requires in each of the playground's scenes, by the name of a template. */
export const DOCUMENTS = {
  passing: simulating('passed'),
  slow: simulating('slow'),
  stuck: simulating('stuck'),
  reviewed: simulating('failed'),
  rejected: simulating('failed', 'declined'),
  'missing-text': asking([FIELDS.text]),
  'missing-date': asking([FIELDS.date]),
  'missing-email-address': asking([FIELDS['email-address']]),
  'missing-phone-number': asking([FIELDS['phone-number']]),
  'missing-country': asking([FIELDS.country]),
  'missing-number': asking([FIELDS.number]),
  'missing-choice': asking([FIELDS.choice]),
  'missing-government-id': asking([], ['government-id']),
  'missing-selfie': asking([], ['selfie']),
  'missing-document': asking([], ['proof-of-address']),
  'missing-several': asking(Object.values(FIELDS), ['government-id', 'selfie', 'proof-of-address']),
  'missing-code': asking(
    bankConfirmed.fields.filter(({ key }) => key === 'phone-number'),
    [],
    bankConfirmed.verifications.filter(({ kind }) => kind === 'phone-number'),
  ),
} satisfies Record<string, TemplateDocument>

export type DocumentName = keyof typeof DOCUMENTS
