import type { Language } from '../languages/language.ts'
import { loadBeside } from '../load-beside.ts'

/** Loads a language from beside the script. */
export const loadLanguage: (subtag: string) => Promise<Language> = loadBeside
