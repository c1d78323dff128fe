import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { examinePdf, timeOf } from '../../../../server/verification/examine/pdf.ts'
import { takeApart } from '../../../../server/verification/examine/pdf-streams.ts'
import { createExaminePool } from '../../../../server/verification/examine/pool.ts'
import { hostilePdfs, hostilePictures } from './hostile-files.ts'
import { mutated, randomFrom } from './mutate.ts'

const selfie = readFileSync(join(import.meta.dirname, '../../../../demo/people/complete/selfie.jpg'))
const bill = readFileSync(join(import.meta.dirname, '../../../../demo/people/complete/proof-of-address.pdf'))
const pool = createExaminePool(pino({ level: 'silent' }))
afterAll(() => pool.close())

describe('a PDF', () => {
  it('is read page by page', async () => {
    const { pages, ...rest } = await examinePdf(bill)
    expect(pages).toEqual([expect.stringContaining('Elsa Norrvinge\nExempelgatan 12\n000 12 Exempelstad')])
    expect(rest).toMatchObject({ revisions: 1, annotations: 0, embeddedFiles: 0, editor: null })
  })

  it.each([
    ['D:20261005', '2026-10-05T00:00:00.000Z'],
    ["D:20261005120000+02'00'", '2026-10-05T10:00:00.000Z'],
    ['D:20261005120000Z', '2026-10-05T12:00:00.000Z'],
  ])('has the time %s', (date, expected) => {
    expect(new Date(timeOf(date) ?? 0).toISOString()).toBe(expected)
  })

  it.each(['', 'yesterday', 'D:20269999'])('has no time in %j', date => {
    expect(timeOf(date)).toBeNull()
  })
})

// Guarantee: a hostile file is refused within the limits, and the next honest one is read.
describe('a PDF that', () => {
  it.each(hostilePdfs)('%s is refused', async (_what, make, reason) => {
    const answer = await pool.examine('pdf', make())
    if (reason === null) expect(['read', 'refused']).toContain(answer.outcome)
    else expect(answer).toEqual({ outcome: 'refused', reason })
    expect(await pool.examine('pdf', bill)).toMatchObject({ outcome: 'read' })
  })

  it('is a bomb is refused before a library opens it', () => {
    const [, make] = hostilePdfs[0] ?? []
    expect(() => takeApart(make?.() ?? bill)).toThrow('too_large')
  })
})

describe('a picture', () => {
  it.each(hostilePictures)('%s is refused', async (_what, make, reason) => {
    expect(await pool.examine('text', await make())).toEqual({ outcome: 'refused', reason })
  })
})

/** `FUZZ=10000` for the long form. */
const FILES = Number(process.env.FUZZ ?? 300)

/** A picture in a PDF is unpacked by another library than others, and then read, which takes long. */
async function scan(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const picture = await sharp(selfie).resize(510).jpeg().toBuffer()
  pdf.addPage([510, 680]).drawImage(await pdf.embedJpg(picture))
  return pdf.save({ useObjectStreams: false })
}

// Guarantee: whatever is changed in a file, it is read or refused; nothing crashes, nothing hangs.
describe('a PDF of which anything is changed', () => {
  it.each([
    ['a bill', async () => bill, FILES],
    ['a scan', scan, Math.ceil(FILES / 20)],
  ])(
    'is read or refused: %s',
    async (what, make, count) => {
      const file = await make()
      const random = randomFrom(20261126)
      const outcomes = { read: 0, refused: 0, unavailable: 0 }
      const overLimit: number[] = []
      for (let index = 0; index < count; index++) {
        const answer = await pool.examine('pdf', mutated(file, random))
        outcomes[answer.outcome]++
        if (answer.outcome === 'refused' && answer.reason === 'over_limit') overLimit.push(index)
      }
      console.log(`${count} changed PDFs, ${what}: ${outcomes.read} read, ${outcomes.refused} refused`)
      expect([outcomes.unavailable, overLimit]).toEqual([0, []])
    },
    3_600_000,
  )
})
