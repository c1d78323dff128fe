import sharp from 'sharp'
import { type Corners, straighten } from '../../server/verification/examine/straighten.ts'
import type { Random } from './random.ts'

/** What happens to a picture between the table and the file. */
export interface Shot {
  /** Quarter turns clockwise. */
  quarterTurns: number
  /** Blur of the lens, in pixels of a picture 1600 wide: a phone in focus has less than 1. */
  blur: number
  /** A burnt-out spot: its centre and its radius, as parts of the width; null for none. */
  glare: { x: number; y: number; radius: number } | null
  /** What is left of the picture: parts of its width and height. */
  crop: { left: number; top: number; width: number; height: number } | null
}

const PIXELS = 3

interface Colours {
  width: number
  height: number
  data: Buffer
}

const raw = ({ width, height }: Colours) => ({ raw: { width, height, channels: PIXELS } }) as const

/** Photographs a drawn document as a phone would: from a slant, in uneven light, with noise, as a JPEG. */
export async function photograph(drawn: Buffer, shot: Shot, random: Random): Promise<Buffer> {
  const flat = await sharp(drawn).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = flat.info
  const seen = slanted({ width, height, data: flat.data }, random)
  const lit = unevenlyLit(seen, random)
  const size = Math.round(width * random.between(0.85, 1.15))
  let image = sharp(lit.data, raw(lit))
  if (shot.crop) {
    const { left, top, width: w, height: h } = shot.crop
    image = image.extract({
      left: Math.round(left * width),
      top: Math.round(top * height),
      width: Math.round(w * width),
      height: Math.round(h * height),
    })
  }
  const blur = (shot.blur * width) / 1600
  const blurred = await (blur >= 0.3 ? image.blur(blur) : image).raw().toBuffer({ resolveWithObject: true })
  const noisy = withNoise({ ...blurred.info, data: blurred.data }, random)
  // A sensor that is full shows no noise.
  const taken = glared(noisy, shot.glare)
  return sharp(taken.data, raw(taken))
    .resize(Math.round((size * taken.width) / width))
    .rotate(shot.quarterTurns * 90)
    .jpeg({ quality: random.integer(70, 88) })
    .toBuffer()
}

/** Seen from up to a few degrees aside, and turned by as many. */
function slanted(picture: Colours, random: Random): Colours {
  const { width, height } = picture
  const angle = random.between(-0.06, 0.06)
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const corner = (x: number, y: number) => {
    const [u, v] = [(x - 0.5) * width * 1.06, (y - 0.5) * height * 1.06]
    return {
      x: width / 2 + u * cosine - v * sine + random.between(-0.02, 0.02) * width,
      y: height / 2 + u * sine + v * cosine + random.between(-0.02, 0.02) * height,
    }
  }
  const corners: Corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)]
  const data = Buffer.alloc(picture.data.length)
  for (let colour = 0; colour < PIXELS; colour++) {
    const pixels = Uint8Array.from(
      { length: width * height },
      (_, at) => picture.data[at * PIXELS + colour] ?? 0,
    )
    const seen = straighten({ width, height, pixels }, corners, width, height)
    for (const [at, pixel] of seen.pixels.entries()) data[at * PIXELS + colour] = pixel
  }
  return { width, height, data }
}

/** Paper in a room is never white: exposure, a colour cast, and light that falls off to one side. */
function unevenlyLit({ width, height, data }: Colours, random: Random): Colours {
  const exposure = random.between(0.72, 0.94)
  const cast = [random.between(0.95, 1), random.between(0.95, 1), random.between(0.9, 1)]
  const [across, down] = [random.between(-0.12, 0.12), random.between(-0.12, 0.12)]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = exposure * (1 + across * (x / width - 0.5) + down * (y / height - 0.5))
      for (const [colour, part] of cast.entries()) {
        const at = (y * width + x) * PIXELS + colour
        data[at] = Math.min(255, (data[at] ?? 0) * light * part)
      }
    }
  }
  return { width, height, data }
}

/** Light that a lamp throws back from the laminate: burnt out in the middle, less around. */
function glared({ width, height, data }: Colours, glare: Shot['glare']): Colours {
  if (!glare) return { width, height, data }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = Math.hypot(x / width - glare.x, (y - glare.y * height) / width)
      const strength = 330 * Math.exp(-((distance / glare.radius) ** 2))
      for (let at = (y * width + x) * PIXELS; at < (y * width + x + 1) * PIXELS; at++)
        data[at] = Math.min(255, (data[at] ?? 0) + strength)
    }
  }
  return { width, height, data }
}

function withNoise({ width, height, data }: Colours, random: Random): Colours {
  const sigma = random.between(2, 5)
  const grains = Float32Array.from({ length: GRAINS }, () =>
    [0, 0, 0].reduce(sum => sum + random.between(-sigma, sigma), 0),
  )
  for (let at = 0; at < data.length; at++) {
    data[at] = Math.min(255, Math.max(0, (data[at] ?? 0) + (grains[at % GRAINS] ?? 0)))
  }
  return { width, height, data }
}

/** Different grains of noise: a prime, so that rows do not repeat. */
const GRAINS = 65_521
