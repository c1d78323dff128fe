import type { InputState } from '../../../server/connect/inputs.ts'
import { templateOf } from './templates.ts'

/** Something of each: required and optional, with a published type and without, of several pages and of one. */
export const template = templateOf({
  fields: ['name-first', 'birthdate', 'nickname?', 'phone-number?'],
  documents: ['government-id', 'selfie?', 'proof-of-address'],
})

interface Wish {
  held?: string[]
  given?: string[]
  documents?: Record<string, { idClass?: string; pages: string[] }>
}

/** `held` and `given` name fields and kinds of document alike. */
export const stateOf = ({ held = [], given = [], documents = {} }: Wish = {}): InputState => ({
  held: { fields: new Set(held), documents: new Set(held) },
  given: {
    fields: new Set(given),
    documents: new Map(
      Object.entries(documents).map(([kind, { idClass = null, pages }]) => [
        kind,
        { idClass, pages: new Set(pages) },
      ]),
    ),
  },
})
