import { describe, expect, it } from 'vitest'
import { checkInputs, type GivenFile, type GivenInputs } from '../../../server/connect/check-inputs.ts'
import { FILE_BYTES_MAX } from '../../../server/connect/document-pages.ts'
import type { InputState } from '../../../server/connect/inputs.ts'
import { stateOf, template } from './input-states.ts'

const NOTHING: GivenInputs = { fields: [], idClasses: [], files: [], unreadable: [] }
const text = (name: string, value: string): GivenInputs => ({ ...NOTHING, fields: [{ name, text: value }] })
const file = (kind: string, page: string, more: Partial<GivenFile> = {}): GivenInputs => ({
  ...NOTHING,
  files: [{ kind, page, contentType: 'image/jpeg', size: 1000, ...more }],
})
const classed = (value: string, kind = 'government-id'): GivenInputs => ({
  ...NOTHING,
  idClasses: [{ kind, value }],
})
const together = (...all: GivenInputs[]): GivenInputs => ({
  fields: all.flatMap(one => one.fields),
  idClasses: all.flatMap(one => one.idClasses),
  files: all.flatMap(one => one.files),
  unreadable: all.flatMap(one => one.unreadable),
})

describe('what a person gives', () => {
  const problemsOf = (given: GivenInputs, state = stateOf()) => checkInputs(template, state, given).problems

  it('is taken where the template asks for it', () => {
    const given = together(text('birthdate', ' 1990-04-12 '), file('selfie', 'center'), classed('dl'))
    expect(checkInputs(template, stateOf(), given)).toEqual({
      fields: new Map([['birthdate', '1990-04-12']]),
      problems: [],
    })
  })

  it('takes the place of what was given before', () => {
    const state = stateOf({ given: ['birthdate'], documents: { selfie: { pages: ['center'] } } })
    expect(problemsOf(together(text('birthdate', '1990-04-12'), file('selfie', 'center')), state)).toEqual([])
  })

  it('takes an optional field back where it is empty', () => {
    expect(checkInputs(template, stateOf({ given: ['nickname'] }), text('nickname', ' ')).fields).toEqual(
      new Map([['nickname', null]]),
    )
  })

  const NOT_ASKED = 'the request has an input that is not asked for'
  const wrong: [what: string, given: GivenInputs, problem: string, state?: InputState][] = [
    ['an empty required field', text('birthdate', ''), 'fields[birthdate] must not be empty'],
    ['no date', text('birthdate', 'in spring'), 'fields[birthdate] must be a date, YYYY-MM-DD'],
    [
      'a field that somebody else has brought',
      text('name-first', 'Mallory'),
      'fields[name-first] is not asked for',
      stateOf({ held: ['name-first'] }),
    ],
    ['a field of no template', text('shoe-size', '42'), NOT_ASKED],
    [
      'a document that somebody else has brought',
      file('government-id', 'front'),
      'documents[government-id] is not asked for',
      stateOf({ held: ['government-id'] }),
    ],
    ['a kind of document of no template', file('visa', 'document'), NOT_ASKED],
    ['a page that the kind does not have', file('selfie', 'back'), NOT_ASKED],
    [
      'the back of a passport',
      together(classed('pp'), file('government-id', 'back')),
      'documents[government-id][back] is not a page of a document of this class',
    ],
    [
      'the back of what was a passport before',
      file('government-id', 'back'),
      'documents[government-id][back] is not a page of a document of this class',
      stateOf({ documents: { 'government-id': { idClass: 'pp', pages: ['front'] } } }),
    ],
    ['an unknown class', classed('xx'), 'documents[government-id][id-class] must be one of id, dl, pp'],
    ['a class of a selfie', classed('pp', 'selfie'), NOT_ASKED],
    [
      'a PDF for a picture',
      file('selfie', 'center', { contentType: 'application/pdf' }),
      'documents[selfie][center] must be a JPEG or PNG picture',
    ],
    [
      'a file of no known type',
      file('proof-of-address', 'document', { contentType: null }),
      'documents[proof-of-address][document] must be a JPEG or PNG picture or a PDF',
    ],
    [
      'a file that is too large',
      file('selfie', 'center', { size: FILE_BYTES_MAX + 1 }),
      'documents[selfie][center] must have at most 10000000 bytes',
    ],
    [
      'the same field twice',
      together(text('nickname', 'a'), text('nickname', 'b')),
      'the request has the same input twice',
    ],
    [
      'the same page twice',
      together(file('selfie', 'center'), file('selfie', 'center')),
      'the request has the same input twice',
    ],
  ]
  it.each(wrong)('is refused: %s', (_what, given, problem, state) => {
    expect(problemsOf(given, state)).toEqual([problem])
  })

  it('is told all that is wrong with it at once', () => {
    const given = together(text('birthdate', 'x'), text('phone-number', 'y'), file('selfie', 'left'))
    expect(problemsOf(given)).toHaveLength(3)
  })
})
