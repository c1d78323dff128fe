import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

/**
 * What a module of this folder exports. It is a file of its own in dist/cdn, loaded where it is spoken: it holds plain
 * text and imports nothing but types. To add a language, write one, and name it in other-languages.ts and
 * messages/load-language.ts.
 */
export interface Language {
  readonly messages: Messages
  /** Of the collection; left out where it has them itself. */
  readonly words?: CollectWords
  /** Of the person's rights, in the same way. */
  readonly rights?: RightsWords
}
