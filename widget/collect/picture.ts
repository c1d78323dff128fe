/** Longest side of a picture that is sent, in pixels: the machine-readable zone of a document is still sharp. */
const SIDE_MAX = 2400
const QUALITY = 0.9

/** A JPEG of whatever is drawn, no larger than is needed. Nothing of the original's metadata, such as a place, is in it. */
export async function jpegOf(picture: ImageBitmap | HTMLVideoElement): Promise<Blob> {
  const video = picture instanceof HTMLVideoElement
  const [width, height] = video ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height]
  const scale = Math.min(1, SIDE_MAX / Math.max(width, height))
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
}

/**
 * A file as it is sent: a picture upright, scaled down and as JPEG; anything else, and a picture that this browser
 * cannot read, as it is.
 */
export async function prepared(file: Blob): Promise<Blob> {
  if (!file.type.startsWith('image/')) return file
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (bitmap === null) return file
  const jpeg = await jpegOf(bitmap)
  bitmap.close()
  return jpeg
}
