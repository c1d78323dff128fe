import { decoded, openImage } from './image.ts'

/** The picture is looked at this many pixels wide and high. */
const SIDE = 64
/** Numbers of a fingerprint, and bits of each. */
export const FINGERPRINT_ROWS = 16
const ROW_BITS = 16

/** A picture by what it shows: 16 numbers of 16 bits. */
export type Fingerprint = readonly number[]

/**
 * Up to this many differing bits of 256, two pictures are the same one. Measured on the specimens: saved again smaller,
 * blurred, darker or in another format, at most 18; two people's cards of the same issuer, at least 34.
 */
export const SAME_PICTURE_BITS = 24

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

/** In how many of 256 bits two fingerprints differ. */
export const distanceOf = (one: Fingerprint, other: Fingerprint): number =>
  one.reduce((sum, row, index) => sum + bitCount(row ^ (other[index] ?? 0)), 0)

const bitCount = (bits: number): number => bits.toString(2).replaceAll('0', '').length
