import type { Request } from 'express'
import { z } from 'zod'
import type { Api } from '../api.ts'
import { readerOf } from '../reader.ts'
import { type Related, related as relatedTypes } from '../related.ts'
import type { Caller } from './caller.ts'
import type { Resource } from './document.ts'
import { kebab } from './inflection.ts'

const identifier = z.looseObject({ type: z.string(), id: z.string() })
const linkage = z.union([identifier.nullable(), z.array(identifier)])
const related = z.looseObject({ relationships: z.record(z.string(), z.looseObject({ data: linkage })) })
const document = z.looseObject({ data: z.union([related, z.array(related)]) })

/**
 * A document with the resources in full that `include` names by their relationship (JSON:API, inclusion of related
 * resources). What the caller may not see, or what has no form of its own, is left out.
 */
export async function includeRelated(
  api: Api,
  caller: Caller,
  body: unknown,
  req: Request,
): Promise<unknown> {
  const { include } = req.query
  if (typeof include !== 'string') return body
  const parsed = document.safeParse(body)
  if (!parsed.success) return body
  const names = new Set(include.split(',').map(name => kebab(name.trim())))
  const primary = [parsed.data.data].flat()
  const linked = primary.flatMap(resource =>
    Object.entries(resource.relationships)
      .filter(([name]) => names.has(name))
      .flatMap(([, { data }]) => [data].flat().filter(one => one !== null)),
  )
  return { ...parsed.data, included: await loadAll(api, caller, linked, req) }
}

/** Each resource once, however often it is referred to. */
async function loadAll(
  api: Api,
  caller: Caller,
  linked: { type: string; id: string }[],
  req: Request,
): Promise<Resource[]> {
  const reader = await readerOf(api, api.within([caller.environmentId]), caller.environmentId, req)
  const types = new Map(linked.map(({ type, id }) => [id, relatedOf(type)]))
  const found = await Promise.all(
    [...types].map(([id, type]) =>
      type && caller.permissions.includes(type.permission) ? type.load(api, reader, id) : null,
    ),
  )
  return found.filter(resource => resource !== null)
}

const relatedOf = (wanted: string): Related | undefined =>
  relatedTypes.find(({ type }) => wanted === type || wanted.startsWith(`${type}/`))
