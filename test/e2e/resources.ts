import { z } from 'zod'
import type { ConnectApi } from '../../demo/connect-api.ts'

const resource = z.object({
  id: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  relationships: z.record(z.string(), z.unknown()),
})

export type Resource = z.infer<typeof resource>

export const read = async (api: ConnectApi, path: string): Promise<Resource> =>
  (await api.get(path, z.object({ data: resource }))).data

export const list = async (api: ConnectApi, path: string): Promise<Resource[]> =>
  (await api.get(path, z.object({ data: z.array(resource) }))).data

const fields = z.record(z.string(), z.object({ value: z.unknown() }))

/** An inquiry's fields that hold something, by name. */
export function filledFields(inquiry: Resource): Record<string, unknown> {
  const all = Object.entries(fields.parse(inquiry.attributes.fields))
  return Object.fromEntries(
    all.filter(([, { value }]) => value !== null).map(([name, { value }]) => [name, value]),
  )
}
