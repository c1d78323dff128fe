import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine } from '../../../server/api/usage/csv.ts'

/** Reads one line back (RFC 4180). */
const read = (line: string): string[] =>
  [...line.replace(/\r\n$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )

describe('a line of CSV', () => {
  it('is what was put into it', () => {
    expect(csvLine(['a', 1, 'b,c', 'say "x"', 'two\r\nlines'])).toBe(
      'a,1,"b,c","say ""x""","two\r\nlines"\r\n',
    )
  })

  // Guarantee: a spreadsheet takes no cell for a formula (OWASP, CSV injection), and nothing else is changed.
  it('can be read back, and holds no formula', () => {
    const cell = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('=1+1', '+1', '-1', '@x', '\tx', '\rx', '"=1', "'"),
    )
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), cells => {
        const found = read(csvLine(cells))
        expect(found.some(one => /^[=+\-@\t\r]/.test(one))).toBe(false)
        expect(found.map((one, at) => (one === `'${cells[at]}` ? cells[at] : one))).toEqual(cells)
      }),
    )
  })
})
