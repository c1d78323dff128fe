import { findVerification } from '../../store/verifications.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { documentOf } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { noQuery } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { verificationResource, verificationSchema } from './verification-resource.ts'

/** `/verifications/{id}`: what was checked, with which result. */
export const verificationRoutes = (api: Api): Route[] => [
  reading(api, '/verifications/:id', {
    summary: 'Retrieve a verification with its checks',
    permission: 'verification.read',
    query: noQuery,
    answers: { 200: documentOf(verificationSchema) },
    async answer({ caller, db, id }) {
      const verification = await findVerification(db, caller.environmentId, id)
      if (!verification) throw notFound()
      return ok({ data: verificationResource(verification) })
    },
  }),
]
