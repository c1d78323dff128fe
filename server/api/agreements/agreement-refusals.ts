import { ApiError } from '../http/api-error.ts'
import type { AgreementRefusal } from '../wire.ts'

/** What is told, and what to do. */
const WORDS: Readonly<Record<AgreementRefusal, string>> = {
  agreement_not_published:
    'no agreement is in force: who runs this server publishes one (npm run agreement -- publish), and both organizations sign it',
  agreement_not_signed:
    'the organization has not signed the agreement: read it by GET /connect/agreements and sign it by POST /connect/agreement-signatures',
  agreement_outdated:
    'the organization has signed an earlier version of the agreement, and its grace period is over: read the current one by GET /connect/agreements and sign it by POST /connect/agreement-signatures',
  partner_agreement_missing:
    'the other organization has not signed the current agreement: ask it to sign, then try again; nothing was spent',
}

export const isAgreementRefusal = (refusal: string): refusal is AgreementRefusal =>
  Object.hasOwn(WORDS, refusal)

/** The refusal of what needs an agreement, by its code. */
export const agreementRequired = (code: AgreementRefusal): ApiError =>
  new ApiError('forbidden', WORDS[code], { reason: { code } })
