import type { GreyImage } from './image.ts'

/** A pixel whose darkest colour is this bright has lost what it showed: white paper is darker, or not neutral. */
const CLIPPED = 254
/** Smallest spot that counts, as a part of the picture: smaller ones hide no letter. */
const SPOT_MIN = 0.002

/** Part of a picture, 0 to 1, that is burnt out in spots. `pixels` hold each pixel's darkest colour. */
export function clippedPart({ width, height, pixels }: GreyImage): number {
  const seen = new Uint8Array(pixels.length)
  let clipped = 0
  for (let start = 0; start < pixels.length; start++) {
    if (seen[start] || (pixels[start] ?? 0) < CLIPPED) continue
    const spot = spotAt(start, { width, height, pixels }, seen)
    // What reaches the picture's edge is the white that a scanned document lies on.
    if (!spot.atEdge && spot.size >= SPOT_MIN * pixels.length) clipped += spot.size
  }
  return clipped / pixels.length
}

function spotAt(start: number, { width, height, pixels }: GreyImage, seen: Uint8Array) {
  const spot = [start]
  seen[start] = 1
  let atEdge = false
  for (let index = 0; index < spot.length; index++) {
    const at = spot[index] ?? 0
    const [x, y] = [at % width, Math.floor(at / width)]
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) atEdge = true
    for (const next of [x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at, at - width, at + width]) {
      if (seen[next] !== 0 || (pixels[next] ?? 0) < CLIPPED) continue
      seen[next] = 1
      spot.push(next)
    }
  }
  return { size: spot.length, atEdge }
}
