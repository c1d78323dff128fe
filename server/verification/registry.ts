import type { VerificationKind } from '../api/wire.ts'
import { database } from './database.ts'
import { document } from './document.ts'
import { emailAddressVerifier } from './email-address.ts'
import { governmentId } from './government-id.ts'
import type { LookUpMailDomain } from './mail-domain.ts'
import { phoneNumber } from './phone-number.ts'
import { withRepeatCheck } from './repeat.ts'
import { selfie } from './selfie.ts'
import type { Verifier } from './verifier.ts'

/** The verifiers that this server has, by kind. */
export type Verifiers = ReadonlyMap<VerificationKind, Verifier>

/** What verifiers are given that reaches beyond this server; null where they have to do without. */
export interface VerifierPorts {
  lookUpMailDomain: LookUpMailDomain | null
}

/** The embedded verifiers. */
export function createVerifiers({ lookUpMailDomain }: VerifierPorts): Verifiers {
  const verifiers = [
    withRepeatCheck(governmentId, 'id_repeat_detection'),
    withRepeatCheck(selfie, 'selfie_repeat_detection'),
    document,
    database,
    phoneNumber,
    emailAddressVerifier(lookUpMailDomain),
  ]
  return new Map(verifiers.map(one => [one.kind, one]))
}

/** The embedded verifiers, which ask nobody outside. */
export const embeddedVerifiers: Verifiers = createVerifiers({ lookUpMailDomain: null })
