import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { licenceOf } from '../../../../server/verification/examine/aamva.ts'
import { createExaminePool } from '../../../../server/verification/examine/pool.ts'
import { zoneOfText } from '../../../../server/verification/examine/zone-text.ts'
import { readZone } from '../../../../server/verification/mrz.ts'
import { holderOf } from '../../../specimens/holder.ts'
import { aamvaText } from '../../../specimens/licence.ts'
import { randomOf } from '../../../specimens/random.ts'
import { mutated, randomFrom } from './mutate.ts'

/** `FUZZ=10000` for the long form. */
const FILES = Number(process.env.FUZZ ?? 120)
const TEXTS = Number(process.env.FUZZ ?? 2_000)
const MS_PER_FILE = 5_000

const pool = createExaminePool(pino({ level: 'silent' }))
afterAll(() => pool.close())

const card = readFileSync(
  join(import.meta.dirname, '../../../../demo/people/complete/identity-card-back.jpg'),
)
const small = sharp(card).resize(420)
const pictures = [small.clone().jpeg(), small.clone().png(), small.clone().webp()]

describe('pictures with something changed in them', () => {
  // Guarantee: no file ends the process that reads it, or keeps it longer than it is given.
  it.each(['photo', 'zone', 'barcodes', 'fingerprint'] as const)(
    'are read or refused: %s',
    async name => {
      const files = await Promise.all(pictures.map(picture => picture.toBuffer()))
      const random = randomFrom(1)
      const outcomes = new Set<string>()
      for (let index = 0; index < FILES; index++) {
        const file = files[index % files.length] ?? card
        const answer = await pool.examine(name, mutated(file, random))
        outcomes.add(answer.outcome === 'refused' ? answer.reason : answer.outcome)
      }
      // All three happen; a crash or a hang would be told as `over_limit`.
      expect([...outcomes].sort()).toEqual(['damaged', 'read', 'type_not_detected'])
    },
    FILES * MS_PER_FILE,
  )
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
