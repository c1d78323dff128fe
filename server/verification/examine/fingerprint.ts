import { FINGERPRINT_ROWS, type Fingerprint, FINGERPRINT_ROW_BITS as ROW_BITS } from '../fingerprint.ts'
import { decoded, openImage } from './image.ts'

/** The picture is looked at this many pixels wide and high. */
const SIDE = 64
/**
 * Examines which picture this is, whatever its size, format or compression: the signs, about their median, of its 256
 * lowest frequencies (the perceptual hash of C. Zauner, 2010). A difference hash, measured beside it, took the same
 * card saved again (31 bits) for farther away than another person's (20).
 */
export async function examineFingerprint(bytes: Uint8Array): Promise<Fingerprint> {
  const image = await openImage(bytes)
  const small = image.greyscale().removeAlpha().resize(SIDE, SIDE, { fit: 'fill' }).raw()
  const { data } = await decoded(small)
  const frequencies = lowestFrequencies(data)
  const median = frequencies.toSorted((one, other) => one - other)[frequencies.length / 2] ?? 0
  return Array.from({ length: FINGERPRINT_ROWS }, (_, row) =>
    frequencies
      .slice(row * ROW_BITS, (row + 1) * ROW_BITS)
      .reduce((bits, frequency) => bits * 2 + Number(frequency > median), 0),
  )
}

/** cos(π (n + ½) k / SIDE): the basis of the discrete cosine transform, without its constant. */
const BASIS = Array.from({ length: ROW_BITS }, (_, k) =>
  Array.from({ length: SIDE }, (_, n) => Math.cos((Math.PI * (n + 0.5) * (k + 1)) / SIDE)),
)

const dot = (one: ArrayLike<number>, other: readonly number[]): number =>
  other.reduce((sum, factor, index) => sum + factor * (one[index] ?? 0), 0)

/** The transform in two dimensions, first along the lines, then across them. */
function lowestFrequencies(pixels: Uint8Array): number[] {
  const lines = Array.from({ length: SIDE }, (_, y) => pixels.subarray(y * SIDE, (y + 1) * SIDE))
  const along = BASIS.map(wave => lines.map(line => dot(line, wave)))
  return BASIS.flatMap(wave => along.map(column => dot(column, wave)))
}
