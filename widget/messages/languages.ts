import type { Language } from '../languages/language.ts'
import { OTHER_LANGUAGES } from '../languages/other-languages.ts'
import { en } from './en.ts'
import type { loadLanguage } from './load-language.ts'

/** English comes with the widget, and its words of the collection with the collection. */
export const english: Language = { messages: en }

/** A language by its primary subtag; English where there is no such language. Rejects where it cannot be loaded. */
export async function languageFor(subtag: string, load: typeof loadLanguage): Promise<Language> {
  return OTHER_LANGUAGES.includes(subtag) ? load(subtag) : english
}
