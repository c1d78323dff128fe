import { describe, expect, it } from 'vitest'
import { labelIn } from '../../../server/connect/label.ts'

const translations = [
  { locale: 'de', label: 'Vorname' },
  { locale: 'pt-BR', label: 'Nome' },
  { locale: 'de-AT', label: 'Vorname (AT)' },
]

describe('a label', () => {
  // What a page reads aloud in the wrong language nobody understands, so the language is told with the words.
  it.each<[wanted: string, label: string, locale: string | null]>([
    ['de', 'Vorname', 'de'],
    ['de-AT', 'Vorname (AT)', 'de-AT'],
    ['de-CH', 'Vorname', 'de'],
    ['pt', 'Nome', 'pt-BR'],
    ['pt-PT', 'Nome', 'pt-BR'],
    ['fr', 'First name', null],
    ['en', 'First name', null],
  ])('for %s is “%s”', (wanted, label, locale) => {
    expect(labelIn(wanted, { label: 'First name', translations })).toEqual({ label, 'label-locale': locale })
  })

  it('is the author’s own where there are no others, and none where there is none', () => {
    expect(labelIn('de', { label: 'First name' })).toEqual({ label: 'First name', 'label-locale': null })
    expect(labelIn('de', { label: null })).toEqual({ label: null, 'label-locale': null })
    expect(labelIn('de', { label: null }, 'en')).toEqual({ label: null, 'label-locale': null })
    expect(labelIn('de', { label: 'First name' }, 'en')).toEqual({
      label: 'First name',
      'label-locale': 'en',
    })
  })
})
