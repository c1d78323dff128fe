import { z } from 'zod'
import { iso } from '../../clock.ts'
import { type ConfirmationCode, listConfirmationCodes, openMessage } from '../../store/confirmation-codes.ts'
import { findSession } from '../../store/sessions.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { resourceSchema, time } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { noQuery } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { codeKind } from '../session/input-schema.ts'

/** What the person would have been sent. */
export const codeSchema = resourceSchema(
  z.literal('connect/code'),
  { kind: codeKind, code: z.string(), text: z.string(), 'sent-at': time, 'expires-at': time },
  {},
)

/**
 * `GET /connect/sessions/{id}/codes` (ours): in the sandbox no message leaves the server; who opened the session reads
 * here what the person would have been sent. There is no such thing in production.
 */
export const sandboxCodesRoute = (api: Api): Route =>
  reading(api, '/connect/sessions/:id/codes', {
    summary: 'The codes that the person of a session would have been sent; in the sandbox only',
    permission: 'connect.redeem',
    query: noQuery,
    answers: { 200: z.strictObject({ data: z.array(codeSchema) }) },
    async answer({ caller, db, id }) {
      if (caller.environmentKind !== 'sandbox') {
        throw new ApiError('forbidden', 'codes are shown in the sandbox only')
      }
      const session = await findSession(db, id)
      if (session?.environment_id !== caller.environmentId) throw notFound()
      const vault = await api.vault.of(db, caller.environmentId)
      const sent = await listConfirmationCodes(db, id)
      return ok({ data: sent.flatMap(one => codeResource(vault, one, api.clock()) ?? []) })
    },
  })

function codeResource(vault: EnvironmentVault, sent: ConfirmationCode, now: number) {
  const message = openMessage(vault, sent, now)
  if (message === null) return null
  return {
    type: 'connect/code' as const,
    id: sent.kind,
    attributes: {
      kind: sent.kind,
      ...message,
      'sent-at': iso(sent.sent_at),
      'expires-at': iso(sent.expires_at),
    },
  }
}
