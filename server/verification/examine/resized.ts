import sharp from 'sharp'
import type { GreyImage } from './image.ts'

/** Scales grey pixels, and blurs them by a Gaussian of `sigma` pixels where it is not 0. */
export async function resized(
  { width, height, pixels }: GreyImage,
  scale: number,
  sigma = 0,
): Promise<GreyImage> {
  const source = sharp(pixels, { raw: { width, height, channels: 1 } })
  const sized = source.resize(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
    {
      fit: 'fill',
    },
  )
  const { data, info } = await (sigma > 0 ? sized.blur(sigma) : sized)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
}
