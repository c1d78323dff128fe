import { glareOf } from './glare.ts'
import { decoded, openImage } from './image.ts'
import { sharpnessOf } from './sharpness.ts'

/** What a picture is worth as a photograph. */
export interface PhotoReport {
  /** As turned upright, in pixels. */
  width: number
  height: number
  /** Variance of the Laplacian where the picture is sharpest, at one size and contrast. */
  sharpness: number
  /** Part of the picture that is burnt out, 0 to 1. */
  glare: number
  /** Mean brightness, 0 to 255. */
  brightness: number
}

/** Longest side at which pictures are compared, in pixels: sharpness depends on it. */
const SIZE = 800

/** Examines the quality of a photograph. */
export async function examinePhoto(bytes: Uint8Array): Promise<PhotoReport> {
  const image = await openImage(bytes)
  const { autoOrient } = await image.metadata()
  const small = image.resize(SIZE, SIZE, { fit: 'inside' }).removeAlpha().toColourspace('srgb').raw()
  const { data, info } = await decoded(small)
  const { width, height } = info
  const grey = new Uint8Array(width * height)
  for (let at = 0; at < grey.length; at++) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at * 3, at * 3 + 3)
    grey[at] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
  }
  return {
    ...autoOrient,
    sharpness: sharpnessOf({ width, height, pixels: grey }),
    glare: await glareOf(bytes),
    brightness: grey.reduce((sum, pixel) => sum + pixel, 0) / grey.length,
  }
}
