import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import type { ConsentWords } from './words.ts'

/** The languages in which a person can be asked, by their primary subtag. */
export const LANGUAGES: Readonly<Record<string, ConsentWords>> = { en, de, fr, es, it, pt, nl, pl, ar, ja }

/** The language in which somebody is asked who would like to be asked in `locale` (BCP 47): its own, or English. */
export function languageFor(locale: string): string {
  const [primary = ''] = locale.toLowerCase().split('-')
  return Object.hasOwn(LANGUAGES, primary) ? primary : 'en'
}
