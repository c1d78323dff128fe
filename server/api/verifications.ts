import { Router } from 'express'
import { iso, isoOrNull } from '../clock.ts'
import { findVerification, type Verification } from '../store/verifications.ts'
import type { Api } from './api.ts'
import { notFound } from './http/api-error.ts'
import { type Resource, reference } from './http/document.ts'
import { endpoint, idOf, ok } from './http/endpoint.ts'
import { keyed } from './http/keyed.ts'

/** `/verifications/{id}`: what was checked, with which result. */
export function verificationsRouter(api: Api): Router {
  const router = Router()
  endpoint(router, '/:id', {
    get: keyed(api, async (caller, req) => {
      const verification = await findVerification(api.store.db, caller.environmentId, idOf(req))
      if (!verification) throw notFound()
      return ok({ data: toResource(verification) })
    }),
  })
  return router
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

const toResource = (verification: Verification): Resource => ({
  type: `verification/${verification.kind}`,
  id: verification.id,
  attributes: {
    status: verification.status,
    'created-at': iso(verification.created_at),
    'created-at-ts': seconds(verification.created_at),
    'submitted-at': isoOrNull(verification.submitted_at),
    'submitted-at-ts': seconds(verification.submitted_at),
    'completed-at': isoOrNull(verification.completed_at),
    'completed-at-ts': seconds(verification.completed_at),
    tags: [],
    checks: verification.checks,
  },
  relationships: { inquiry: reference('inquiry', verification.inquiry_id) },
})
