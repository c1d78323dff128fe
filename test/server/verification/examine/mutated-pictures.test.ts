import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { licenceOf } from '../../../../server/verification/examine/aamva.ts'
import type { Examined } from '../../../../server/verification/examine/examine.ts'
import { createExaminePool } from '../../../../server/verification/examine/pool.ts'
import { namedEditor } from '../../../../server/verification/examine/text.ts'
import { zoneOfText } from '../../../../server/verification/examine/zone-text.ts'
import { readZone } from '../../../../server/verification/mrz.ts'
import { holderOf } from '../../../specimens/holder.ts'
import { aamvaText } from '../../../specimens/licence.ts'
import { randomOf } from '../../../specimens/random.ts'
import { mutated, randomFrom } from './mutate.ts'

/** `FUZZ=10000` for the long form, of so many files. */
const FILES = Number(process.env.FUZZ ?? 60)
const TEXTS = Number(process.env.FUZZ ?? 2_000)
const MS_PER_FILE = 5_000
const FEWEST = 8
/** As many as there are processes. */
const AT_ONCE = 2

const warnings: string[] = []
const pool = createExaminePool(pino({ level: 'warn' }, { write: line => void warnings.push(line) }))
afterAll(() => pool.close())

const person = (path: string) => readFileSync(join(import.meta.dirname, '../../../../demo/people', path))

/** A back, which has a zone and a barcode, and a front, which has a portrait; small, so that changes hit everything. */
const pictures = ['complete/identity-card-back.jpg', 'complete/identity-card-front.jpg'].flatMap(path => {
  const small = sharp(person(path))
    .resize(420)
    .withExif({ IFD0: { Software: 'camera', Artist: 'somebody' } })
  return [small.clone().jpeg(), small.clone().png(), small.clone().webp()]
})

/**
 * Every examination that opens pictures. All of them have them decoded by libvips; zxing, tesseract and the networks see
 * pixels that it gave them, take long, and are given a part of the files.
 */
const SHARES = [
  ['photo', 1],
  ['fingerprint', 1],
  ['rendition', 1],
  ['barcodes', 1],
  ['zone', 20],
  ['text', 20],
  ['faces', 20],
  ['portrait', 20],
] as const

const outcomeOf = (answer: Examined<unknown>): string =>
  answer.outcome === 'refused' ? answer.reason : answer.outcome

describe('pictures with something changed in them', () => {
  // Guarantee: no file ends the process that reads it, or keeps it longer than it is given.
  it.each(SHARES)(
    'are read or refused: %s of each %i',
    async (name, share) => {
      const files = await Promise.all(pictures.map(picture => picture.toBuffer()))
      const random = randomFrom(1)
      const outcomes = new Map<string, number>()
      const count = Math.max(FILES / share, FEWEST)
      for (let index = 0; index < count; index += AT_ONCE) {
        const some = files.map((_, at) => files[(index + at) % files.length] ?? files[0]).slice(0, AT_ONCE)
        const answers = await Promise.all(
          some.map(file => pool.examine(name, mutated(file ?? Buffer.alloc(1), random))),
        )
        for (const outcome of answers.map(outcomeOf)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
      console.log(`${count} changed pictures, ${name}: ${JSON.stringify(Object.fromEntries(outcomes))}`)
      // A crash or a hang is warned of, and what no library foresaw.
      expect(warnings).toEqual([])
      const known = ['damaged', 'read', 'too_large', 'type_not_detected']
      expect([...outcomes.keys()].filter(outcome => !known.includes(outcome))).toEqual([])
      expect(outcomes.get('read')).toBeGreaterThan(0)
      expect(outcomes.get('damaged')).toBeGreaterThan(0)
    },
    FILES * MS_PER_FILE,
  )
})

describe('metadata with something changed in them', () => {
  it('are read or are none', async () => {
    const files = await Promise.all(pictures.map(picture => picture.toBuffer()))
    const random = randomFrom(3)
    const heads = files.map(file => file.subarray(0, 1_500))
    for (let index = 0; index < TEXTS; index++) {
      const file = mutated(heads[index % heads.length] ?? Buffer.alloc(1), random)
      expect(['string', 'object']).toContain(typeof (await namedEditor(file)))
    }
  }, 600_000)
})

describe('texts with something changed in them', () => {
  const LICENCE = aamvaText(holderOf(randomOf(1), 'USA'), { subdivision: 'XA', ink: 'FRA', mirrored: false })
  const ZONE = [
    'I<SWESPC4172603SPECIMEN<<<<<<<',
    '9104174F3503063SWE<<<<<<<<<<<8',
    'NORRVINGE<<ELSA<<<<<<<<<<<<<<<',
  ].join('\n')

  it.each([
    ['a licence', LICENCE, licenceOf],
    ['recognised text', ZONE, zoneOfText],
    ['the lines of a zone', ZONE, (text: string) => readZone(text.split('\n'))],
  ])('are parsed or are none: %s', (_what, text, parse) => {
    const random = randomFrom(2)
    for (let index = 0; index < TEXTS; index++) {
      const changed = mutated(Buffer.from(text), random).toString('latin1')
      expect(() => parse(changed)).not.toThrow()
    }
  })
})
