import { listMonths, readStatementLines } from '../../store/usage-entries.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { month } from './month.ts'
import { statementResource, statementSchema } from './statement-resource.ts'

/** A statement is named by its month, which is therefore the cursor too. */
export const listParameters = listQuery({ 'page[after]': month.optional(), 'page[before]': month.optional() })

/** `/connect/statements` (ours): what was used, by month of UTC. A month in which nothing was used has none. */
export const statementRoutes = (api: Api): Route[] => [
  reading(api, '/connect/statements', {
    summary: 'List the statements of the months, newest first',
    permission: 'usage.read',
    query: listParameters,
    answers: { 200: listOf(statementSchema) },
    async answer({ caller, db, query, req }) {
      const page = await listMonths(db, caller.environmentId, pageOf(query))
      const months = page.rows.map(row => row.month)
      const lines = await readStatementLines(db, caller.environmentId, months)
      const byMonth = Map.groupBy(lines, line => line.month)
      const rows = months.map(id => ({ id }))
      return ok(
        listDocument({ ...page, rows }, req, ({ id }) =>
          statementResource(id, byMonth.get(id) ?? [], req.baseUrl, api.clock()),
        ),
      )
    },
  }),
  reading(api, '/connect/statements/:id', {
    summary: 'Retrieve the statement of a month',
    permission: 'usage.read',
    query: noQuery,
    answers: { 200: documentOf(statementSchema) },
    async answer({ caller, db, id, req }) {
      if (!month.safeParse(id).success) throw notFound()
      const lines = await readStatementLines(db, caller.environmentId, [id])
      if (lines.length === 0) throw notFound()
      return ok({ data: statementResource(id, lines, req.baseUrl, api.clock()) })
    },
  }),
]
