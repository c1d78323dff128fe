import { z } from 'zod'
import { VERIFICATION_KINDS } from './template.ts'

/**
 * What sharing costs, as published: creating tokens costs the source nothing; the destination pays the unit rate of each
 * verification that is run again, and a flat rate for cloning. Money is in whole minor units of its currency (ISO 4217).
 */

/** What is charged for: a verification that was run again, by its kind, or the cloning of one redemption. */
export const usageKind = z.enum([...VERIFICATION_KINDS, 'clone'])

export type UsageKind = z.infer<typeof usageKind>

/** Highest rate, in minor units: with it, ninety million entries still add up exactly. */
export const RATE_MAX = 100_000_000

/**
 * How long before it applies a price list has to be there, in ms: longer than any transaction is tried, so that none that
 * reads the prices of a moment can miss a list of that moment.
 */
export const NOTICE_MS = 60_000

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

const currency = z.string().refine(code => CURRENCIES.has(code), 'must be the code of a currency (ISO 4217)')

const rate = z.int().min(0).max(RATE_MAX)

/** The rate of each kind of usage, in minor units. */
export const rates = z.strictObject({
  'government-id': rate,
  selfie: rate,
  document: rate,
  database: rate,
  'phone-number': rate,
  'email-address': rate,
  clone: rate,
} satisfies Record<UsageKind, z.ZodType>)

export type Rates = z.infer<typeof rates>

/** A dated document of prices. It holds from its date on, until the next one does. */
export const priceDocument = z.strictObject({
  currency,
  'effective-from': z.iso.datetime({ offset: true }),
  rates,
})

export type PriceDocument = z.infer<typeof priceDocument>

/** Whether a list may begin then: never in the past, of which it would change the prices. */
export const isInTime = (effectiveFrom: number, now: number): boolean => effectiveFrom >= now + NOTICE_MS

/** A verification of a redemption, as far as it matters to its price. */
export interface DoneVerification {
  id: string
  kind: string
  /** Whether it is the source's, taken over. */
  cloned: boolean
  checks: readonly {
    status: 'passed' | 'failed' | 'not_applicable'
    requirement: 'required' | 'not_required'
    reasons: readonly string[]
  }[]
}

export interface Charge {
  kind: UsageKind
  /** Null for the flat rate. */
  verificationId: string | null
}

/**
 * What a redemption that has come to its end is charged for. The flat rate is one a redemption, however much of it was
 * cloned: the whole object, or verifications that the template lets be taken over.
 */
export function chargesOf(mode: 'hydrate' | 'clone', verifications: readonly DoneVerification[]): Charge[] {
  const cloning: Charge = { kind: 'clone', verificationId: null }
  if (mode === 'clone') return [cloning]
  const anew = verifications
    .filter(one => !one.cloned && wasDone(one))
    .map((one): Charge => ({ kind: usageKind.parse(one.kind), verificationId: one.id }))
  return verifications.some(({ cloned }) => cloned) ? [...anew, cloning] : anew
}

/** Reasons for which it is this server, or a service that it asks, that could not do a check. */
const OURS: readonly string[] = [
  'service_unavailable',
  'not_available',
  'not_supported',
  'no_provider',
  'needs_provider',
  'no_delivery',
]

/**
 * Whether a verification was carried out: it looked at something, and nothing that it must pass was left undone on our
 * side. One that finds against the person's evidence has been carried out.
 */
function wasDone({ checks }: DoneVerification): boolean {
  const looked = checks.some(({ status }) => status !== 'not_applicable')
  const leftUndone = checks.some(
    ({ status, requirement, reasons }) =>
      status === 'not_applicable' && requirement === 'required' && reasons.some(one => OURS.includes(one)),
  )
  return looked && !leftUndone
}

/** The month of a moment in UTC, `YYYY-MM`. */
export const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7)

/** When a month begins, and when the next one does, in ms since the epoch. */
export function spanOf(month: string): { from: number; to: number } {
  const from = new Date(`${month}-01T00:00:00.000Z`)
  return { from: from.getTime(), to: Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1) }
}

/** Some money. */
export interface Amount {
  currency: string
  /** In minor units. */
  amount: number
}

/** What amounts come to, one sum a currency. Throws where a sum is too large to be exact. */
export function totalsOf(amounts: readonly Amount[]): Amount[] {
  const sums = new Map<string, number>()
  for (const { currency, amount } of amounts) sums.set(currency, exact((sums.get(currency) ?? 0) + amount))
  return [...sums].map(([currency, amount]) => ({ currency, amount })).sort(byCurrency)
}

const byCurrency = (one: Amount, other: Amount): number => (one.currency < other.currency ? -1 : 1)

/** A sum as a number that is exactly it. */
export function exact(sum: number | bigint | string): number {
  const number = Number(sum)
  if (!Number.isSafeInteger(number)) throw new RangeError('a sum of money is too large to be exact')
  return number
}
