import { fileURLToPath } from 'node:url'
import { type GreyImage, greyOf, openImage } from './image.ts'
import { type PrintLine, printLinesOf } from './print-lines.ts'
import { openRecogniser, type Recogniser } from './recognise.ts'
import { resized } from './resized.ts'
import { straighten, turned, turnedAround } from './straighten.ts'
import { strokesOf } from './strokes.ts'
import { type ZonePlace, zonePlaces } from './zone-place.ts'
import { type ZoneReading, zoneOfText } from './zone-text.ts'

/** What the machine-readable zone in a picture says. */
export interface ZoneReport {
  /** Its lines, as printed; none where there is none that can be read. */
  lines: string[]
  /** Quarter turns clockwise by which the picture is to be turned for the zone to stand upright. */
  quarterTurns: number
}

/** Longest side of the picture that is read from, and of the one in which lines are looked for; pixels. */
const READ_SIZE = 2400
const SEARCH_SIZES = [720, 1200]
/** Places that are read, the longest first, before the search is given up. */
const PLACES_MAX = 3
/** Shortest line of a zone, as a part of the picture's width. */
const LENGTH_MIN = 0.3
/** Thickest stroke, and widest gap between the letters of a line, as parts of the picture's longest side. */
const STROKE_MAX = 0.01
const GAP_MAX = 0.025
/** Renderings of one place: height of its lines' distance in pixels, and the blur's sigma. Each misreads other things. */
const RENDERINGS = [
  { pitch: 60, sigma: 1 },
  { pitch: 48, sigma: 0.6 },
  { pitch: 76, sigma: 1.6 },
  { pitch: 60, sigma: 0 },
]
/** Renderings without any reading after which a place is given up. */
const HOPELESS_AFTER = 2
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<'

/** A model of our own for OCR-B: see mrz-traineddata.md. */
const TRAINED_DATA = fileURLToPath(new URL('./mrz.traineddata', import.meta.url))

let opening: Promise<Recogniser> | null = null
/** Opened when first used, and kept: this module lives in a process of its own. */
const recogniser = (): Promise<Recogniser> => {
  opening ??= openRecogniser(TRAINED_DATA, ALPHABET)
  return opening
}

/** Finds and reads the machine-readable zone (TD1, TD2, TD3) in a picture of a document, whichever way up it lies. */
export async function examineZone(bytes: Uint8Array): Promise<ZoneReport> {
  const image = await openImage(bytes)
  const picture = await greyOf(
    image.resize(READ_SIZE, READ_SIZE, { fit: 'inside', withoutEnlargement: true }),
  )
  const read = await recogniser()
  for (const size of SEARCH_SIZES) {
    for (const turns of [0, 1] as const) {
      const upright = turned(picture, turns)
      for (const place of (await placesIn(upright, size)).slice(0, PLACES_MAX)) {
        const found = await readPlace(read, upright, place)
        if (found) return { lines: found.lines, quarterTurns: turns + found.quarterTurns }
      }
    }
  }
  return { lines: [], quarterTurns: 0 }
}

/** Places of a zone in a picture, at its own scale. */
async function placesIn(picture: GreyImage, size: number): Promise<ZonePlace[]> {
  const scale = Math.min(1, size / Math.max(picture.width, picture.height))
  const small = await resized(picture, scale)
  const marks = strokesOf(small, Math.round(size * STROKE_MAX))
  const lines = printLinesOf({ ...small, marks }, size * GAP_MAX, small.width * LENGTH_MIN)
  return zonePlaces(lines.map(line => scaled(line, 1 / scale)))
}

const scaled = ({ left, right, length, thickness }: PrintLine, by: number): PrintLine => ({
  left: { x: left.x * by, y: left.y * by },
  right: { x: right.x * by, y: right.y * by },
  length: length * by,
  thickness: thickness * by,
})

/**
 * Reads one place, upright or upside down: the first reading whose check digits all hold, or that two renderings agree
 * on; otherwise the one with the fewest wrong digits.
 */
async function readPlace(
  recogniser: Recogniser,
  picture: GreyImage,
  place: ZonePlace,
): Promise<{ lines: string[]; quarterTurns: number } | null> {
  const strip = straighten(picture, place.corners, place.width, place.height)
  const readings: (ZoneReading & { quarterTurns: number })[] = []
  for (const [index, { pitch, sigma }] of RENDERINGS.entries()) {
    if (index === HOPELESS_AFTER && readings.length === 0) return null
    const rendering = await resized(strip, pitch / place.pitch, sigma)
    for (const quarterTurns of readings[0] ? [readings[0].quarterTurns] : ([0, 2] as const)) {
      const reading = zoneOfText(
        recogniser.read(quarterTurns === 0 ? rendering : turnedAround(rendering), 'block').text,
      )
      if (!reading) continue
      const lines = reading.lines.join()
      if (reading.zone.wrongCheckDigits.length === 0 || readings.some(other => other.lines.join() === lines))
        return { lines: reading.lines, quarterTurns }
      readings.push({ ...reading, quarterTurns })
      break
    }
  }
  return readings.sort((one, other) => wrongDigits(one) - wrongDigits(other))[0] ?? null
}

const wrongDigits = ({ zone }: ZoneReading): number => zone.wrongCheckDigits.length
