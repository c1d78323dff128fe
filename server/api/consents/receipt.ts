import { z } from 'zod'
import type { Consent } from '../../store/consents.ts'
import { dataTypes, readJson, readJsonOrNull } from '../../store/json.ts'
import type { Redemption } from '../../store/redemptions.ts'
import type { Signer } from '../../store/signing-key.ts'
import { type Resource, resourceSchema } from '../http/document.ts'

export const receiptSchema = resourceSchema(z.literal('connect/receipt'), { jws: z.string() }, {})

/** The types in the header of a receipt (RFC 7515, `typ`), so that one kind is never taken for the other. */
export const CONSENT_RECEIPT = 'connect-consent-receipt+jwt'
export const REDEMPTION_RECEIPT = 'connect-redemption-receipt+jwt'

const receipt = (id: string, jws: string): Resource => ({ type: 'connect/receipt', id, attributes: { jws } })

const anyTerms = z.unknown()

/**
 * What was decided, signed: it verifies offline against `/.well-known/jwks.json`. The claims are the record's own
 * words; the notice is in it by its hash. Nothing of the person is.
 */
export async function consentReceipt(signer: Signer, record: Consent): Promise<Resource> {
  const claims = {
    jti: record.id,
    iat: Math.floor(record.created_at / 1000),
    side: record.side,
    basis: record.basis,
    decision: record.decision,
    withdraws: record.withdraws_id,
    tier: record.tier,
    'data-types': readJson(dataTypes, record.data_types_json),
    'notice-hash': record.notice_hash,
    terms: readJsonOrNull(anyTerms, record.terms_json),
    locale: record.locale,
    connection: record.connection_id,
    session: record.session_id,
  }
  return receipt(record.id, await signer.sign(claims, CONSENT_RECEIPT))
}

/** What a redemption did and stood on, signed. */
export async function redemptionReceipt(signer: Signer, redemption: Redemption): Promise<Resource> {
  const claims = {
    jti: redemption.id,
    iat: Math.floor((redemption.finished_at ?? redemption.created_at) / 1000),
    status: redemption.status,
    mode: redemption.mode,
    'data-types': readJson(dataTypes, redemption.scope_json),
    'share-token': redemption.share_token_id,
    consent: redemption.consent_id,
    connection: redemption.connection_id,
    destination: redemption.destination_id,
  }
  return receipt(redemption.id, await signer.sign(claims, REDEMPTION_RECEIPT))
}
