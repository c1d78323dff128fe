import type { Request } from 'express'
import { z } from 'zod'
import type { Page } from '../../store/page.ts'

/** JSON:API documents, as published: kebab-case names, `links` on lists. */

export interface Reference<Type extends string = string> {
  data: { type: Type; id: string } | null
}

export interface References {
  data: { type: string; id: string }[]
}

export interface Resource {
  type: string
  id: string
  attributes: object
  relationships?: Record<string, Reference | References>
}

export const reference = <Type extends string>(type: Type, id: string | null): Reference<Type> => ({
  data: id === null ? null : { type, id },
})

export const references = (list: { type: string; id: string }[]): References => ({
  data: list.map(({ type, id }) => ({ type, id })),
})

const identifier = z.strictObject({ type: z.string(), id: z.string() })

/** Schemas of relationships. */
export const toOne = z.strictObject({ data: identifier.nullable() })
export const toMany = z.strictObject({ data: z.array(identifier) })

export const time = z.iso.datetime()

/** The schema of a resource: its type, its attributes, and what it refers to. */
export const resourceSchema = <
  Type extends z.ZodType<string>,
  Attributes extends z.ZodRawShape,
  Relations extends z.ZodRawShape,
>(
  type: Type,
  attributes: Attributes,
  relationships: Relations,
) =>
  z.strictObject({
    type,
    id: z.string(),
    attributes: z.strictObject(attributes),
    relationships: z.strictObject(relationships).optional(),
  })

/** What `include` asked for, in full. */
const included = z.array(z.looseObject({ type: z.string(), id: z.string() })).optional()

/** The document of one resource. */
export const documentOf = (resource: z.ZodType, meta?: z.ZodType) =>
  z.strictObject({ data: resource, included, ...(meta ? { meta } : {}) })

/** The document of a page of resources. */
export const listOf = (resource: z.ZodType) =>
  z.strictObject({
    data: z.array(resource),
    included,
    links: z.strictObject({ prev: z.string().nullable(), next: z.string().nullable() }),
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
      prev: page.hasPrevious ? link('before', page.rows[0]) : null,
      next: page.hasNext ? link('after', page.rows.at(-1)) : null,
    },
  }
}
