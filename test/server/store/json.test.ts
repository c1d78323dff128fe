import { describe, expect, it } from 'vitest'
import { checks, dataTypes, readJson, readJsonOrNull, terms } from '../../../server/store/json.ts'

describe('a JSON column', () => {
  it('is read as it was written', () => {
    expect(readJson(dataTypes, '["name","selfie"]')).toEqual(['name', 'selfie'])
    expect(readJsonOrNull(terms, '{"url":"https://a.example/","version":"1"}')).toEqual({
      url: 'https://a.example/',
      version: '1',
    })
  })

  it('may be empty where the column may', () => {
    expect(readJsonOrNull(terms, null)).toBeNull()
  })

  // Nothing is read out of a damaged or foreign row that this program would not have written.
  it.each([
    ['an unknown data type', () => readJson(dataTypes, '["dna"]')],
    ['no list', () => readJson(dataTypes, '"name"')],
    ['a list that is cut short', () => readJson(dataTypes, '["name"')],
    ['nothing', () => readJson(dataTypes, '')],
    ['null', () => readJson(dataTypes, 'null')],
    ['terms with a further word', () => readJson(terms, '{"url":"a","version":"1","accepted":true}')],
    ['terms without a version', () => readJsonOrNull(terms, '{"url":"a"}')],
    ['a check without a status', () => readJson(checks, '[{"name":"a","reasons":[],"metadata":{}}]')],
  ])('is refused: %s', (_what, reading) => {
    expect(reading).toThrow()
  })
})
