import { exampleId } from './naming.ts'
import type { Schema } from './openapi.ts'

/** What a property's name means. */
export interface Term {
  description: string
  /** A value to show; left out where the schema itself gives a fitting one. */
  example?: unknown
  /** What the server holds it to beyond what its zod schema can say in JSON Schema. */
  rule?: Schema
}

const NAME_OF_ID = 'The identifier of'
const SECRET = 'x7Kq'.repeat(10)

/**
 * One word means one thing in the whole API, so each is described once, by its name. Where a resource, or the property
 * around it, means something of its own, that name is written before it: `share-token.status`, `checks.name`.
 */
export const GLOSSARY: Readonly<Record<string, Term>> = {
  // Identifiers
  id: { description: 'The identifier: a prefix that tells the type, and 26 characters that sort by time.' },
  type: { description: 'The type of the object.' },
  'api-key-id': { description: `${NAME_OF_ID} the API key.` },
  'connection-id': { description: `${NAME_OF_ID} the connection that the data travels over.` },
  'consent-id': { description: `${NAME_OF_ID} the consent record that this stands on.` },
  'destination-id': {
    example: exampleId('inquiry'),
    description: `${NAME_OF_ID} your inquiry, account or transaction that the data goes into. Without one, the source object is cloned.`,
  },
  'destination-organization-id': { description: `${NAME_OF_ID} the organization that receives.` },
  'inquiry-id': { description: `${NAME_OF_ID} the inquiry.` },
  'inquiry-template-id': {
    description: `${NAME_OF_ID} the inquiry template; its latest published version is used.`,
  },
  'inquiry-template-version-id': { description: `${NAME_OF_ID} one version of an inquiry template.` },
  'organization-id': { description: `${NAME_OF_ID} the organization.` },
  'redemption-id': { description: `${NAME_OF_ID} the redemption.` },
  'reference-id': {
    description: 'Your own name for the person or the object; nothing is read from it.',
    example: 'customer-4711',
  },
  'share-request-id': {
    description: `${NAME_OF_ID} the share request of a session; the token is bound to that session.`,
  },
  'share-token-id': { description: `${NAME_OF_ID} the share token.` },
  'source-id': {
    description: `${NAME_OF_ID} your inquiry, account, transaction or verification that is shared.`,
    example: exampleId('inquiry'),
  },
  'source-organization-id': { description: `${NAME_OF_ID} the organization that shares.` },

  // Times
  'completed-at': { description: 'When everything that was asked for had been given.' },
  'created-at': { description: 'When it was made.' },
  'decisioned-at': { description: 'When it was approved or declined.' },
  'expired-at': { description: 'When it expired.' },
  'expires-at': { description: 'When it expires.' },
  'failed-at': { description: 'When it failed.' },
  'finished-at': { description: 'When it came to its end, good or bad.' },
  'marked-for-review-at': { description: 'When somebody was asked to look at it.' },
  'pending-at': { description: 'When its redemption began.' },
  'redacted-at': { description: 'When the personal data was erased.' },
  'redeemed-at': { description: 'When its redemption was finished.' },
  'started-at': { description: 'When the person, or a redemption, began to fill it in.' },
  'submitted-at': { description: 'When the evidence was handed in.' },
  'updated-at': { description: 'When it last changed.' },
  'expires-in-seconds': { description: 'How long it lasts, in seconds.' },
  'retention-days': {
    description: 'How long the destination keeps its copy, in days; null where its own policy says so.',
  },

  // Connections and share tokens
  'connection.status': {
    description:
      '`pending` until the destination accepts, `active` while data may travel, `inactive` after either side has ended it.',
  },
  'data-types': { description: 'The types of data that may travel.' },
  direction: {
    description: '`outbound` for the organization that shares, `inbound` for the one that receives.',
  },
  'failure-reason': { description: 'Why it failed; null where it did not.' },
  'field-mappings': { description: 'Fields that have other names on your side.' },
  'source-field-name': {
    description: 'The name of the field on the side that shares.',
    example: 'name-first',
  },
  'destination-field-name': { description: 'The name of the field on your side.', example: 'first-name' },
  'redeem-mode': {
    description:
      '`hydrate` into an object that you have, or `clone` the source object; null before redemption.',
  },
  'share-token': {
    description: 'The secret form of the share token. It is shown once and cannot be had again.',
    example: `${exampleId('share-token')}.${SECRET}`,
  },
  'share-token.status': {
    description: '`created`, `pending` while it is redeemed, `redeemed`, or `expired` or `failed`.',
  },
  'share-url': {
    rule: { format: 'uri', pattern: '^https?:' },
    description:
      "The source's page that shares a token when it is asked; null where the source only pushes tokens.",
    example: 'https://exchange.example/share',
  },

  // Sessions and consents
  'allowed-origins': {
    rule: { items: { type: 'string', maxLength: 300, format: 'uri', pattern: '^https?://[^/]+$' } },
    description: 'The web origins whose pages may use the session: scheme, host and port, no wildcards.',
    example: ['https://bank.example'],
  },
  available: {
    description: 'Whether the connection lets it travel, or how many of the requirements it covers.',
  },
  basis: {
    description:
      '`consent` for what a person decided, `terms` for the terms that both organizations have on record.',
  },
  biometric: { description: 'Whether it shows a face, which is asked for on its own.' },
  'client-secret': {
    description: "What the person's browser may hold. It is shown once and cannot be had again.",
    example: `${exampleId('session')}.${SECRET}`,
  },
  decision: { description: 'What the person decided.' },
  gap: { description: 'What the connection will not bring of what the template requires.' },
  kind: { description: 'What kind it is of.' },
  locale: { description: 'The language that the person was or is shown, as a BCP 47 tag.', example: 'en' },
  'logo-url': { description: "The address of the organization's logo." },
  missing: { description: 'What is required and was not shared.' },
  notice: {
    description: 'What the person is shown before deciding. It is fixed when the session is opened.',
  },
  'notice-hash': {
    description: "`sha-256:` and the hexadecimal digest of the notice's canonical JSON (RFC 8785).",
    example: `sha-256:${'5d41'.repeat(16)}`,
  },
  'privacy-url': {
    description: "The address of the organization's privacy notice.",
    example: 'https://bank.example/privacy',
  },
  purpose: {
    rule: { pattern: '\\S' },
    description: 'Why the data is asked for, in words for the person.',
    example: 'Open an account',
  },
  required: { description: 'Whether the template cannot be completed without it.' },
  'session.destination': { description: 'The organization that receives.' },
  'session.source': { description: 'The organization that shares.' },
  'session.status': { description: 'Where the session stands.' },
  tier: {
    description:
      'How the decision is witnessed: vouched for by the destination, made on a hosted page, or signed by the person.',
  },
  total: { description: 'How many requirements the template has.' },
  version: { description: 'The version.' },

  // Redemptions
  mode: { description: '`hydrate` into an object of the destination, or `clone` of the source object.' },
  stage: {
    description:
      'The last stage that is done; the next one begins where this ended, whatever happens to the server.',
  },
  'redemption.status': { description: '`running`, `awaiting-input` of the person, `finished` or `failed`.' },
  step: { description: 'How many steps are done.' },
  steps: { description: 'How many steps there are.' },

  // Inquiries, templates, verifications, events
  behaviors: { description: 'Always empty here.' },
  checks: { description: 'What was looked at, each with its result.' },
  creator: { description: 'Who made it.', example: exampleId('api-key') },
  document: { description: 'The whole template: what is required, and how an inquiry is decided.' },
  'event.name': { description: 'What happened.', example: 'inquiry.completed' },
  'field-schemas': { description: 'The fields that the template knows.' },
  fields: { description: "The person's data, by the names of the template's fields." },
  'inquiry.status': { description: 'Where the inquiry stands.' },
  label: { description: 'The words that the person sees.', example: 'First name' },
  metadata: { description: 'Particulars of the check, without values of the person.' },
  name: { description: 'The name.' },
  'missing.name': {
    description: 'The name of the field, or the kind of the document.',
    example: 'proof-of-address',
  },
  'checks.name': { description: 'The name of the check.', example: 'id_mrz_detection' },
  'source.name': { description: 'The name of the organization.', example: 'Meridian Exchange' },
  'destination.name': { description: 'The name of the organization.', example: 'Northwind Bank' },
  'next-step-name': { description: 'Always null here: the person is taken through by the widget.' },
  note: { description: 'A remark of yours.', example: 'Came from the spring campaign' },
  payload: {
    description: 'The object that it happened to, with its state and without values of the person.',
  },
  'previous-step-name': { description: 'Always null here: the person is taken through by the widget.' },
  reasons: { description: 'Why the check did not pass.' },
  requirement: { description: 'Whether the verification needs this check to pass.' },
  'reviewer-comment': { description: 'What the reviewer had to say.' },
  tags: { description: 'Words of yours to find it by.' },
  'inquiry-template.name': { description: 'The name of the template.', example: 'Account opening' },
  value: { description: 'The value.', example: 'Maria' },
  'verification.status': { description: 'The result of the verification, or where it stands.' },
}
