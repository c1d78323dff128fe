import type { GreyImage } from './image.ts'
import type { Corners } from './straighten.ts'

/** A field of parallel bars: its corners with a margin, clockwise from its upper left, and its size in pixels. */
export interface BarField {
  corners: Corners
  width: number
  height: number
}

/** Side of the tiles that a picture is looked at in, as a part of its longest side. */
const TILES = 48
/** Least mean square of the gradient of a tile of bars: of that of the richest tiles, and in all. */
const ENERGY_PART = 0.2
const ENERGY_RANK = 0.98
const ENERGY_MIN = 100
/** How far a tile's gradients must point one way, 0 to 1. Rows of bars have edges between them too. */
const AGREEMENT_MIN = 0.15
/** Fewest tiles of a field of bars. */
const TILES_MIN = 12
/** Margin around it, in tiles: a code needs a quiet zone. */
const MARGIN = 1.5

interface Tile {
  x: number
  y: number
  energy: number
  /** Direction across the bars as twice its angle, so that opposite directions are one. */
  cosine: number
  sine: number
}

/** The largest field of parallel bars in a picture, straight bars upright; none where there is none. */
export function barsIn(picture: GreyImage): BarField[] {
  const size = Math.max(8, Math.round(Math.max(picture.width, picture.height) / TILES))
  const field = largestField(richest(tilesIn(picture, size)), size)
  if (field.length < TILES_MIN) return []
  const angle = Math.atan2(sum(field, 'sine'), sum(field, 'cosine')) / 2
  const [right, down] = [
    { x: Math.cos(angle), y: Math.sin(angle) },
    { x: -Math.sin(angle), y: Math.cos(angle) },
  ]
  const along = extent(
    field.map(({ x, y }) => x * right.x + y * right.y),
    size,
  )
  const across = extent(
    field.map(({ x, y }) => x * down.x + y * down.y),
    size,
  )
  const at = (u: number, v: number) => ({ x: u * right.x + v * down.x, y: u * right.y + v * down.y })
  return [
    {
      corners: [
        at(along.from, across.from),
        at(along.to, across.from),
        at(along.to, across.to),
        at(along.from, across.to),
      ],
      width: Math.round(along.to - along.from),
      height: Math.round(across.to - across.from),
    },
  ]
}

const sum = (tiles: readonly Tile[], of: 'cosine' | 'sine'): number =>
  tiles.reduce((total, tile) => total + tile[of], 0)

function extent(values: readonly number[], size: number): { from: number; to: number } {
  const margin = (0.5 + MARGIN) * size
  return { from: Math.min(...values) - margin, to: Math.max(...values) + margin }
}

/** Tiles whose gradients point one way, by the structure tensor. */
function tilesIn({ width, height, pixels }: GreyImage, size: number): Tile[] {
  const tiles: Tile[] = []
  for (let top = 1; top + size < height; top += size) {
    for (let left = 1; left + size < width; left += size) {
      let [xx, yy, xy] = [0, 0, 0]
      for (let y = top; y < top + size; y++) {
        for (let x = left; x < left + size; x++) {
          const at = y * width + x
          const dx = (pixels[at + 1] ?? 0) - (pixels[at - 1] ?? 0)
          const dy = (pixels[at + width] ?? 0) - (pixels[at - width] ?? 0)
          xx += dx * dx
          yy += dy * dy
          xy += dx * dy
        }
      }
      const energy = (xx + yy) / (size * size)
      if (energy < ENERGY_MIN) continue
      const [cosine, sine] = [(xx - yy) / (xx + yy), (2 * xy) / (xx + yy)]
      if (Math.hypot(cosine, sine) < AGREEMENT_MIN) continue
      tiles.push({ x: left + size / 2, y: top + size / 2, energy, cosine, sine })
    }
  }
  return tiles
}

/** The tiles with the most edges: bars have more than print, and far more than the outline of a card. */
function richest(tiles: readonly Tile[]): Tile[] {
  const energies = tiles.map(({ energy }) => energy).sort((one, other) => one - other)
  const rich = energies[Math.floor(energies.length * ENERGY_RANK)] ?? 0
  return tiles.filter(({ energy }) => energy >= rich * ENERGY_PART)
}

/** The most tiles that touch one another and point one way. */
function largestField(tiles: readonly Tile[], size: number): Tile[] {
  const left = new Set(tiles)
  let largest: Tile[] = []
  for (const start of tiles) {
    if (!left.delete(start)) continue
    const field = [start]
    for (const tile of field) {
      for (const other of left) {
        if (Math.max(Math.abs(other.x - tile.x), Math.abs(other.y - tile.y)) > size * 1.5) continue
        if (tile.cosine * other.cosine + tile.sine * other.sine <= 0) continue
        left.delete(other)
        field.push(other)
      }
    }
    if (field.length > largest.length) largest = field
  }
  return largest
}
