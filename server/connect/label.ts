import { z } from 'zod'
import { distinct } from './distinct.ts'
import { locale } from './locale.ts'

/** Longest label, in characters. */
const LABEL_LENGTH_MAX = 80
/** How many languages a label can be in. */
const TRANSLATIONS_MAX = 50

const text = z.string().min(1).max(LABEL_LENGTH_MAX)

const translations = distinct(z.strictObject({ locale, label: text }), 'locale', TRANSLATIONS_MAX).optional()

/** What is shown to the person, in the author's own language, and in others. */
export const labelled = { label: text, translations }

/** The same where a name may speak for itself. */
export const optionalLabel = { label: text.optional(), translations }

interface Labelled<Label> {
  label: Label
  translations?: readonly { locale: string; label: string }[] | undefined
}

/**
 * The label in the language that is asked for, or in that language of another country, with the language that it is
 * in; else the author's own, in `own` where that is said.
 */
export function labelIn<Label extends string | null>(
  wanted: string,
  { label, translations = [] }: Labelled<Label>,
  own: string | null = null,
): { label: Label | string; 'label-locale': string | null } {
  const [language] = wanted.split('-')
  const found =
    translations.find(one => one.locale === wanted) ??
    translations.find(one => one.locale === language) ??
    translations.find(one => one.locale.split('-')[0] === language)
  return found
    ? { label: found.label, 'label-locale': found.locale }
    : { label, 'label-locale': label === null ? null : own }
}
