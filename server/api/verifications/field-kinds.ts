import { z } from 'zod'
import type { PublishedKind } from './kind.ts'

/** Kinds that look at fields and at no document: what was looked at, as the inquiry holds it. */
const ofFields = (...names: string[]): PublishedKind => ({
  shape: Object.fromEntries(names.map(name => [name, z.string().nullable()])),
  attributes: ({ fields }) => Object.fromEntries(names.map(name => [name, fields.get(name) ?? null])),
})

export const emailAddressKind = ofFields('email-address')
export const databaseKind = ofFields('identification-number')

/** Published as a text and never as null: left out where there is none. */
export const phoneNumberKind: PublishedKind = {
  shape: { 'phone-number': z.string().optional() },
  attributes({ fields }) {
    const number = fields.get('phone-number')
    return number === undefined ? {} : { 'phone-number': number }
  },
}
