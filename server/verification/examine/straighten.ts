import type { GreyImage } from './image.ts'
import type { Point } from './print-lines.ts'

/** Four corners of a flat thing in a picture, clockwise from its own upper left. */
export type Corners = readonly [Point, Point, Point, Point]

/**
 * Takes what lies between four corners as if seen from straight above, `width` by `height` pixels: the unit square
 * mapped onto the corners in perspective (P. Heckbert, 1989, section 2.2.3), and the brightness between pixels by the
 * four around it. Beyond the picture's edge goes on what is at the edge.
 */
export function straighten(image: GreyImage, corners: Corners, width: number, height: number): GreyImage {
  const { a, b, c, d, e, f, g, h } = projectionOnto(corners)
  const { pixels: source, width: wide, height: high } = image
  const pixels = new Uint8Array(width * height)
  const [lastX, lastY] = [wide - 1, high - 1]
  for (let y = 0; y < height; y++) {
    const v = (y + 0.5) / height
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / width
      const depth = g * u + h * v + 1
      const atX = Math.min(lastX, Math.max(0, (a * u + b * v + c) / depth - 0.5))
      const atY = Math.min(lastY, Math.max(0, (d * u + e * v + f) / depth - 0.5))
      const left = Math.floor(atX)
      const top = Math.floor(atY)
      const across = atX - left
      const down = atY - top
      const from = top * wide + left
      const right = left < lastX ? 1 : 0
      const below = top < lastY ? wide : 0
      const upper = (source[from] ?? 0) * (1 - across) + (source[from + right] ?? 0) * across
      const lower = (source[from + below] ?? 0) * (1 - across) + (source[from + below + right] ?? 0) * across
      pixels[y * width + x] = upper * (1 - down) + lower * down
    }
  }
  return { width, height, pixels }
}

function projectionOnto([p0, p1, p2, p3]: Corners) {
  const [dx1, dy1] = [p1.x - p2.x, p1.y - p2.y]
  const [dx2, dy2] = [p3.x - p2.x, p3.y - p2.y]
  const [sx, sy] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y]
  const determinant = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / determinant
  const h = (dx1 * sy - sx * dy1) / determinant
  return {
    a: p1.x - p0.x + g * p1.x,
    b: p3.x - p0.x + h * p3.x,
    c: p0.x,
    d: p1.y - p0.y + g * p1.y,
    e: p3.y - p0.y + h * p3.y,
    f: p0.y,
    g,
    h,
  }
}

/** A picture as it is, or after a quarter turn clockwise. */
export function turned({ width, height, pixels }: GreyImage, turns: 0 | 1): GreyImage {
  if (turns === 0) return { width, height, pixels }
  const lying = new Uint8Array(pixels.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lying[x * height + height - 1 - y] = pixels[y * width + x] ?? 0
  return { width: height, height: width, pixels: lying }
}

/** A picture upside down. */
export const turnedAround = ({ width, height, pixels }: GreyImage): GreyImage => ({
  width,
  height,
  pixels: pixels.toReversed(),
})
