import { describe, expect, it } from 'vitest'
import { type PageRequest, pageOrder, toPage } from '../../../server/store/page.ts'

interface Row {
  id: string
}

/** `count` rows, newest first, as a list shows them. */
const listOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: `evt_${String(count - index).padStart(3, '0')}` }))

/** Reads a plain array as the store reads a table: condition, order and limit of `pageOrder`. */
function read(list: readonly Row[], request: PageRequest) {
  const { operator, bound, direction, limit } = pageOrder(request)
  const found = list.filter(({ id }) => (operator === '<' ? id < bound : id > bound))
  found.sort((a, b) => (direction === 'asc' ? 1 : -1) * (a.id < b.id ? -1 : 1))
  return toPage(request, found.slice(0, limit))
}

const LENGTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const SIZES = [1, 2, 3, 4, 5, 8, 9, 100]

describe('a page of a list', () => {
  // Every list of up to eight rows, every page size, every place to begin.
  it.each(LENGTHS)('is the first rows, where none is named, of %i', length => {
    const list = listOf(length)
    for (const size of SIZES) {
      expect(read(list, { size, cursor: null })).toEqual({
        rows: list.slice(0, size),
        hasNext: length > size,
        hasPrevious: false,
      })
    }
  })

  it.each(LENGTHS)('after a row is the rows that follow it, of %i', length => {
    const list = listOf(length)
    for (const size of SIZES) {
      for (const [index, { id }] of list.entries()) {
        expect(read(list, { size, cursor: { direction: 'after', id } })).toEqual({
          rows: list.slice(index + 1, index + 1 + size),
          hasNext: index + 1 + size < length,
          hasPrevious: true,
        })
      }
    }
  })

  it.each(LENGTHS)('before a row is the rows that lead up to it, in the same order, of %i', length => {
    const list = listOf(length)
    for (const size of SIZES) {
      for (const [index, { id }] of list.entries()) {
        expect(read(list, { size, cursor: { direction: 'before', id } })).toEqual({
          rows: list.slice(Math.max(0, index - size), index),
          hasNext: true,
          hasPrevious: index - size > 0,
        })
      }
    }
  })
})

/** All rows, page by page, in the order of the list. */
function walk(list: readonly Row[], size: number, direction: 'after' | 'before'): Row[] {
  const last = list.at(-1)
  const start: PageRequest =
    direction === 'after' || !last ? { size, cursor: null } : { size, cursor: { direction, id: last.id } }
  const found: Row[] = start.cursor && last ? [last] : []
  let page = read(list, start)
  while (page.rows.length > 0) {
    if (direction === 'after') found.push(...page.rows)
    else found.unshift(...page.rows)
    const edge = direction === 'after' ? page.rows.at(-1) : page.rows.at(0)
    const more = direction === 'after' ? page.hasNext : page.hasPrevious
    if (!edge || !more) break
    page = read(list, { size, cursor: { direction, id: edge.id } })
  }
  return found
}

describe('walking a list by its pages', () => {
  // Nothing is missed and nothing comes twice, forwards or backwards.
  it.each(['after', 'before'] as const)('%s meets every row once and ends', direction => {
    for (const length of LENGTHS) {
      for (const size of SIZES) {
        expect(walk(listOf(length), size, direction)).toEqual(listOf(length))
      }
    }
  })

  // Rows that come while somebody reads on do not move the pages that follow.
  it('is not disturbed by new rows', () => {
    const list = listOf(6)
    const first = read(list, { size: 3, cursor: null })
    const grown = [{ id: 'evt_999' }, ...list]
    const cursor = { direction: 'after', id: first.rows.at(-1)?.id ?? '' } as const
    expect([...first.rows, ...read(grown, { size: 3, cursor }).rows]).toEqual(list)
  })
})
