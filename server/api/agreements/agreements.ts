import { standingOf } from '../../connect/agreement.ts'
import {
  findSignature,
  listAgreements,
  listAgreementVersions,
  listSignatures,
  signaturesOfVersions,
} from '../../store/agreements.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import {
  agreementResource,
  agreementSchema,
  signatureResource,
  signatureSchema,
} from './agreement-resource.ts'
import { sign, signBody } from './sign.ts'

/**
 * `/connect/agreements` and `/connect/agreement-signatures` (ours): the agreement that production needs, and the
 * organization's signatures of it. What is signed in the sandbox is practice, and counts there alone.
 */
export const agreementRoutes = (api: Api): Route[] => [
  reading(api, '/connect/agreements', {
    summary: 'List the versions of the agreement, newest first, each with its text',
    permission: 'agreement.read',
    query: listQuery({}),
    answers: { 200: listOf(agreementSchema) },
    async answer({ caller, db, query, req }) {
      const page = await listAgreements(db, pageOf(query))
      const standing = standingOf(await listAgreementVersions(db), api.clock())
      const ids = page.rows.map(({ id }) => id)
      const own = await signaturesOfVersions(db, caller.environmentId, ids)
      const signatures = new Map(own.map(one => [one.agreement_id, one]))
      return ok(
        listDocument(page, req, one =>
          agreementResource(one, standing.get(one.id) ?? 'superseded', signatures.get(one.id)),
        ),
      )
    },
  }),
  reading(api, '/connect/agreement-signatures', {
    summary: "List the organization's signatures, newest first",
    permission: 'agreement.read',
    query: listQuery({}),
    answers: { 200: listOf(signatureSchema) },
    async answer({ caller, db, query, req }) {
      const vault = await api.vault.of(db, caller.environmentId)
      const page = await listSignatures(db, caller.environmentId, pageOf(query))
      return ok(listDocument(page, req, signatureResource(vault)))
    },
  }),
  writing(api, 'post', '/connect/agreement-signatures', {
    summary: 'Sign a version of the agreement for the organization',
    permission: 'agreement.sign',
    body: signBody,
    answers: { 201: documentOf(signatureSchema) },
    async answer(call) {
      const vault = await api.vault.of(call.db, call.caller.environmentId)
      return created({ data: signatureResource(vault)(await sign(call, vault, api.clock())) })
    },
  }),
  reading(api, '/connect/agreement-signatures/:id', {
    summary: 'Retrieve a signature',
    permission: 'agreement.read',
    query: noQuery,
    answers: { 200: documentOf(signatureSchema) },
    async answer({ caller, db, id }) {
      const signature = await findSignature(db, caller.environmentId, id)
      if (!signature) throw notFound()
      const vault = await api.vault.of(db, caller.environmentId)
      return ok({ data: signatureResource(vault)(signature) })
    },
  }),
]
