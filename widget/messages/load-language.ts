import type { Language } from '../languages/language.ts'

const modules: Readonly<Record<string, () => Promise<Language>>> = {
  de: () => import('../languages/de.ts'),
  fr: () => import('../languages/fr.ts'),
  es: () => import('../languages/es.ts'),
  it: () => import('../languages/it.ts'),
  pt: () => import('../languages/pt.ts'),
  nl: () => import('../languages/nl.ts'),
  pl: () => import('../languages/pl.ts'),
  ar: () => import('../languages/ar.ts'),
  ja: () => import('../languages/ja.ts'),
}

/**
 * Loads a language, which only a page in that language needs; each by its own name, so that a bundler sees it. The build
 * for script tags puts `cdn-load-language.ts` in the place of this module.
 */
export async function loadLanguage(subtag: string): Promise<Language> {
  const load = modules[subtag]
  if (!load) throw new Error(`There is no language ${subtag}.`)
  return load()
}
