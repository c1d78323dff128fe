import fc from 'fast-check'
import type { Schema } from '../../../server/api/openapi/openapi.ts'

/** Texts, with what texts can do to a program that did not expect it. */

const ODD = [
  '\u0000',
  '\ud800',
  '\u202eright to left',
  'e\u0301\u0301\u0301',
  '👩‍👩‍👧‍👦',
  '__proto__',
  'constructor',
  '{{7*7}}',
  "'; drop table inquiry; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  'null',
  'undefined',
  '-1',
  '1e309',
]

/** Any character but the halves of one. Printable ones of ASCII more often, for they mean something to programs. */
const character = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) },
  { weight: 1, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
)

/** A text of so many UTF-16 units, odd ones among them. */
export function text(minLength: number, maxLength: number): fc.Arbitrary<string> {
  const fits = (one: string) => one.length >= minLength && one.length <= maxLength
  const usual = Math.min(maxLength, Math.max(minLength, 20))
  const characters = fc.array(character, { minLength, maxLength: usual })
  const odd = ODD.filter(fits)
  return fc.oneof(
    { weight: 8, arbitrary: characters.map(codes => String.fromCodePoint(...codes)).filter(fits) },
    { weight: 1, arbitrary: fc.constant('x'.repeat(Math.min(maxLength, LONG))) },
    ...(odd.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...odd) }] : []),
  )
}

const LONG = 2000

/** Texts that a schema of type `string` admits. */
export function validString(schema: Schema): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 1000 } = schema
  const shown = (schema.examples ?? []).filter(one => typeof one === 'string')
  if (format === 'date-time') return moment.map(date => date.toISOString())
  if (format === 'date') return moment.map(date => date.toISOString().slice(0, 10))
  if (format === 'ipv4') return fc.ipV4()
  if (format === 'uri') return fc.oneof(fc.constantFrom('https://a.example', ...shown), address).filter(fits)
  if (pattern === undefined) return text(minLength, maxLength)
  return fc.oneof(matching(pattern), ...shown.map(one => fc.constant(one))).filter(fits)

  function fits(one: string): boolean {
    if (one.length < minLength || one.length > maxLength) return false
    return pattern === undefined || new RegExp(pattern).test(one)
  }
}

const address = fc.stringMatching(/^https?:\/\/[a-z]{1,10}\.example(:[2-9][0-9]{3})?(\/[a-z0-9]{0,10})?$/)

/** Texts that match, by pattern: making one anew takes ten milliseconds, and the document repeats itself. */
const made = new Map<string, fc.Arbitrary<string>>()

function matching(pattern: string): fc.Arbitrary<string> {
  const known = made.get(pattern) ?? fc.stringMatching(new RegExp(pattern))
  made.set(pattern, known)
  return known
}

const moment = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })

/** Texts that such a schema does not admit; null where it admits every text. */
export function invalidString(schema: Schema): fc.Arbitrary<string> | null {
  const { format, pattern, minLength = 0, maxLength } = schema
  const wrong: fc.Arbitrary<string>[] = []
  if (maxLength !== undefined)
    wrong.push(fc.integer({ min: 1, max: 50 }).map(more => 'x'.repeat(maxLength + more)))
  if (minLength > 0) wrong.push(fc.constant('x'.repeat(minLength - 1)))
  if (format === 'date-time' || format === 'date')
    wrong.push(fc.constantFrom(...ODD, '', '2026-02-30', 'yesterday'))
  if (format === 'ipv4') wrong.push(fc.constantFrom('localhost', '1.2.3', '256.1.1.1', '1.2.3.4/8'))
  if (format === 'uri')
    wrong.push(fc.constantFrom(...ODD, 'javascript:alert(1)', 'not a url', 'file:///etc/passwd'))
  if (pattern !== undefined) wrong.push(text(0, 100).filter(one => !new RegExp(pattern).test(one)))
  if (schema.enum) wrong.push(text(0, 100).filter(one => !schema.enum?.includes(one)))
  return wrong.length === 0 ? null : fc.oneof(...wrong)
}
