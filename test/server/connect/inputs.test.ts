import { describe, expect, it } from 'vitest'
import type { InputResource } from '../../../server/api/wire.ts'
import { FILE_BYTES_MAX } from '../../../server/connect/document-pages.ts'
import { inputsOf } from '../../../server/connect/inputs.ts'
import { stateOf, template } from './input-states.ts'

const namesOf = (inputs: InputResource[]) => inputs.map(({ id }) => id)
const inputOf = (inputs: InputResource[], id: string) => inputs.find(one => one.id === id)?.attributes

describe('what a template asks of the person', () => {
  it('is all that it can use and nobody else has brought, in its order', () => {
    expect(namesOf(inputsOf(template, stateOf(), 'en'))).toEqual([
      'fields[name-first]',
      'fields[birthdate]',
      'fields[nickname]',
      'fields[phone-number]',
      'documents[government-id]',
      'documents[selfie]',
      'documents[proof-of-address]',
    ])
    const held = stateOf({ held: ['name-first', 'nickname', 'government-id'] })
    expect(namesOf(inputsOf(template, held, 'en'))).toEqual([
      'fields[birthdate]',
      'fields[phone-number]',
      'documents[selfie]',
      'documents[proof-of-address]',
    ])
  })

  // Guarantee: of what others have brought nothing is offered but what the person may replace, and as given.
  it('is also what the source brought and the person may replace', () => {
    const held = stateOf({ held: ['name-first', 'nickname', 'phone-number', 'government-id'] })
    const inputs = inputsOf(template, held, 'en', new Set(['phone-number', 'email-address']))
    expect(namesOf(inputs)).toEqual([
      'fields[birthdate]',
      'fields[phone-number]',
      'documents[selfie]',
      'documents[proof-of-address]',
    ])
    expect(inputOf(inputs, 'fields[phone-number]')).toMatchObject({ given: true, type: 'phone-number' })
  })

  it('keeps what the session has given, as given', () => {
    const inputs = inputsOf(template, stateOf({ given: ['birthdate'] }), 'en')
    expect(inputOf(inputs, 'fields[birthdate]')).toMatchObject({ given: true, type: 'date', required: true })
    expect(inputOf(inputs, 'fields[name-first]')).toMatchObject({ given: false, type: 'text' })
    expect(inputOf(inputs, 'fields[nickname]')).toMatchObject({ required: false })
  })

  it('says of a document which pages it has and which are there', () => {
    const state = stateOf({
      documents: { 'government-id': { pages: ['front'] }, selfie: { pages: ['center'] } },
    })
    const inputs = inputsOf(template, state, 'en')
    expect(inputOf(inputs, 'documents[government-id]')).toMatchObject({
      given: false,
      pages: [
        { name: 'front', given: true },
        { name: 'back', given: false },
      ],
      'content-types': ['image/jpeg', 'image/png'],
      'bytes-max': FILE_BYTES_MAX,
    })
    expect(inputOf(inputs, 'documents[selfie]')).toMatchObject({
      given: true,
      pages: [{ name: 'center', given: true }],
    })
    expect(inputOf(inputs, 'documents[proof-of-address]')).toMatchObject({
      pages: [{ name: 'document', given: false }],
      'content-types': ['image/jpeg', 'image/png', 'application/pdf'],
      'id-classes': [],
    })
  })

  it('is a whole passport with its one page', () => {
    const state = stateOf({ documents: { 'government-id': { idClass: 'pp', pages: ['front'] } } })
    expect(inputOf(inputsOf(template, state, 'en'), 'documents[government-id]')).toMatchObject({
      given: true,
      pages: [{ name: 'front', given: true }],
    })
  })
})
