import type { DataType } from '../../api/wire.ts'

/** The forms of a counted noun that a language has (CLDR); `other` stands for those that are not given. */
export type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/**
 * Every sentence of the consent question in one language. `#` stands for the number. Plain and neutral: the two answers
 * are plain verbs, nothing steers, nothing regrets (EDPB guidelines 05/2020 and 03/2022). To add a language, write one
 * of these and list it in languages.ts.
 */
export interface ConsentWords {
  readonly direction: 'ltr' | 'rtl'
  title(destination: string): string
  intro(source: string, destination: string): string
  readonly shares: string
  readonly receives: string
  readonly required: string
  readonly optional: string
  readonly biometric: string
  readonly biometricHint: string
  readonly gapTitle: string
  /** How much of what is required is there already; `total` is of the form `# details`. */
  gap(available: number, total: string): string
  readonly requiredDetails: Counted
  readonly nothingToAdd: string
  toAdd(missing: string): string
  /** A code comes to each of these addresses, and the person types it. */
  toConfirm(addresses: string): string
  readonly why: string
  readonly retentionTitle: string
  /** Where the destination's own policy says how long. */
  retentionByPolicy(destination: string): string
  readonly years: Counted
  readonly days: Counted
  readonly withdrawTitle: string
  withdraw(destination: string): string
  readonly policiesTitle: string
  readonly share: string
  readonly decline: string
  readonly dataTypes: Readonly<Record<DataType, string>>
}
