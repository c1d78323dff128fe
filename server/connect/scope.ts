import { z } from 'zod'
import type { DataType } from '../api/wire.ts'
import { ALL_DATA_TYPES, DATA_TYPES } from './data-type.ts'

export const dataType = z.enum(ALL_DATA_TYPES)

/**
 * The scope of a share token, one object in the style of RFC 9396, section 2: what may be done (`actions`), with what
 * (`datatypes`), of which object (`identifier`), by whom (`locations`).
 */
export const authorizationDetails = z.strictObject({
  type: z.literal('connect/share'),
  actions: z.tuple([z.literal('redeem')]),
  identifier: z.string(),
  datatypes: z.array(dataType),
  locations: z.tuple([z.string()]),
})

export type AuthorizationDetails = z.infer<typeof authorizationDetails>

/** What a redemption may copy: token ∩ live connection ∩ consent. The template's own needs narrow it further. */
export function scopeOf(...grants: readonly (readonly DataType[])[]): DataType[] {
  return ALL_DATA_TYPES.filter(type => grants.every(grant => grant.includes(type)))
}

/** Whether a field may travel under a scope. */
export const fieldTravels = (scope: readonly DataType[], field: string): boolean =>
  scope.some(type => DATA_TYPES[type].fields.includes(field))

/** Whether a kind of document may travel under a scope. */
export const documentTravels = (scope: readonly DataType[], kind: string): boolean =>
  scope.some(type => DATA_TYPES[type].documents.includes(kind))
