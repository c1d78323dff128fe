import type { TemplateDocument } from '../../../server/connect/template.ts'
import { openSession, type TestServer } from '../harness.ts'

/** A template that wants everything that this server can verify, so that there is a verification of each kind. */
export const TEMPLATE: TemplateDocument = {
  fields: [
    { key: 'name-first', type: 'string', label: 'First name', required: true },
    { key: 'name-last', type: 'string', label: 'Last name', required: true },
    { key: 'birthdate', type: 'date', label: 'Date of birth', required: true },
    { key: 'address-street-1', type: 'string', label: 'Street', required: true },
    { key: 'address-city', type: 'string', label: 'City', required: true },
    { key: 'address-postal-code', type: 'string', label: 'Postal code', required: true },
    { key: 'address-country-code', type: 'string', label: 'Country', required: true },
    { key: 'email-address', type: 'string', label: 'E-mail', required: false },
    { key: 'phone-number', type: 'string', label: 'Phone', required: false },
    { key: 'identification-number', type: 'string', label: 'Number', required: false },
  ],
  documents: [
    { kind: 'government-id', required: true },
    { kind: 'selfie', required: true },
    { kind: 'proof-of-address', required: true },
  ],
  verifications: [
    { kind: 'government-id', required: true, checks: [] },
    { kind: 'selfie', required: true, checks: [] },
    { kind: 'document', required: true, checks: [] },
    { kind: 'database', required: false, checks: [] },
    { kind: 'phone-number', required: false, checks: [] },
    { kind: 'email-address', required: false, checks: [] },
  ],
  decision: { passed: 'approved', failed: 'needs_review' },
  'retention-days': null,
}

/** A session over the sandbox's own connection: there are others that lead to the destination as well. */
export const newSession = (server: TestServer, more: Record<string, unknown> = {}) =>
  openSession(server, 'standard', { 'connection-id': server.sandbox['connection-id'], ...more })
