import type { Schema } from '../openapi.ts'

/** What a property's name means. */
export interface Term {
  description: string
  /** A value to show; left out where the schema itself gives a fitting one. */
  example?: unknown
  /** What the server holds it to beyond what its zod schema can say in JSON Schema. */
  rule?: Schema
}

export type Terms = Readonly<Record<string, Term>>

/** Terms that need no more than words. */
export const words = (descriptions: Readonly<Record<string, string>>): Terms =>
  Object.fromEntries(Object.entries(descriptions).map(([name, description]) => [name, { description }]))
