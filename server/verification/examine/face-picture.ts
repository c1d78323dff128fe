import sharp from 'sharp'
import type { Box } from './face-engine.ts'
import { decoded, openImage } from './image.ts'

/** Longest side at which faces are looked for and cut out, in pixels. */
const PICTURE_SIDE_MAX = 2400

/** RGB, one byte each, row by row. */
export interface RgbImage {
  width: number
  height: number
  pixels: Uint8Array
}

/** A picture as faces are looked for in it, and how many pixels of the original stand for one of its own. */
export interface Picture extends RgbImage {
  scale: number
}

/** A square of a picture, turned about its centre. */
export interface Square {
  x: number
  y: number
  side: number
  /** Radians, clockwise. */
  angle: number
}

/** Opens a JPEG, PNG or WebP. Throws Unprocessable as `openImage` does, and where its data are damaged. */
export async function openPicture(bytes: Uint8Array): Promise<Picture> {
  const image = await openImage(bytes)
  const { autoOrient: original } = await image.metadata()
  const side = PICTURE_SIDE_MAX
  const small = image
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
  const { data, info } = await decoded(small.raw())
  return {
    width: info.width,
    height: info.height,
    pixels: new Uint8Array(data),
    scale: original.width / info.width,
  }
}

/** The picture turned clockwise by so many quarters. */
export async function turnedPicture(picture: Picture, quarterTurns: number): Promise<Picture> {
  if (quarterTurns === 0) return picture
  const { width, height, pixels, scale } = picture
  const { data, info } = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .rotate(quarterTurns * 90)
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: new Uint8Array(data), scale }
}

export const squareAround = ({ left, top, width, height }: Box): Square => ({
  x: left + width / 2,
  y: top + height / 2,
  side: Math.max(width, height),
  angle: 0,
})

/** Where a point of a square that was cut to `side` pixels lies in the picture. */
export function pointIn(square: Square, side: number, { x, y }: { x: number; y: number }) {
  const step = square.side / side
  const [cos, sin] = [Math.cos(square.angle) * step, Math.sin(square.angle) * step]
  const [u, v] = [x - side / 2, y - side / 2]
  return { x: square.x + u * cos - v * sin, y: square.y + u * sin + v * cos }
}

/**
 * Cuts a square out of a picture, `side` pixels wide: each pixel is the mean of as many samples as it covers pixels of
 * the picture. What lies outside is black.
 */
export function cut(picture: RgbImage, square: Square, side: number): Uint8Array {
  const samples = Math.max(1, Math.round(square.side / side))
  const out = new Uint8Array(side * side * 3)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const sum = new Float64Array(3)
      for (let v = 0.5; v < samples; v++) {
        for (let u = 0.5; u < samples; u++) {
          const { x, y } = pointIn(square, side, { x: column + u / samples, y: row + v / samples })
          addSample(sum, picture, x - 0.5, y - 0.5)
        }
      }
      out.set(
        sum.map(value => Math.round(value / samples ** 2)),
        (row * side + column) * 3,
      )
    }
  }
  return out
}

/** Adds the colour at a point between the centres of four pixels. */
function addSample(sum: Float64Array, picture: RgbImage, x: number, y: number): void {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, bottom] = [x - left, y - top]
  addPixel(sum, picture, left, top, (1 - right) * (1 - bottom))
  addPixel(sum, picture, left + 1, top, right * (1 - bottom))
  addPixel(sum, picture, left, top + 1, (1 - right) * bottom)
  addPixel(sum, picture, left + 1, top + 1, right * bottom)
}

function addPixel(
  sum: Float64Array,
  { width, height, pixels }: RgbImage,
  x: number,
  y: number,
  weight: number,
) {
  if (x < 0 || y < 0 || x >= width || y >= height) return
  const at = (y * width + x) * 3
  for (let channel = 0; channel < 3; channel++)
    sum[channel] = (sum[channel] ?? 0) + weight * (pixels[at + channel] ?? 0)
}
