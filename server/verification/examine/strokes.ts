import type { GreyImage } from './image.ts'

/** How much darker than its surroundings ink is at least: a part of their brightness, and grey levels. */
const CONTRAST_MIN = 0.18
const LEVELS_MIN = 10

/**
 * Marks the thin dark strokes of print, one byte a pixel: what a grey closing of `size` pixels fills in (the "black hat"
 * of mathematical morphology). Shadows, and edges of anything larger, are no strokes.
 */
export function strokesOf({ width, height, pixels }: GreyImage, size: number): Uint8Array {
  const widest = slide(slide(pixels, size, 1, Math.max), size, width, Math.max)
  const closed = slide(slide(widest, size, 1, Math.min), size, width, Math.min)
  const marks = new Uint8Array(pixels.length)
  // The windows reach down and right, so that what they found belongs this much further.
  const shift = (size - 1) * (width + 1)
  for (let y = size; y < height - size; y++) {
    for (let x = size; x < width - size; x++) {
      const at = y * width + x
      const around = closed[at - shift] ?? 0
      if (around - (pixels[at] ?? 0) > Math.max(LEVELS_MIN, around * CONTRAST_MIN)) marks[at] = 1
    }
  }
  return marks
}

/** The extreme of each window of `size` pixels that begins at a pixel, by windows of doubled width. */
function slide(
  values: Uint8Array,
  size: number,
  step: number,
  extreme: (one: number, other: number) => number,
): Uint8Array {
  let current = values
  let reach = 1
  while (reach < size) {
    const more = Math.min(reach, size - reach)
    const next = new Uint8Array(current.length)
    for (let at = 0; at < current.length; at++) {
      const own = current[at] ?? 0
      next[at] = extreme(own, current[at + more * step] ?? own)
    }
    current = next
    reach += more
  }
  return current
}
