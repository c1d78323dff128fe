import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareNames, type NameParts } from '../../../server/verification/compare-names.ts'
import { mutationsOf } from './mutations.ts'

/** `First Middle|Last` */
function named(written: string): NameParts {
  const [given = '', last = ''] = written.split('|')
  const [first = '', ...middle] = given.split(' ')
  return { first, middle: middle.join(' '), last }
}

const levelOf = (one: string, other: string) => {
  const compared = compareNames(named(one), named(other))
  const turned = compareNames(named(other), named(one))
  expect(turned, 'the other way round').toEqual(compared)
  return 'level' in compared ? compared.level : compared.incomparable
}

describe('two writings of one name', () => {
  it.each([
    ['Elsa|Norrvinge', 'Elsa|Norrvinge'],
    ['Elsa|Norrvinge', 'ELSA|NORRVINGE'],
    ['  Elsa |Norrvinge', 'Elsa|Norrvinge'],
    ['Jürgen|Müller', 'JUERGEN|MUELLER'],
    ['Jürgen|Müller', 'Jurgen|Muller'],
    ['Jürgen|Müller', 'JUXXRGEN|MUXXLLER'],
    ['Søren|Ødegård', 'SOEREN|OEDEGAARD'],
    ['Søren|Ødegård', 'Soren|Odegard'],
    ['Zoë|Nuñez', 'Zoe|Nunez'],
    ['Groß|Weiß', 'GROSS|WEISS'],
    ['Łukasz|Żółć', 'LUKASZ|ZOLC'],
    ['Þór|Ægisson', 'THOR|AEGISSON'],
    ['Siobhán|O’Brien', 'SIOBHAN|OBRIEN'],
    ["Siobhan|O'Brien", 'Siobhan|O Brien'],
    ['Jean-Luc|Dupont', 'Jean Luc|DUPONT'],
    ['Anne-Marie|Smith-Jones', 'ANNE MARIE|SMITH JONES'],
    ['Иван|Иванов', 'IVAN|IVANOV'],
    ['Юлия|Щербакова', 'IULIIA|SHCHERBAKOVA'],
    ['Дмитрий|Жуков', 'DMITRII|ZHUKOV'],
    ['Γιώργος|Παπαδόπουλος', 'ΓΙΩΡΓΟΣ|ΠΑΠΑΔΟΠΟΥΛΟΣ'],
    ['太郎|山田', '太郎|山田'],
    ['محمد|علي', 'محمد|علي'],
    ['민수|김', '민수|김'],
    ['Ｅｌｓａ|Norrvinge', 'Elsa|Norrvinge'],
    ['Elsa Maria|Norrvinge', 'Elsa|Norrvinge'],
    ['María José|García López', 'Maria Jose|Garcia Lopez'],
  ])('%s, %s: full', (one, other) => {
    expect(levelOf(one, other)).toBe('full')
  })

  it.each([
    ['E|Norrvinge', 'Elsa|Norrvinge'],
    ['Norrvinge|Elsa', 'Elsa|Norrvinge'],
    ['María|García López', 'Maria|Garcia'],
    ['Jonathan|Smith', 'Jonathon|Smith'],
    ['Elsa|Norrvinge', 'Elsa|Norvinge-Berg'],
  ])('%s, %s: in part', (one, other) => {
    expect(levelOf(one, other)).toBe('partial')
  })
})

describe('the names of two people', () => {
  it.each([
    ['John|Smith', 'Jane|Smith'],
    ['Elsa|Norrvinge', 'Elsa|Lindqvist'],
    ['Elsa|Norrvinge', 'Nils|Norrvinge'],
    ['Maria|Keller', 'Mario|Bauer'],
    ['Li|Wei', 'Li|Wang'],
    ['Jan|de Vries', 'Piet|de Vries'],
    ['Иван|Иванов', 'PETR|PETROV'],
    ['太郎|山田', '花子|山田'],
    ['A|B', 'C|D'],
    ['Elsa|', '|Norrvinge'],
  ])('%s, %s: none', (one, other) => {
    expect(levelOf(one, other)).toBe('none')
  })

  // Known: neighbours that a typing error would explain, too. A birthdate or a number has to tell them apart.
  it('can agree in part', () => {
    expect(levelOf('Anna|Eriksson', 'Hanna|Erikson')).toBe('partial')
  })
})

describe('names that cannot be compared', () => {
  it.each([
    ['太郎|山田', 'Taro|Yamada', 'script_not_comparable'],
    ['محمد|علي', 'Mohammed|Ali', 'script_not_comparable'],
    ['|', 'Elsa|Norrvinge', 'missing_property'],
    ['12|34', 'Elsa|Norrvinge', 'missing_property'],
  ])('%s, %s: %s', (one, other, reason) => {
    expect(levelOf(one, other)).toBe(reason)
  })
})

describe('any text whatever', () => {
  const text = fc.string({ unit: 'binary', maxLength: 3_000 })
  const parts = fc.record({ first: text, middle: text, last: text })

  // Guarantee: nothing that a stranger wrote stops the server.
  it('is compared', () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => void compareNames(one, other)),
      { numRuns: 10 },
    )
    for (const written of mutationsOf([
      'Elsa Maria|Norrvinge',
      'Юлия|Щербакова',
      '太郎|山田',
      'Jean-Luc|O’Brien',
    ])) {
      compareNames(named(written), named('Jürgen|Müller'))
      expect(['full', 'missing_property']).toContain(levelOf(written, written))
    }
  })

  // Guarantee: neither capitals nor what stands between words makes another name of it.
  it('in capitals, and with other gaps, is the same name', () => {
    const word = fc.constantFrom('Elsa', 'Jürgen', 'Łukasz', 'Ødegård', 'García', 'Иван', 'Weiß')
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(' ', '-', '  ', ', '),
        (words, gap) => {
          const [last = '', ...given] = words
          const one = { first: given.join(' '), middle: '', last }
          const other = { first: given.join(gap).toUpperCase(), middle: '', last: last.toUpperCase() }
          expect(compareNames(one, other)).toEqual({ level: 'full' })
        },
      ),
    )
  })
})
