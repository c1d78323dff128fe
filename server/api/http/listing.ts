import type { z } from 'zod'
import type { Page, PageRequest } from '../../store/page.ts'
import type { Api } from '../api.ts'
import { listDocument, listOf, type Resource } from './document.ts'
import { type Call, reading } from './keyed.ts'
import type { Permission } from './permissions.ts'
import { type PageQuery, pageOf } from './query.ts'
import { ok } from './reply.ts'
import type { Route } from './route.ts'

interface Listing<Query> {
  summary: string
  permission: Permission
  /** By `listQuery`. */
  query: z.ZodType<Query>
  /** Of one object of the list. */
  resource: z.ZodType
  /** Reads a page; `call.query` has the filters. */
  list(call: Call<undefined, Query>, page: PageRequest): Promise<Page<Resource>>
}

/** An operation that answers a list, page by page, in the published envelope. */
export const listing = <Query extends PageQuery>(
  api: Api,
  path: string,
  { summary, permission, query, resource, list }: Listing<Query>,
): Route =>
  reading(api, path, {
    summary,
    permission,
    query,
    answers: { 200: listOf(resource) },
    async answer(call) {
      const page = await list(call, pageOf(call.query))
      return ok(listDocument(page, call.req, one => one))
    },
  })
