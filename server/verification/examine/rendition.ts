import { decoded, openImage } from './image.ts'
import { Unprocessable } from './unprocessable.ts'

const QUALITY = 90

/**
 * Draws a JPEG or PNG anew: the same picture, upright, in a file that holds nothing but its pixels. What was hidden in
 * the old one, before, behind or beside them, is gone. Throws Unprocessable for what is no picture.
 */
export async function examineRendition(bytes: Uint8Array): Promise<Uint8Array> {
  const image = await openImage(bytes)
  const { format } = await image.metadata()
  if (format === 'jpeg') return (await decoded(image.jpeg({ quality: QUALITY }))).data
  if (format === 'png') return (await decoded(image.png())).data
  throw new Unprocessable('type_not_detected')
}
