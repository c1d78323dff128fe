import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { usageKind } from '../../connect/pricing.ts'
import {
  countUsageEntries,
  everyUsageEntry,
  findUsageEntry,
  listUsageEntries,
  type UsageEntry,
  type UsageFilter,
} from '../../store/usage-entries.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { requirePermission } from '../http/caller.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { kebabQuery } from '../http/inflection.ts'
import { identify, reading } from '../http/keyed.ts'
import { parse } from '../http/parse.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { month } from './month.ts'
import { CSV_HEADER, usageEntryCsv, usageEntryResource, usageEntrySchema } from './usage-entry-resource.ts'

/** How many entries one answer in CSV can have. */
export const CSV_ENTRIES_MAX = 100_000

const id = z.string().max(64)
const timeWithOffset = z.iso.datetime({ offset: true })

export const listParameters = listQuery({
  'filter[kind]': usageKind.optional(),
  'filter[redemption-id]': id.optional(),
  'filter[connection-id]': id.optional(),
  'filter[month]': month.optional(),
  'filter[occurred-at-start]': timeWithOffset.optional(),
  'filter[occurred-at-end]': timeWithOffset.optional(),
})

/** `/connect/usage-entries` (ours): the ledger of what the destination's redemptions cost, line by line. */
export const usageEntryRoutes = (api: Api): Route[] => [
  withCsv(
    api,
    reading(api, '/connect/usage-entries', {
      summary: 'List what was used and what it costs, newest first',
      permission: 'usage.read',
      query: listParameters,
      answers: { 200: listOf(usageEntrySchema) },
      async answer({ caller, db, query, req }) {
        const page = await listUsageEntries(db, caller.environmentId, filterOf(query), pageOf(query))
        return ok(listDocument(page, req, usageEntryResource))
      },
    }),
  ),
  reading(api, '/connect/usage-entries/:id', {
    summary: 'Retrieve a usage entry',
    permission: 'usage.read',
    query: noQuery,
    answers: { 200: documentOf(usageEntrySchema) },
    async answer({ caller, db, id }) {
      const entry = await findUsageEntry(db, caller.environmentId, id)
      if (!entry) throw notFound()
      return ok({ data: usageEntryResource(entry) })
    },
  }),
]

function filterOf(query: z.infer<typeof listParameters>): UsageFilter {
  const kind = query['filter[kind]']
  return {
    kinds: kind && [kind],
    redemptionId: query['filter[redemption-id]'],
    connectionId: query['filter[connection-id]'],
    month: query['filter[month]'],
    from: msOf(query['filter[occurred-at-start]']),
    to: msOf(query['filter[occurred-at-end]']),
  }
}

const msOf = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Date.parse(time)

/** The list, and all of it at once, oldest first, for whoever asks for `text/csv`. */
const withCsv = (api: Api, list: Route): Route => ({
  ...list,
  csv: true,
  handlers: [inCsv(api), ...list.handlers],
})

const inCsv =
  (api: Api): RequestHandler =>
  async (req, res, next) => {
    res.vary('Accept')
    if (req.accepts(['application/json', 'text/csv']) !== 'text/csv') return next()
    const caller = await identify(api, req, res)
    requirePermission(caller, 'usage.read')
    const filter = filterOf(parse(listParameters, kebabQuery(req.query)))
    const db = api.within([caller.environmentId])
    if ((await countUsageEntries(db, caller.environmentId, filter)) > CSV_ENTRIES_MAX) {
      throw new ApiError(
        'bad_request',
        `there are more than ${CSV_ENTRIES_MAX} entries: ask for fewer by a filter`,
      )
    }
    res.attachment('usage.csv').type('text/csv')
    const lines = Readable.from(linesOf(everyUsageEntry(db, caller.environmentId, filter)))
    await pipeline(lines, res).catch(error => {
      // Whoever asked has gone.
      if (!res.destroyed) throw error
    })
  }

async function* linesOf(entries: AsyncIterable<UsageEntry>): AsyncGenerator<string, void> {
  yield CSV_HEADER
  for await (const entry of entries) yield usageEntryCsv(entry)
}
