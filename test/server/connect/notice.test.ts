import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Notice } from '../../../server/api/wire.ts'
import { consentText } from '../../../server/connect/consent-text/consent-text.ts'
import { canonicalJson, fixNotice, noticeSchema } from '../../../server/connect/notice.ts'

const facts: Omit<Notice, 'text'> = {
  version: 2,
  locale: 'en',
  purpose: 'Open an account',
  'retention-days': 1825,
  source: {
    'organization-id': 'org_1',
    name: 'Meridian',
    'privacy-url': 'https://source.example/',
    'logo-url': null,
  },
  destination: { 'organization-id': 'org_2', name: 'Northwind', 'privacy-url': null, 'logo-url': null },
  'data-types': [
    { name: 'name', required: true, biometric: false, available: true },
    { name: 'selfie', required: false, biometric: true, available: true },
  ],
}

const gap = { available: 2, total: 2, missing: [] }
const notice: Notice = { ...facts, text: consentText(facts, gap) }

const turned = (party: Notice['source']): Notice['source'] => ({
  'logo-url': party['logo-url'],
  'privacy-url': party['privacy-url'],
  name: party.name,
  'organization-id': party['organization-id'],
})

/** The same notice, its keys written in the opposite order at every depth. */
const otherOrder: Notice = {
  text: Object.assign({ 'data-types': notice.text['data-types'] }, notice.text),
  'data-types': notice['data-types'].map(({ name, required, biometric, available }) => ({
    available,
    biometric,
    required,
    name,
  })),
  destination: turned(notice.destination),
  source: turned(notice.source),
  'retention-days': notice['retention-days'],
  purpose: notice.purpose,
  locale: notice.locale,
  version: notice.version,
}

function changed(value: unknown): unknown {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  if (value === 'ltr') return 'rtl'
  return value === 'name' ? 'address' : `${value ?? ''}.`
}

/** Every copy that differs in one value, by the path of that value. */
function* variations(value: unknown, path = ''): Generator<[path: string, variation: unknown]> {
  if (typeof value !== 'object' || value === null) return yield [path, changed(value)]
  for (const [key, member] of Object.entries(value)) {
    for (const [where, variation] of variations(member, `${path}/${key}`)) {
      const copy = Array.isArray(value)
        ? value.map((item, index) => (String(index) === key ? variation : item))
        : { ...value, [key]: variation }
      yield [where, copy]
    }
  }
}

const everyVariation = [...variations(notice)].filter(([path]) => path !== '/data-types/1/name')

describe('the hash of a notice', () => {
  // A consent record points to what was shown by this hash: nothing that was shown may change under it.
  it.each(everyVariation)('changes with %s', (_path, variation) => {
    expect(fixNotice(noticeSchema.parse(variation)).hash).not.toBe(fixNotice(notice).hash)
  })

  it('was tried with every value of the notice', () => {
    expect(everyVariation).toHaveLength(4 + 4 + 4 + 8 - 1 + 19 + 2)
  })

  it('does not depend on the order in which keys were written', () => {
    expect(JSON.stringify(otherOrder)).not.toBe(JSON.stringify(notice))
    expect(fixNotice(otherOrder)).toEqual(fixNotice(notice))
  })

  it('changes with the order in which data types were shown', () => {
    const [first, second] = notice['data-types']
    if (!first || !second) throw new Error('the notice has two data types')
    expect(fixNotice({ ...notice, 'data-types': [second, first] }).hash).not.toBe(fixNotice(notice).hash)
  })

  it('is the SHA-256 of the bytes that are kept, so that anybody can check it', () => {
    const { body, hash } = fixNotice(notice)
    expect(hash).toBe(`sha-256:${createHash('sha256').update(body, 'utf8').digest('hex')}`)
  })

  // What is kept can be shown again as it was.
  it('leads back to the same notice', () => {
    const kept = noticeSchema.parse(JSON.parse(fixNotice(notice).body))
    expect(kept).toEqual(notice)
    expect(fixNotice(kept)).toEqual(fixNotice(notice))
  })
})

describe('canonical JSON', () => {
  // The example of RFC 8785, section 3.2.3: keys sort by UTF-16 code units.
  it('sorts keys as RFC 8785 does', () => {
    const unsorted = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\u{1f600}': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const values = canonicalJson(unsorted).match(/(?<=":")[^"]+/g)
    expect(values).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  it('has no white space and sorts at every depth', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }], a: 'x y' })).toBe('{"a":"x y","b":[{"a":null,"z":1}]}')
  })

  it('keeps apart what looks alike', () => {
    const texts = [null, 'null', 0, '0', false, 'false', '', [], {}, [[]], ['a', 'b'], ['a,b']].map(
      canonicalJson,
    )
    expect(new Set(texts).size).toBe(texts.length)
  })
})
