import { describe, expect, it } from 'vitest'
import type { AwaitedInput, NoticeText } from '../../../server/api/wire.ts'
import { consentText, type NoticeFacts } from '../../../server/connect/consent-text/consent-text.ts'
import { LANGUAGES, languageFor } from '../../../server/connect/consent-text/languages.ts'
import { ALL_DATA_TYPES } from '../../../server/connect/data-type.ts'

const party = (name: string) => ({ 'organization-id': 'org_1', name, 'privacy-url': null, 'logo-url': null })

const facts = (locale: string, more: Partial<NoticeFacts> = {}): NoticeFacts => ({
  version: 2,
  locale,
  purpose: 'To try',
  'retention-days': 1826,
  source: party('Aurora Pay'),
  destination: party('Northwind'),
  'data-types': ALL_DATA_TYPES.map(name => ({ name, required: true, biometric: false, available: true })),
  ...more,
})

const proof = { kind: 'document', name: 'proof-of-address' } as const
const phoneCode = { kind: 'code', name: 'phone-number' } as const
const GAP = { available: 4, total: 5, missing: [proof, phoneCode] }

const languages = Object.keys(LANGUAGES)

const sentences = ({ 'data-types': names, ...rest }: NoticeText): [string, string][] => [
  ...Object.entries(rest),
  ...Object.entries(names).map(([name, label]): [string, string] => [`data-types/${name}`, String(label)]),
]

/** What is the same word in English and in the other language. */
const SAME: readonly string[] = [
  'de data-types/name',
  'de data-types/selfie',
  'fr data-types/selfie',
  'it data-types/selfie',
  'pt data-types/selfie',
  'nl data-types/selfie',
  'pl data-types/selfie',
]

describe('the consent question', () => {
  it('can be asked in ten languages', () => {
    expect(languages).toEqual(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ar', 'ja'])
  })

  // Guarantee: nothing is left out in any language, and nothing left in English.
  it.each(languages.filter(language => language !== 'en'))('is whole in %s', language => {
    const english = new Map(sentences(consentText(facts('en'), GAP)))
    const said = sentences(consentText(facts(language), GAP))
    expect(said.map(([part]) => part)).toEqual([...english.keys()])
    expect(said.filter(([, words]) => words.trim() === '')).toEqual([])
    const left = said.filter(([part, words]) => part !== 'direction' && words === english.get(part))
    expect(left.map(([part]) => `${language} ${part}`)).toEqual(SAME.filter(one => one.startsWith(language)))
  })

  it('reads from right to left in Arabic, and only there', () => {
    const rtl = languages.filter(language => consentText(facts(language), GAP).direction === 'rtl')
    expect(rtl).toEqual(['ar'])
  })

  it.each(languages)('names who shares, who receives, and how much is there, in %s', language => {
    const { title, intro, gap, withdraw } = consentText(facts(language), GAP)
    for (const words of [title, intro, withdraw]) expect(words).toContain('\u2068Northwind\u2069')
    expect(intro).toContain('\u2068Aurora Pay\u2069')
    expect(gap).toMatch(/4/)
    expect(gap).toMatch(/5/)
    expect(gap).toContain(LANGUAGES[language]?.dataTypes['proof-of-address'])
  })

  // Guarantee: a name cannot turn, break or leave the sentence around it.
  it('keeps a name to itself, whatever is in it', () => {
    const name = 'A\u202e\u2069\u2067B\u0000\nC<b>'
    const { title, gap } = consentText(facts('en', { destination: party(name) }), {
      ...GAP,
      missing: [{ kind: 'field', name: '\u202ex' }],
    })
    expect(title).toBe('Share your details with \u2068ABC<b>\u2069?')
    expect(gap).toContain('You will add: \u2068x\u2069.')
  })
})

describe('a period', () => {
  const kept = (language: string, days: number | null) =>
    consentText(facts(language, { 'retention-days': days }), GAP).retention

  it('is told in years where it comes to whole ones, leap days or not, and in days otherwise', () => {
    expect([365, 366, 730, 1825, 1826, 1827, 3650, 1, 90, 500].map(days => kept('en', days))).toEqual([
      '1 year',
      '1 year',
      '2 years',
      '5 years',
      '5 years',
      '5 years',
      '10 years',
      '1 day',
      '90 days',
      '500 days',
    ])
    expect(kept('en', null)).toBe('As long as the privacy policy of \u2068Northwind\u2069 says')
  })

  it('is counted as each language counts', () => {
    expect([1, 2, 5, 22].map(days => kept('pl', days))).toEqual(['1 dzień', '2 dni', '5 dni', '22 dni'])
    expect([1, 2, 5, 22].map(years => kept('pl', years * 365))).toEqual([
      '1 rok',
      '2 lata',
      '5 lat',
      '22 lata',
    ])
    expect([1, 2, 3, 11, 100].map(days => kept('ar', days))).toEqual([
      'يوم واحد',
      'يومان',
      '3 أيام',
      '11 يومًا',
      '100 يوم',
    ])
    expect(kept('ja', 365)).toBe('1年')
  })
})

describe('the gap', () => {
  const gap = (available: number, total: number, missing: readonly AwaitedInput[]) =>
    consentText(facts('en'), { available, total, missing }).gap

  it('says what is there and what will be added, each once', () => {
    expect(gap(4, 5, [proof])).toBe('4 of 5 required details already there. You will add: Proof of address.')
    const address = ['address-city', 'address-street-1'].map(name => ({ kind: 'field' as const, name }))
    expect(gap(3, 5, address)).toContain('You will add: Address.')
    expect(gap(5, 5, [])).toBe('5 of 5 required details already there. Nothing to add.')
    expect(gap(1, 1, [])).toBe('1 of 1 required detail already there. Nothing to add.')
  })

  it('says what will be confirmed by a code, beside what will be added', () => {
    const emailCode = { kind: 'code', name: 'email-address' } as const
    expect(gap(3, 5, [proof, phoneCode])).toBe(
      '3 of 5 required details already there. You will add: Proof of address. You will confirm with a code that is sent to you: Phone number.',
    )
    expect(gap(5, 5, [phoneCode, emailCode])).toBe(
      '5 of 5 required details already there. You will confirm with a code that is sent to you: Phone number and Email address.',
    )
  })

  it('names what is confirmed in every language, as that language calls it', () => {
    for (const language of languages) {
      const { gap: said, 'data-types': names } = consentText(facts(language), {
        available: 1,
        total: 1,
        missing: [phoneCode],
      })
      expect(said, language).toContain(names['phone-number'])
      expect(said, language).not.toContain(LANGUAGES[language]?.nothingToAdd)
    }
  })

  it('is not spoken of where nothing is required', () => {
    expect(gap(0, 0, [])).toBe('')
  })
})

describe('the language', () => {
  it('is the one asked for, by its primary subtag, or English', () => {
    expect(['de', 'de-AT', 'pt-BR', 'JA', 'da', '', 'constructor'].map(languageFor)).toEqual([
      'de',
      'de',
      'pt',
      'ja',
      'en',
      'en',
      'en',
    ])
  })
})
