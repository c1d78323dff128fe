import { z } from 'zod'
import type { PageRequest } from '../../store/page.ts'

export const PAGE_SIZE_DEFAULT = 10
export const PAGE_SIZE_MAX = 100

const cursor = z.string().regex(/^[a-z]{1,16}_[0-9a-z]{26}$/)

/** The published query parameters of a list, and `sort` (JSON:API), which is ours. */
const pageQuery = {
  'page[size]': z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .transform(Number)
    .refine(size => size <= PAGE_SIZE_MAX, `is too big: at most ${PAGE_SIZE_MAX}`)
    .optional(),
  'page[after]': cursor.optional(),
  'page[before]': cursor.optional(),
  sort: z.enum(['-created-at', 'created-at']).optional(),
}

/** A schema for the query of a list: `filters` as published, beside the page. Other parameters are passed over. */
export const listQuery = <Shape extends z.ZodRawShape>(filters: Shape) =>
  z.object({ ...pageQuery, ...filters })

/** What every parsed query of a list says of the page. */
export interface PageQuery {
  'page[size]'?: number | undefined
  'page[after]'?: string | undefined
  'page[before]'?: string | undefined
  sort?: '-created-at' | 'created-at' | undefined
}

/** The page that a parsed query asks for. */
export function pageOf(query: PageQuery): PageRequest {
  const size = query['page[size]'] ?? PAGE_SIZE_DEFAULT
  const order = query.sort === 'created-at' ? ('oldest-first' as const) : ('newest-first' as const)
  const { 'page[after]': after, 'page[before]': before } = query
  if (after !== undefined) return { size, order, cursor: { direction: 'after', id: after } }
  if (before !== undefined) return { size, order, cursor: { direction: 'before', id: before } }
  return { size, order, cursor: null }
}

/** The query of an operation that takes none; `fields` and `include` are everybody's. */
export const noQuery = z.object({})

/** A filter of words separated by commas. */
export const words = z
  .string()
  .max(4000)
  .transform(text => text.split(',').map(word => word.trim()))

/** A filter of a moment. */
export const timeWithOffset = z.iso.datetime({ offset: true })

/** The moment of such a filter, in ms. */
export const msOf = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time))

/** The filters of when something was made, as published for inquiries. */
export const createdFilters = {
  'filter[created-at-start]': timeWithOffset.optional(),
  'filter[created-at-end]': timeWithOffset.optional(),
}

/** What {@link createdFilters} say, in ms. */
export const createdIn = (query: z.output<z.ZodObject<typeof createdFilters>>) => ({
  createdFrom: msOf(query['filter[created-at-start]']),
  createdTo: msOf(query['filter[created-at-end]']),
})

/** An identifier in a filter. */
export const idFilter = z.string().max(64).optional()

/** `filter[search]` (ours): an identifier, a reference id, or a part of a name. */
export const searchFilter = z.string().trim().min(1).max(200).optional()
