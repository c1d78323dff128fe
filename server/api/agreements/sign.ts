import { z } from 'zod'
import { isSignable, standingOf } from '../../connect/agreement.ts'
import { newId } from '../../ids.ts'
import {
  type AgreementSignature,
  findAgreement,
  insertSignature,
  listAgreementVersions,
  sealSigner,
  signedBy,
} from '../../store/agreements.ts'
import { recordEvent } from '../../store/events.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { ApiError } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import type { Call } from '../http/keyed.ts'

const words = z.string().trim().min(1).max(200)

export const signBody = attributesOf(
  z.strictObject({
    'agreement-id': z.string().max(64),
    /** Of the text that was read. */
    'document-hash': z.string().max(80),
    'signer-name': words,
    'signer-title': words,
    'signer-email': z.email().max(254),
  }),
)

/** Records that the caller's organization has signed a version, in this environment. Once: a signature is never changed. */
export async function sign(
  { caller, db, body }: Pick<Call<z.infer<typeof signBody>, undefined>, 'caller' | 'db' | 'body'>,
  vault: EnvironmentVault,
  now: number,
): Promise<AgreementSignature> {
  const { attributes } = body.data
  const { environmentId } = caller
  const agreement = await findAgreement(db, attributes['agreement-id'])
  if (!agreement) throw new ApiError('unprocessable', 'data.attributes.agreement-id is not found')
  if (!isSignable(standingOf(await listAgreementVersions(db), now).get(agreement.id))) {
    throw new ApiError('conflict', 'a later version of the agreement is in force: sign that one')
  }
  if (agreement.hash !== attributes['document-hash']) {
    throw new ApiError(
      'unprocessable',
      'data.attributes.document-hash is not that of this version: read its text again',
    )
  }
  const signed = await signedBy(db, [environmentId])
  if (signed(environmentId).has(agreement.id)) {
    throw new ApiError('conflict', 'this version of the agreement has been signed already')
  }
  const id = newId('agreement-signature')
  const signature: AgreementSignature = {
    id,
    environment_id: environmentId,
    agreement_id: agreement.id,
    document_hash: agreement.hash,
    sealed_signer: sealSigner(vault, id, {
      name: attributes['signer-name'],
      title: attributes['signer-title'],
      email: attributes['signer-email'],
    }),
    creator_id: caller.id,
    created_at: now,
  }
  await insertSignature(db, signature)
  const event = {
    environmentId,
    name: 'connect/agreement.signed' as const,
    object: { type: 'connect/agreement-signature', id },
    attributes: { version: agreement.version, 'document-hash': agreement.hash },
  }
  await recordEvent(db, event, now)
  return signature
}
