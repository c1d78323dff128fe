import type { Counted } from '../../server/connect/consent-text/words.ts'

/** A number with its noun, in the form that the language has for it (CLDR). */
export const counted = (locale: string, forms: Counted, count: number): string =>
  (forms[new Intl.PluralRules(locale).select(count)] ?? forms.other).replace('#', `${count}`)
