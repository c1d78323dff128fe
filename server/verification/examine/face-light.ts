/** How well a face can be seen, whatever its size in the picture. */
export interface FaceLight {
  /** Variance of the Laplacian of the face at 150 pixels: how much detail there is. */
  sharpness: number
  /** Mean of its pixels, 0 (black) to 255. */
  brightness: number
  /** Share of its pixels that are blown out. */
  glare: number
}

/** From here on a pixel says nothing but white. */
const BLOWN_OUT = 250

/** Measures the inner part of a square that was cut around a face: what surrounds it does not count. */
export function lightOf(rgb: Uint8Array, side: number): FaceLight {
  const grey = Float64Array.from({ length: side * side }, (_, index) => luma(rgb, index * 3))
  const [from, to] = [Math.round(side * 0.15), Math.round(side * 0.85)]
  const inner = Array.from({ length: (to - from) ** 2 }, (_, index) => {
    const row = from + Math.floor(index / (to - from))
    return row * side + from + (index % (to - from))
  })
  const detail = inner.map(
    at =>
      4 * level(grey, at) -
      level(grey, at - 1) -
      level(grey, at + 1) -
      level(grey, at - side) -
      level(grey, at + side),
  )
  const average = meanOf(detail)
  return {
    sharpness: Math.round(meanOf(detail.map(value => (value - average) ** 2))),
    brightness: Math.round(meanOf(inner.map(at => level(grey, at)))),
    glare: Number((inner.filter(at => level(grey, at) >= BLOWN_OUT).length / inner.length).toFixed(3)),
  }
}

const level = (grey: Float64Array, index: number): number => grey[index] ?? 0

/** Rec. 601. */
const luma = (rgb: Uint8Array, at: number): number =>
  0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0)

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
