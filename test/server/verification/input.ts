import type { TemplateVerification } from '../../../server/connect/template.ts'
import type { Examine } from '../../../server/verification/examine/examine.ts'
import type { VerificationInput } from '../../../server/verification/verifier.ts'

/** A server that lacks everything an examination needs. */
export const examinesNothing: Examine = async () => ({ outcome: 'unavailable' })

/** What a verifier is given, but for what is said: nobody's fields, no documents, a template that wants nothing special. */
export const inputWith = ({
  wanted = {},
  ...input
}: Partial<Omit<VerificationInput, 'wanted'>> & {
  wanted?: Partial<TemplateVerification>
}): VerificationInput => ({
  id: 'ver_1',
  evidenceMac: 'A'.repeat(43),
  fields: new Map(),
  documents: [],
  beside: [],
  today: '2026-11-01',
  reference: null,
  accountPhoto: null,
  possession: 'no_code_sent',
  isAnotherPersons: async () => false,
  keepRead() {},
  examine: examinesNothing,
  ...input,
  wanted: { kind: 'government-id', required: true, checks: [], ...wanted },
})
