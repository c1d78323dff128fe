import { z } from 'zod'
import { kebab } from './inflection.ts'

/** The attributes that a request wants of each type of resource, from `fields[type]=a,b` (JSON:API, sparse fieldsets). */
export type Fieldsets = ReadonlyMap<string, ReadonlySet<string>>

export function fieldsetsOf(query: object): Fieldsets {
  const wanted = Object.entries(query).flatMap(([name, value]) => {
    const type = /^fields\[(.{1,64})\]$/.exec(name)?.[1]
    return type && typeof value === 'string' ? [[type, new Set(value.split(',').map(kebab))] as const] : []
  })
  return new Map(wanted)
}

const resource = z.looseObject({ type: z.string(), attributes: z.record(z.string(), z.unknown()) })

/** A document whose resources carry only the attributes that were asked for. */
export function narrow(body: unknown, fieldsets: Fieldsets): unknown {
  if (fieldsets.size === 0 || body === null || typeof body !== 'object') return body
  return Object.fromEntries(
    Object.entries(body).map(([key, member]) => [
      key,
      key === 'data' || key === 'included' ? narrowResources(member, fieldsets) : member,
    ]),
  )
}

function narrowResources(value: unknown, fieldsets: Fieldsets): unknown {
  if (Array.isArray(value)) return value.map(item => narrowResources(item, fieldsets))
  const parsed = resource.safeParse(value)
  const wanted = parsed.success ? fieldsets.get(parsed.data.type) : undefined
  if (!parsed.success || !wanted) return value
  const kept = Object.entries(parsed.data.attributes).filter(([name]) => wanted.has(name))
  return { ...parsed.data, attributes: Object.fromEntries(kept) }
}
