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

/** The page that a parsed query asks for. */
export function pageOf(query: {
  'page[size]'?: number | undefined
  'page[after]'?: string | undefined
  'page[before]'?: string | undefined
  sort?: '-created-at' | 'created-at' | undefined
}): PageRequest {
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
