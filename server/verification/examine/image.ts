import sharp, { type Sharp } from 'sharp'
import { Unprocessable } from './unprocessable.ts'

/** Most pixels of a picture that is opened: a 50-megapixel photograph. */
export const PIXELS_MAX = 50_000_000

// libvips opens dozens of formats, some of which read other files (SVG) or run interpreters; three are wanted.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })
// One examination at a time runs in a process: a cache of earlier people's pictures would serve nobody.
sharp.cache(false)

/**
 * Opens a JPEG, PNG or WebP, turned upright by its EXIF orientation and without its metadata. Nothing is decoded yet.
 * Throws Unprocessable for another type, or for more than PIXELS_MAX.
 */
export async function openImage(bytes: Uint8Array): Promise<Sharp> {
  if (bytes.length === 0) throw new Unprocessable('type_not_detected')
  const image = sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error' })
  const { width, height } = await image.metadata().catch(error => {
    throw new Unprocessable(isTooLarge(error) ? 'too_large' : 'type_not_detected')
  })
  if (width * height > PIXELS_MAX) throw new Unprocessable('too_large')
  return image.autoOrient()
}

/** Grey pixels, one byte each, row by row. */
export interface GreyImage {
  width: number
  height: number
  pixels: Uint8Array
}

/** Decodes an image to grey pixels. Throws Unprocessable where its data are damaged. */
export async function greyOf(image: Sharp): Promise<GreyImage> {
  const { data, info } = await decoded(image.greyscale().removeAlpha().raw())
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
}

/** Runs the pipeline of an image to its bytes. Throws Unprocessable where the image's data are damaged. */
export const decoded = (image: Sharp) =>
  image.toBuffer({ resolveWithObject: true }).catch(error => {
    throw new Unprocessable(isTooLarge(error) ? 'too_large' : 'damaged')
  })

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('exceeds pixel limit')
