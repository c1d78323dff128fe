import type { VerificationKind } from '../api/wire.ts'
import { document } from './document.ts'
import { governmentId } from './government-id.ts'
import { selfie } from './selfie.ts'
import type { Verifier } from './verifier.ts'

/** The verifiers that this server has, by kind. */
export type Verifiers = ReadonlyMap<VerificationKind, Verifier>

/** The embedded verifiers. */
export const embeddedVerifiers: Verifiers = new Map(
  [governmentId, selfie, document].map(one => [one.kind, one]),
)
