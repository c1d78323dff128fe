import type { AwaitedInput, Notice, NoticeText } from '../../api/wire.ts'
import { dataTypeOfDocument, dataTypeOfField } from '../data-type.ts'
import { en } from './en.ts'
import { LANGUAGES } from './languages.ts'
import type { Counted } from './words.ts'

/** What the text is about. */
export type NoticeFacts = Omit<Notice, 'text'>

/** What is required and already there, and what is left to the person. */
export interface GapFacts {
  available: number
  total: number
  missing: readonly AwaitedInput[]
}

/** Years where it comes to whole ones, leap days aside. */
function period(language: string, { years, days }: { years: Counted; days: Counted }, count: number): string {
  const whole = Math.floor(count / 365)
  return whole > 0 && count <= whole * 366 ? counted(language, years, whole) : counted(language, days, count)
}

const counted = (language: string, forms: Counted, count: number): string =>
  (forms[new Intl.PluralRules(language).select(count)] ?? forms.other).replace('#', String(count))

/**
 * A name within a sentence: it keeps its own direction (Unicode, UAX 9, section 2.1), and whoever chose it cannot turn
 * or break the sentence around it.
 */
const isolated = (name: string): string =>
  `\u2068${name.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')}\u2069`

/**
 * All that the consent question says, in the notice's language, as plain text. The person reads exactly this, so its
 * hash in the consent record is the proof of what they have read.
 */
export function consentText(facts: NoticeFacts, gap: GapFacts): NoticeText {
  const language = facts.locale
  const words = LANGUAGES[language] ?? en
  const [source, destination] = [isolated(facts.source.name), isolated(facts.destination.name)]
  const asked = facts['data-types'].map(({ name }) => name)
  const days = facts['retention-days']
  return {
    direction: words.direction,
    title: words.title(destination),
    intro: words.intro(source, destination),
    shares: words.shares,
    receives: words.receives,
    required: words.required,
    optional: words.optional,
    biometric: words.biometric,
    'biometric-hint': words.biometricHint,
    'gap-title': words.gapTitle,
    gap: gapText(language, gap),
    why: words.why,
    'retention-title': words.retentionTitle,
    retention: days === null ? words.retentionByPolicy(destination) : period(language, words, days),
    'withdraw-title': words.withdrawTitle,
    withdraw: words.withdraw(destination),
    'policies-title': words.policiesTitle,
    share: words.share,
    decline: words.decline,
    'data-types': Object.fromEntries(asked.map(name => [name, words.dataTypes[name]])),
  }
}

/** What is there, what the person will add, and what they will confirm; empty where the template requires nothing. */
function gapText(language: string, { available, total, missing }: GapFacts): string {
  const words = LANGUAGES[language] ?? en
  if (total === 0) return ''
  const list = (some: readonly AwaitedInput[]) =>
    new Intl.ListFormat(language).format(new Set(some.map(one => labelOf(one, words.dataTypes))))
  const toAdd = missing.filter(({ kind }) => kind !== 'code')
  const toConfirm = missing.filter(({ kind }) => kind === 'code')
  return [
    words.gap(available, counted(language, words.requiredDetails, total)),
    ...(missing.length === 0 ? [words.nothingToAdd] : []),
    ...(toAdd.length > 0 ? [words.toAdd(list(toAdd))] : []),
    ...(toConfirm.length > 0 ? [words.toConfirm(list(toConfirm))] : []),
  ].join(' ')
}

function labelOf({ kind, name }: AwaitedInput, dataTypes: Readonly<Record<string, string>>): string {
  const type = kind === 'document' ? dataTypeOfDocument(name) : dataTypeOfField(name)
  return (type && dataTypes[type]) ?? isolated(name.replaceAll('-', ' '))
}
