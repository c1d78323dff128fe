import type { z } from 'zod'
import { readDocument } from '../../store/documents.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { documentOf } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { noQuery } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { readerOf } from '../reader.ts'
import {
  type DocumentType,
  documentSchema,
  genericDocumentSchema,
  governmentIdDocumentSchema,
  readDocumentResource,
} from './document-resource.ts'

/** `/documents/{id}`, and the same by type: what was read from a document, and links to its files. */
export const documentRoutes = (api: Api): Route[] => [
  retrieve(api, '/documents/:id', 'Retrieve a document', documentSchema, null),
  retrieve(
    api,
    '/document/government-ids/:id',
    'Retrieve a government ID document',
    governmentIdDocumentSchema,
    'document/government-id',
  ),
  retrieve(
    api,
    '/document/generics/:id',
    'Retrieve a generic document',
    genericDocumentSchema,
    'document/generic',
  ),
]

/** `type`: the only type that is found there; null for any. */
const retrieve = (
  api: Api,
  path: string,
  summary: string,
  schema: z.ZodType,
  type: DocumentType | null,
): Route =>
  reading(api, path, {
    summary,
    permission: 'document.read',
    query: noQuery,
    answers: { 200: documentOf(schema) },
    async answer({ caller, db, id, req }) {
      const reader = await readerOf(api, db, caller.environmentId, req)
      const document = await readDocument(db, reader.vault, id)
      const resource = document ? await readDocumentResource(reader, document) : null
      if (!resource || (type !== null && resource.type !== type)) throw notFound()
      return ok({ data: resource })
    },
  })
