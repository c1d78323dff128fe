import type { CallOptions, PageOptions } from './types.ts'

/** What a call asks for, as the query of its URL. */
export interface Asked extends CallOptions {
  filter?: object
  page?: object
  sort?: string
  /** Parameters of one operation alone. */
  parameters?: Readonly<Record<string, string>>
}

export function queryOf({
  filter = {},
  page = {},
  sort,
  include,
  fields = {},
  parameters = {},
}: Asked): URLSearchParams {
  const query = new URLSearchParams(parameters)
  const append = (name: string, value: unknown) => {
    for (const one of [value].flat()) if (one !== undefined) query.append(name, String(one))
  }
  for (const [name, value] of Object.entries(filter)) append(`filter[${name}]`, value)
  for (const [name, value] of Object.entries(page)) append(`page[${name}]`, value)
  if (sort) query.append('sort', sort)
  for (const [type, names] of Object.entries(fields)) query.append(`fields[${type}]`, names.join(','))
  if (include && include.length > 0) query.append('include', include.join(','))
  return query
}

/** Where a link to a neighbouring page leads. The rest of it is what was asked for before. */
export function pageIn(link: string): PageOptions {
  const query = new URLSearchParams(link.split('?')[1])
  const [after, before] = [query.get('page[after]'), query.get('page[before]')]
  return { ...(after === null ? {} : { after }), ...(before === null ? {} : { before }) }
}
