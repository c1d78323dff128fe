import type { Request } from 'express'
import type { Page } from '../../store/page.ts'

/** JSON:API documents, as published: kebab-case names, `links` on lists. */

export interface Reference {
  data: { type: string; id: string } | null
}

export interface Resource {
  type: string
  id: string
  attributes: object
  relationships?: Record<string, Reference | { data: { type: string; id: string }[] }>
}

export const reference = (type: string, id: string | null): Reference => ({
  data: id === null ? null : { type, id },
})

export const references = (list: { type: string; id: string }[]) => ({
  data: list.map(({ type, id }) => ({ type, id })),
})

/** A page of resources with the links to its neighbours, which keep the request's filters. */
export function listDocument<Row extends { id: string }>(
  page: Page<Row>,
  req: Request,
  toResource: (row: Row) => Resource,
) {
  const path = `${req.baseUrl}${req.path}`.replace(/\/$/, '')
  const link = (direction: 'after' | 'before', row: Row | undefined) => {
    if (!row) return null
    const kept = new URLSearchParams(req.url.split('?')[1])
    kept.delete('page[after]')
    kept.delete('page[before]')
    kept.set(`page[${direction}]`, row.id)
    return `${path}?${kept}`
  }
  return {
    data: page.rows.map(toResource),
    links: {
      prev: page.hasNewer ? link('before', page.rows[0]) : null,
      next: page.hasOlder ? link('after', page.rows.at(-1)) : null,
    },
  }
}
