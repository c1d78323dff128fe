import sharp from 'sharp'
import { decoded, type GreyImage, openImage } from './image.ts'

/** A colour that has lost what it showed; white paper, even a perfect one, is darker in one of the three. */
const FULL = 254
/** Longest side of the map of what is burnt out, in pixels. */
const SIZE = 160
/** A patch is burnt out where this part of its pixels, 0 to 1, is full. Counted before the picture is made smaller. */
const BURNT_OUT = 0.3
/** Smallest spot that counts, as a part of the picture: smaller ones hide no letter. */
const SPOT_MIN = 0.002

/** Part of a picture, 0 to 1, that is burnt out in spots, as by a lamp's reflection. */
export async function glareOf(bytes: Uint8Array): Promise<number> {
  const image = await openImage(bytes)
  const full = image.removeAlpha().toColourspace('srgb').threshold(FULL, { greyscale: false }).raw()
  const { data, info } = await decoded(full)
  const map = await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .resize(SIZE, SIZE, { fit: 'inside', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = map.info
  const pixels = Uint8Array.from({ length: width * height }, (_, at) =>
    Math.min(...map.data.subarray(at * channels, (at + 1) * channels)),
  )
  return spotsOf({ width, height, pixels })
}

function spotsOf({ width, height, pixels }: GreyImage): number {
  const seen = new Uint8Array(pixels.length)
  let burntOut = 0
  for (let start = 0; start < pixels.length; start++) {
    if (seen[start] || (pixels[start] ?? 0) < BURNT_OUT * 255) continue
    const spot = spotAt(start, { width, height, pixels }, seen)
    // What reaches around the picture is the white that a scanned document lies on.
    if (spot.edges < 3 && spot.size >= SPOT_MIN * pixels.length) burntOut += spot.size
  }
  return burntOut / pixels.length
}

function spotAt(start: number, { width, height, pixels }: GreyImage, seen: Uint8Array) {
  const spot = [start]
  seen[start] = 1
  const edges = new Set<string>()
  for (let index = 0; index < spot.length; index++) {
    const at = spot[index] ?? 0
    const [x, y] = [at % width, Math.floor(at / width)]
    if (x === 0) edges.add('left')
    if (y === 0) edges.add('top')
    if (x === width - 1) edges.add('right')
    if (y === height - 1) edges.add('bottom')
    for (const next of [x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at, at - width, at + width]) {
      if (seen[next] !== 0 || (pixels[next] ?? 0) < BURNT_OUT * 255) continue
      seen[next] = 1
      spot.push(next)
    }
  }
  return { size: spot.length, edges: edges.size }
}
