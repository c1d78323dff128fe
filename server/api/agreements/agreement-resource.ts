import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import type { AgreementStatus } from '../../connect/agreement.ts'
import { type Agreement, type AgreementSignature, unsealSigner } from '../../store/agreements.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'

export const agreementSchema = resourceSchema(
  z.literal('connect/agreement'),
  {
    version: z.string(),
    status: z.enum(['upcoming', 'current', 'grace', 'superseded']),
    text: z.string(),
    'document-hash': z.string(),
    'effective-at': time,
    'grace-until': time,
    'signed-at': time.nullable(),
  },
  { signature: toOne },
)

/** A version of the agreement as an environment sees it: with its own signature, if it has signed. */
export const agreementResource = (
  agreement: Agreement,
  status: AgreementStatus,
  signature: AgreementSignature | undefined,
): Resource => ({
  type: 'connect/agreement',
  id: agreement.id,
  attributes: {
    version: agreement.version,
    status,
    text: agreement.body,
    'document-hash': agreement.hash,
    'effective-at': iso(agreement.effective_at),
    'grace-until': iso(agreement.grace_until),
    'signed-at': isoOrNull(signature?.created_at ?? null),
  },
  relationships: { signature: reference('connect/agreement-signature', signature?.id ?? null) },
})

export const signatureSchema = resourceSchema(
  z.literal('connect/agreement-signature'),
  {
    'document-hash': z.string(),
    'signer-name': z.string(),
    'signer-title': z.string(),
    'signer-email': z.string(),
    'created-at': time,
  },
  { agreement: toOne },
)

/** A signature as its own organization sees it. */
export const signatureResource =
  (vault: EnvironmentVault) =>
  (signature: AgreementSignature): Resource => {
    const { name, title, email } = unsealSigner(vault, signature)
    return {
      type: 'connect/agreement-signature',
      id: signature.id,
      attributes: {
        'document-hash': signature.document_hash,
        'signer-name': name,
        'signer-title': title,
        'signer-email': email,
        'created-at': iso(signature.created_at),
      },
      relationships: { agreement: reference('connect/agreement', signature.agreement_id) },
    }
  }
