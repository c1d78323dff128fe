import type { GreyImage } from './image.ts'

/** Side of the tiles that are looked at one by one, in pixels. */
const TILE = 40
/** Least range of brightness, in grey levels, of a tile that shows anything. */
const RANGE_MIN = 40
/** The part of the tiles that are less sharp than the answer: a wall or a sleeve is not sharp in a sharp picture. */
const RANK = 0.9
/** Range of brightness that every tile is stretched to. */
const FULL_RANGE = 255

/** Variance of the Laplacian of a picture's sharper tiles, each stretched to full contrast; 0 where it shows nothing. */
export function sharpnessOf({ width, height, pixels }: GreyImage): number {
  const variances: number[] = []
  for (let top = 1; top + TILE < height; top += TILE)
    for (let left = 1; left + TILE < width; left += TILE) {
      const variance = varianceOf(pixels, width, top * width + left)
      if (variance !== null) variances.push(variance)
    }
  return variances.sort((one, other) => one - other)[Math.floor(variances.length * RANK)] ?? 0
}

function varianceOf(pixels: Uint8Array, width: number, from: number): number | null {
  let [lowest, highest, sum, squares] = [255, 0, 0, 0]
  for (let y = 0; y < TILE; y++) {
    for (let at = from + y * width; at < from + y * width + TILE; at++) {
      const pixel = pixels[at] ?? 0
      lowest = Math.min(lowest, pixel)
      highest = Math.max(highest, pixel)
      const around =
        (pixels[at - 1] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at - width] ?? 0) + (pixels[at + width] ?? 0)
      sum += around - 4 * pixel
      squares += (around - 4 * pixel) ** 2
    }
  }
  const range = highest - lowest
  if (range < RANGE_MIN) return null
  const count = TILE * TILE
  return (squares / count - (sum / count) ** 2) * (FULL_RANGE / range) ** 2
}
