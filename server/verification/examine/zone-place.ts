import type { Point, PrintLine } from './print-lines.ts'

/** Where a zone may be: the four corners around its lines, clockwise from where its first line begins. */
export interface ZonePlace {
  corners: readonly [Point, Point, Point, Point]
  lines: number
  /** Distance between two lines, in pixels. */
  pitch: number
  /** Length of a line, and of the place with its margins. */
  length: number
  width: number
  height: number
}

/** How alike the lines of a zone are: slant in radians, lengths, and distances between them. */
const SLANT_MAX = 0.06
const LENGTH_RATIO_MIN = 0.88
/** Distance of lines, in heights of their letters (ICAO Doc 9303: 6.35 mm and about 2.6 mm). */
const PITCH_MIN = 1.5
const PITCH_MAX = 4
/** Distance of lines in widths of a character (6.35 mm and 2.54 mm), and characters in a line, with room for error. */
const CHARACTERS_PER_PITCH = 2.5
const CHARACTERS_MIN = 24
const CHARACTERS_MAX = 52

/** Margins around the lines, in distances of lines. */
const MARGIN_ABOVE = 0.55
const MARGIN_SIDE = 0.45

/** Two or three alike lines below one another; three before two, and the longest first. */
export function zonePlaces(lines: readonly PrintLine[]): ZonePlace[] {
  const sorted = [...lines].sort((one, other) => middleOf(one).y - middleOf(other).y)
  const pairs = sorted.flatMap((one, index) =>
    sorted.slice(index + 1).flatMap(other => (areNeighbours(one, other) ? [[one, other] as const] : [])),
  )
  const triples = pairs.flatMap(([one, other]) =>
    pairs.flatMap(([second, third]) =>
      second === other && evenlySpaced(one, other, third) ? [[one, other, third] as const] : [],
    ),
  )
  const pairsAlone = pairs.filter(([one, other]) =>
    triples.every(triple => !(triple.some(line => line === one) && triple.some(line => line === other))),
  )
  return [...triples, ...pairsAlone].map(placeOf).filter(hasLengthOfZone).sort(byLength)
}

const byLength = (one: ZonePlace, other: ZonePlace): number =>
  other.lines - one.lines || other.length - one.length

const middleOf = ({ left, right }: PrintLine): Point => ({
  x: (left.x + right.x) / 2,
  y: (left.y + right.y) / 2,
})

const slantOf = ({ left, right }: PrintLine): number => Math.atan2(right.y - left.y, right.x - left.x)

/** Distance of the middle of `other` from the line, and how far it lies along it. */
function offset(line: PrintLine, other: PrintLine): { across: number; along: number } {
  const [from, to, slant] = [middleOf(line), middleOf(other), slantOf(line)]
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  return {
    across: dy * Math.cos(slant) - dx * Math.sin(slant),
    along: dx * Math.cos(slant) + dy * Math.sin(slant),
  }
}

function areNeighbours(one: PrintLine, other: PrintLine): boolean {
  const { across, along } = offset(one, other)
  const height = (one.thickness + other.thickness) / 2
  return (
    Math.abs(slantOf(one) - slantOf(other)) <= SLANT_MAX &&
    Math.min(one.length, other.length) >= LENGTH_RATIO_MIN * Math.max(one.length, other.length) &&
    across >= PITCH_MIN * height &&
    across <= PITCH_MAX * height &&
    Math.abs(along) <= across
  )
}

function evenlySpaced(first: PrintLine, second: PrintLine, third: PrintLine): boolean {
  const [upper, lower] = [offset(first, second).across, offset(second, third).across]
  return Math.max(upper, lower) <= 1.3 * Math.min(upper, lower)
}

function hasLengthOfZone({ length, pitch }: ZonePlace): boolean {
  const characters = (length / pitch) * CHARACTERS_PER_PITCH
  return characters >= CHARACTERS_MIN && characters <= CHARACTERS_MAX
}

/** The corners lie most of a pitch beyond the first and last line, and beyond their ends. */
function placeOf(lines: readonly PrintLine[]): ZonePlace {
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) throw new Error('a zone has lines')
  const gaps = lines.length - 1
  const pitch = offset(first, last).across / gaps
  const length = (first.length + last.length) / 2
  const beyond = (line: PrintLine, from: PrintLine, side: 'left' | 'right'): Point => {
    const opposite = side === 'left' ? 'right' : 'left'
    const part = MARGIN_ABOVE / gaps
    const end = MARGIN_SIDE * (pitch / line.length)
    return {
      x: line[side].x + (line[side].x - from[side].x) * part + (line[side].x - line[opposite].x) * end,
      y: line[side].y + (line[side].y - from[side].y) * part + (line[side].y - line[opposite].y) * end,
    }
  }
  return {
    corners: [
      beyond(first, last, 'left'),
      beyond(first, last, 'right'),
      beyond(last, first, 'right'),
      beyond(last, first, 'left'),
    ],
    lines: lines.length,
    pitch,
    length,
    width: Math.round(length + 2 * MARGIN_SIDE * pitch),
    height: Math.round((gaps + 2 * MARGIN_ABOVE) * pitch),
  }
}
