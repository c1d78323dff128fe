/** All lengths in this file are millimetres of the printed document. */
interface Point {
  x: number
  y: number
}

const polyline = (points: readonly Point[]): string =>
  `M${points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}`

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

export interface Ribbon {
  width: number
  /** Height at which the ribbon runs. */
  y: number
  lines: number
  /** How far a line swings, and over what length. */
  amplitude: number
  wavelength: number
  /** Where the swing begins, in radians. */
  phase: number
}

/** Lines that swing together and cross in pinches, like the ribbons of a banknote: one path's data. */
export const ribbon = ({ width, y, lines, amplitude, wavelength, phase }: Ribbon): string =>
  range(lines)
    .map(line => {
      const share = (line / (lines - 1)) * 2 - 1
      return polyline(
        range(Math.ceil(width) + 1).map(x => {
          const turn = (2 * Math.PI * x) / wavelength
          const swell = Math.cos(turn / 2 + phase)
          return { x, y: y + amplitude * (share * swell + 0.55 * Math.sin(turn + phase)) }
        }),
      )
    })
    .join('')

export interface Rosette {
  x: number
  y: number
  radius: number
  petals: number
  /** How many copies, each a little turned and smaller. */
  rings: number
}

/** A rosette of scalloped rings: one path's data. */
export const rosette = ({ x, y, radius, petals, rings }: Rosette): string =>
  range(rings)
    .map(ring => {
      const size = radius * (1 - (0.72 * ring) / rings)
      const points = range(petals * 22).map(step => {
        const angle = (2 * Math.PI * step) / (petals * 22)
        const reach = size * (0.9 + 0.1 * Math.cos(petals * angle + (ring * Math.PI) / 2))
        return { x: x + reach * Math.cos(angle), y: y + reach * Math.sin(angle) }
      })
      return `${polyline(points)}Z`
    })
    .join('')
