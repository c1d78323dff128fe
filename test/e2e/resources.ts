import type { Client } from '../../client/client.ts'

export type Inquiry = Awaited<ReturnType<Client['inquiries']['retrieve']>>['data']

/** An inquiry's fields that hold something, by name. */
export const filledFields = ({ attributes }: Pick<Inquiry, 'attributes'>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes.fields).flatMap(([name, { value }]) => (value === null ? [] : [[name, value]])),
  )
