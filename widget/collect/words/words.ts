import type { DocumentPage, IdClass } from '../../../server/api/wire.ts'

/** The fields and documents that every template may ask for, by their name on the wire. */
export type InputName =
  | 'name-first'
  | 'name-middle'
  | 'name-last'
  | 'birthdate'
  | 'address-street-1'
  | 'address-street-2'
  | 'address-city'
  | 'address-subdivision'
  | 'address-postal-code'
  | 'address-country-code'
  | 'email-address'
  | 'phone-number'
  | 'identification-number'
  | 'government-id'
  | 'selfie'
  | 'proof-of-address'

/** How an address is confirmed by a code; `to` is the address, most of it covered. */
export interface CodeWords {
  readonly hint: (to: string) => string
  readonly send: string
  readonly sent: (to: string) => string
  readonly again: string
  readonly done: string
  readonly wrong: string
  /** The code has run out, or was tried too often. */
  readonly over: string
  /** One was sent a moment ago. */
  readonly wait: string
  readonly none: string
}

/** Every sentence of the collection in one language, beside the labels that the template brings. */
export interface CollectWords {
  readonly lead: string
  readonly later: string
  readonly given: string
  readonly change: string
  readonly choose: string
  /** What is wrong with a field's text, by its type; `text` for all that have no word of their own. */
  readonly wrong: Readonly<Record<'text' | 'date' | 'email-address' | 'phone-number' | 'number', string>>
  readonly sending: string
  readonly failed: string
  readonly refused: string
  readonly idClass: string
  readonly idClasses: Readonly<Record<IdClass, string>>
  readonly pages: Readonly<Record<DocumentPage, string>>
  /** Follows the name of a page: how a file comes here. */
  readonly drop: string
  readonly upload: string
  readonly cancel: string
  readonly camera: {
    readonly open: string
    readonly shoot: string
    readonly use: string
    readonly again: string
    readonly denied: string
  }
  readonly code: CodeWords
  readonly tooLarge: string
  readonly wrongType: string
  /** Names of fields and documents; what has none is called as the template calls it. */
  readonly names: Readonly<Record<InputName, string>>
}
