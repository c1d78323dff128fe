import type { z } from 'zod'
import { findVerification, type Verification } from '../../store/verifications.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { noBody } from '../http/body.ts'
import { documentOf } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { noQuery } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { readerOf } from '../reader.ts'
import type { VerificationKind } from '../wire.ts'
import { redactVerification } from './redact-verification.ts'
import { readVerificationResource, schemaOfKind, verificationSchema } from './verification-resource.ts'

/** The published paths of the kinds. */
const PATHS: readonly [VerificationKind, string][] = [
  ['government-id', 'government-ids'],
  ['selfie', 'selfies'],
  ['document', 'documents'],
  ['database', 'databases'],
  ['phone-number', 'phone-numbers'],
  ['email-address', 'email-addresses'],
]

/** `/verifications/{id}`, and the same by kind: what was checked, with which result. */
export const verificationRoutes = (api: Api): Route[] => [
  retrieve(api, '/verifications/:id', 'Retrieve a verification with its checks', verificationSchema, null),
  ...PATHS.map(([kind, path]) =>
    retrieve(
      api,
      `/verification/${path}/:id`,
      `Retrieve a ${kind} verification with its checks`,
      schemaOfKind(kind),
      kind,
    ),
  ),
  writing(api, 'delete', '/verifications/:id', {
    summary: 'Redact a verification, with the document that it looked at',
    permission: 'verification.write',
    body: noBody,
    answers: { 200: documentOf(verificationSchema) },
    async answer(call) {
      const reader = await readerOf(api, call.db, call.caller.environmentId, call.req)
      await redactVerification(call.db, reader.vault, await find(call), api.clock())
      return ok({ data: await readVerificationResource(reader, await find(call)) })
    },
  }),
]

/** `kind`: the only kind that is found there; null for any. */
const retrieve = (
  api: Api,
  path: string,
  summary: string,
  schema: z.ZodType,
  kind: VerificationKind | null,
): Route =>
  reading(api, path, {
    summary,
    permission: 'verification.read',
    query: noQuery,
    answers: { 200: documentOf(schema) },
    async answer(call) {
      const verification = await find(call)
      if (kind !== null && verification.kind !== kind) throw notFound()
      const reader = await readerOf(api, call.db, call.caller.environmentId, call.req)
      return ok({ data: await readVerificationResource(reader, verification) })
    },
  })

async function find({
  caller,
  db,
  id,
}: Pick<Call<unknown, unknown>, 'caller' | 'db' | 'id'>): Promise<Verification> {
  const verification = await findVerification(db, caller.environmentId, id)
  if (!verification) throw notFound()
  return verification
}
