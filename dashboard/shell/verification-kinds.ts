import type { Client } from '../../client/client.ts'

type Create = Parameters<Client['inquiryTemplates']['create']>[0]
type Wanted = Create['document']['verifications'][number]

/** Every kind of verification, as the API says them. */
export const VERIFICATION_KINDS = [
  'government-id',
  'selfie',
  'document',
  'database',
  'phone-number',
  'email-address',
] as const satisfies readonly Wanted['kind'][]
