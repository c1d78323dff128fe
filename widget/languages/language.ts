import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'

/**
 * What a module of this folder exports. It is a file of its own in dist/cdn, loaded where it is spoken: it holds plain
 * text and imports nothing but types. To add a language, write one, and name it in other-languages.ts and
 * messages/load-language.ts.
 */
export interface Language {
  readonly messages: Messages
  /** Left out where the collection has them itself. */
  readonly words?: CollectWords
}
