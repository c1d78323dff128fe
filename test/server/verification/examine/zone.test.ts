import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { people } from '../../../../demo/people/people.ts'
import type { GovernmentId } from '../../../../demo/people/person.ts'
import { examineZone } from '../../../../server/verification/examine/zone.ts'
import { zoneOfText } from '../../../../server/verification/examine/zone-text.ts'

const PEOPLE = join(import.meta.dirname, '../../../../demo/people')

const documents = people.flatMap(({ key, documents: [first] }) =>
  first?.kind === 'government-id' ? [[key, first] as const] : [],
)

const pictureOf = (document: GovernmentId) => readFileSync(join(PEOPLE, document.files.at(-1)?.path ?? ''))

describe('the zone in a picture', () => {
  // Guarantee: what is printed is what is read, a forged check digit too.
  it.each(documents)('is read as it is printed: %s', async (_key, document) => {
    const { lines } = await examineZone(pictureOf(document))
    expect(lines).toEqual([...document.mrz])
  })

  const [, card] = documents[0] ?? []
  if (!card) throw new Error('there are no specimens')

  it.each([
    [0, 0],
    [90, 3],
    [180, 2],
    [270, 1],
    [7, 0],
  ])('is found in a picture turned by %i degrees', async (angle, quarterTurns) => {
    const turned = await sharp(pictureOf(card)).rotate(angle, { background: '#70757a' }).jpeg().toBuffer()
    expect(await examineZone(turned)).toEqual({ lines: [...card.mrz], quarterTurns })
  })

  it.each([
    ['the front of a card', async () => readFileSync(join(PEOPLE, card.files[0]?.path ?? ''))],
    [
      'a zone that is cut off',
      () => sharp(pictureOf(card)).extract({ left: 0, top: 0, width: 700, height: 735 }).toBuffer(),
    ],
    ['a blurred one', () => sharp(pictureOf(card)).blur(12).toBuffer()],
    [
      'a blank sheet',
      () =>
        sharp({ create: { width: 900, height: 600, channels: 3, background: '#eee' } })
          .png()
          .toBuffer(),
    ],
    [
      'one pixel',
      () =>
        sharp({ create: { width: 1, height: 1, channels: 3, background: '#eee' } })
          .png()
          .toBuffer(),
    ],
  ])('is not found in %s', async (_what, picture) => {
    expect((await examineZone(await picture())).lines).toEqual([])
  })
})

describe('recognised text', () => {
  const CARD = [
    'I<SWESPC4172603SPECIMEN<<<<<<<',
    '9104174F3503063SWE<<<<<<<<<<<8',
    'NORRVINGE<<ELSA<<<<<<<<<<<<<<<',
  ]
  const linesOf = (...lines: string[]) => zoneOfText(lines.join('\n'))?.lines ?? null

  it('is a zone where lines have their lengths', () => {
    expect(linesOf(...CARD)).toEqual(CARD)
    expect(linesOf('Exempelstad', '', ...CARD)).toEqual(CARD)
    expect(linesOf('A LINE OF OTHER PRINT ABOVE THE ZONE', ...CARD)).toEqual(CARD)
  })

  // Recognition miscounts the fillers of long runs, and takes one of them for a letter.
  it.each([
    ['a filler too few', 'NORRVINGE<<ELSA<<<<<<<<<<<<<<'],
    ['two too many', 'NORRVINGE<<ELSA<<<<<<<<<<<<<<<<<'],
    ['one read as a letter', 'NORRVINGE<<ELSA<<<<<K<<<<<<<<<'],
    ['two read as letters', 'NORRVINGE<<ELSA<<<S<<<<<K<<<<<'],
    ['spaces', 'NORRVINGE<<ELSA <<<<<<< <<<<<<<<'],
  ])('has its fillers put right: %s', (_what, names) => {
    expect(linesOf(...CARD.with(2, names))).toEqual(CARD)
  })

  it.each([
    ['a letter in a date', 1, '91O4174F3503063SWE<<<<<<<<<<<8'],
    ['a letter in the other date', 1, '9104174F35O3O63SWE<<<<<<<<<<<8'],
  ])(
    'has a character put right that cannot stand there, where the check digits prove it: %s',
    (_what, index, line) => {
      expect(linesOf(...CARD.with(index, line))).toEqual(CARD)
    },
  )

  // Guarantee: a forger's digit is never put right.
  it('keeps a digit that somebody has changed', () => {
    for (const digit of '0123456789') {
      const altered = CARD.with(0, `I<SWESPC4${digit}72603SPECIMEN<<<<<<<`)
      expect(linesOf(...altered)).toEqual(altered)
    }
  })

  it.each([
    ['nothing', []],
    ['two lines of a card', CARD.slice(0, 2)],
    ['print', ['MACHINE READABLE TRAVEL DOCUMENT', 'IS WHAT IS WRITTEN ON THIS CARD!']],
    ['fillers', CARD.map(() => '<'.repeat(30))],
  ])('is no zone: %s', (_what, lines) => {
    expect(linesOf(...lines)).toBeNull()
  })
})
