import type { z } from 'zod'

/**
 * What the server's own schemas say, as types. Only types are imported from the server, so that neither it nor zod is
 * part of what a page loads.
 */

/** A resource in full that another one refers to, brought by `include`. */
export interface Included {
  type: string
  id: string
  [more: string]: unknown
}

/** The document of one resource. */
export interface Single<Schema extends z.ZodType> {
  data: z.output<Schema>
  included?: Included[]
}

/** A document with something beside its data, which is mostly told once. */
export type WithMeta<Document, Meta extends z.ZodType> = Document & { meta: z.output<Meta> }

/** The document of a page of resources. */
export interface Page<Schema extends z.ZodType> {
  data: z.output<Schema>[]
  included?: Included[]
  /** Paths of the neighbouring pages; null where there is none. */
  links: { prev: string | null; next: string | null }
}

type Envelope<Body extends z.ZodType> = NonNullable<z.input<Body>>

/** The `data.attributes` of a body. */
export type AttributesOf<Body extends z.ZodType> =
  Envelope<Body> extends { data?: infer Data }
    ? NonNullable<Data> extends { attributes?: infer Attributes }
      ? NonNullable<Attributes>
      : never
    : never

/** The `meta` of a body. */
export type MetaOf<Body extends z.ZodType> =
  Envelope<Body> extends { meta?: infer Meta } ? NonNullable<Meta> & object : never

/** What every call takes. */
export interface CallOptions {
  /** Related resources to answer in full, by the names of their relationships. */
  include?: readonly string[]
  /** The attributes to answer, by type of resource. */
  fields?: Readonly<Record<string, readonly string[]>>
  signal?: AbortSignal
}

/** What a call that writes takes. */
export interface WriteOptions<Meta extends object = never> extends CallOptions {
  /** Your name for this one act: the same again has no second effect. One is made where none is given. */
  idempotencyKey?: string
  meta?: Meta
}

/** The filters of a list: `filter[status]` as `status`. */
type Filters<Query> = {
  [Name in keyof Query as Name extends `filter[${infer Word}]` ? Word : never]: Query[Name]
}

/** What a list takes. */
export interface ListOptions<Query extends z.ZodType> extends CallOptions {
  filter?: Filters<z.input<Query>>
  page?: PageOptions
  /** Newest first where nothing is said. */
  sort?: '-created-at' | 'created-at'
}

/** Which page: how many objects, after or before which. */
export interface PageOptions {
  size?: number
  after?: string
  before?: string
}

/** Several resources that were made, or changed, at once. */
export interface Several<Schema extends z.ZodType> {
  data: z.output<Schema>[]
  included?: Included[]
}

/** The query of a list that has no filters. */
export type NoFilters = z.ZodObject<Record<never, never>>
