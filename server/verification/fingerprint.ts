/** Numbers of a fingerprint, and bits of each. */
export const FINGERPRINT_ROWS = 16
export const FINGERPRINT_ROW_BITS = 16

/** A picture by what it shows: 16 numbers of 16 bits. */
export type Fingerprint = readonly number[]

/**
 * Up to this many differing bits of 256, two pictures are the same one. Measured on the specimens: saved again smaller,
 * blurred, darker or in another format, at most 18; two people's cards of the same issuer, at least 34.
 */
export const SAME_PICTURE_BITS = 24

/** In how many of 256 bits two fingerprints differ. */
export const distanceOf = (one: Fingerprint, other: Fingerprint): number =>
  one.reduce((sum, row, index) => sum + bitCount(row ^ (other[index] ?? 0)), 0)

const bitCount = (bits: number): number => bits.toString(2).replaceAll('0', '').length
