import type { GovernmentId } from '../people/person.ts'
import { ribbon, rosette } from './guilloche.ts'
import type { Issuer } from './issuers.ts'
import { escapeMarkup } from './markup.ts'

/** Pieces that every document here is put together from: SVG markup in millimetres. */
export interface Position {
  x: number
  y: number
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const

/** `2035-03-06` as `06 MAR 2035`, the form of ICAO Doc 9303-3, section 3.8. */
export const printedDate = (isoDate: string): string => {
  const [year, month, day] = isoDate.split('-')
  return `${day} ${months[Number(month) - 1]} ${year}`
}

/** The name as printed: each part in capitals, and in both scripts where the document has two. */
export const printedNames = ({ attributes }: GovernmentId): { surname: string; givenNames: string } => {
  const given = [attributes['name-first'], attributes['name-middle']]
    .filter(name => name !== undefined)
    .join(' ')
  const both = (native: string | undefined, name: string): string =>
    (native === undefined ? name : `${native} / ${name}`).toUpperCase()
  return {
    surname: both(attributes['native-name-last'], attributes['name-last']),
    givenNames: both(attributes['native-name-first'], given),
  }
}

/** A captioned value: the caption in the issuer's language and in English, the value below it. */
export const entry = (
  { x, y }: Position,
  captions: readonly [string, string],
  value: string,
  size = 2.7,
): string =>
  `<text x="${x}" y="${y}" class="caption">${escapeMarkup(captions.join(' / '))}</text>
  <text x="${x}" y="${y + size * 1.05 + 0.3}" class="value" font-size="${size}">${escapeMarkup(value)}</text>`

/**
 * The lines of a machine-readable zone: OCR-B at a pitch of 2.54 mm (ICAO Doc 9303-3, section 4.4). `baselines` are the
 * lines' heights on the document, `x` the left edge of the first character.
 */
export const machineReadableZone = (
  lines: readonly string[],
  x: number,
  baselines: readonly number[],
): string =>
  lines
    .map((line, row) => {
      const positions = [...line].map((_, column) => (x + column * 2.54).toFixed(2)).join(' ')
      return `<text x="${positions}" y="${baselines[row]}" class="ocr-b">${escapeMarkup(line)}</text>`
    })
    .join('')

/** Tinted paper with the issuer's guilloche, filling `width` by `height`. */
export const paper = ({ ink }: Issuer, width: number, height: number): string => {
  const [left, middle, right] = ink.paper
  const wide = { width, lines: 11, amplitude: 7, wavelength: width * 0.62 }
  return `<linearGradient id="paper"><stop offset="0" stop-color="${left}"/><stop offset=".5" stop-color="${middle}"/><stop offset="1" stop-color="${right}"/></linearGradient>
    <rect width="${width}" height="${height}" fill="url(#paper)"/>
    <g fill="none" stroke-width=".12" opacity=".42">
      <path d="${ribbon({ ...wide, y: height * 0.24, phase: 0 })}${ribbon({ ...wide, y: height * 0.84, phase: 2.1 })}" stroke="${ink.first}"/>
      <path d="${ribbon({ ...wide, y: height * 0.52, phase: 4 })}" stroke="${ink.second}"/>
    </g>`
}

/** The large rosette behind the printed data of a front. */
export const backgroundRosette = ({ ink }: Issuer, centre: Position, radius: number): string =>
  `<g fill="none" stroke-width=".12" opacity=".4">
    <path d="${rosette({ ...centre, radius, petals: 20, rings: 12 })}" stroke="${ink.second}"/>
    <path d="${rosette({ ...centre, radius: radius * 0.5, petals: 12, rings: 8 })}" stroke="${ink.first}"/>
  </g>`

/** An emblem that is no State's: a small rosette around the issuer's code. */
export const emblem = (issuer: Issuer, code: string, { x, y }: Position, radius: number): string =>
  `<g fill="none" stroke="${issuer.ink.heading}" stroke-width=".14">
    <path d="${rosette({ x, y, radius, petals: 14, rings: 5 })}"/></g>
  <circle cx="${x}" cy="${y}" r="${radius * 0.56}" fill="#fff" fill-opacity=".75"/>
  <text x="${x}" y="${y + radius * 0.16}" text-anchor="middle" font-size="${radius * 0.46}" font-weight="bold" fill="${issuer.ink.heading}">${code}</text>`

/** The word SPECIMEN across an area, so that nobody takes a picture of it for a document. */
export const overprint = ({ x, y }: Position, size: number, turn: number): string =>
  `<text transform="translate(${x} ${y}) rotate(${turn})" text-anchor="middle" font-size="${size}" font-weight="bold"
    letter-spacing="${size * 0.12}" fill="#c62828" fill-opacity=".2" stroke="#c62828" stroke-opacity=".55" stroke-width=".18">SPECIMEN</text>`

/** The small print that says what this is. */
export const disclaimer = ({ x, y }: Position): string =>
  `<text x="${x}" y="${y}" font-size="1.5" fill="#b71c1c">SPECIMEN · made for a software demonstration · identifies nobody and gives no rights</text>`
