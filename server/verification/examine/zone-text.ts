import { type MachineReadableZone, readZone, withRightClasses } from '../mrz.ts'

/** Characters of a line in each format (ICAO Doc 9303, parts 4 to 6), by how many lines it has. */
const LINE_LENGTHS: Readonly<Record<number, readonly number[]>> = { 3: [30], 2: [36, 44] }
/** How many characters too few or too many are put down to fillers: recognition miscounts long runs of them. */
const MISCOUNTED_MAX = 3
/** More wrong check digits than this, and the lines are no zone: an altered document has one or two. */
const WRONG_MAX = 2
const SHORTEST_LINE = 24

/** A reading of a zone: its lines, and what they say. */
export interface ZoneReading {
  lines: string[]
  zone: MachineReadableZone
}

/** Makes lines of a zone of recognised text; null where it is none. */
export function zoneOfText(text: string): ZoneReading | null {
  const lines = text
    .split('\n')
    .map(line => line.toUpperCase().replace(/[^A-Z0-9<]/g, ''))
    .filter(line => line.length >= SHORTEST_LINE)
  return best([lines, lines.slice(-3), lines.slice(-2)].flatMap(zonesOfLines))
}

const best = (readings: ZoneReading[]): ZoneReading | null =>
  readings.reduce<ZoneReading | null>(
    (found, one) =>
      found && found.zone.wrongCheckDigits.length <= one.zone.wrongCheckDigits.length ? found : one,
    null,
  )

function zonesOfLines(lines: string[]): ZoneReading[] {
  return (LINE_LENGTHS[lines.length] ?? []).flatMap(length => {
    const fitted = lines.map(line => fitFillers(withoutStrayLetters(line), length))
    if (fitted.some(line => line === null)) return []
    const whole = fitted.filter(line => line !== null)
    const zone = readZone(whole)
    if (!zone) return []
    const reading = corrected({ lines: whole, zone })
    return reading.zone.wrongCheckDigits.length <= WRONG_MAX ? [reading] : []
  })
}

/** A letter alone among fillers is one of them, misread: two fillers end a name, and nothing follows. */
const withoutStrayLetters = (line: string): string => {
  const once = line.replace(/(?<=<<)[A-Z](?=<<|<?$)/g, '<')
  return once === line ? line : withoutStrayLetters(once)
}

/** Adds or takes fillers where most of them stand, until the line has its length; null where that is too many. */
function fitFillers(line: string, length: number): string | null {
  const missing = length - line.length
  if (missing === 0) return line
  if (Math.abs(missing) > MISCOUNTED_MAX) return null
  const run = [...line.matchAll(/<+/g)].sort((one, other) => other[0].length - one[0].length)[0]
  if (!run || run[0].length + missing < 1) return null
  return (
    line.slice(0, run.index) + '<'.repeat(run[0].length + missing) + line.slice(run.index + run[0].length)
  )
}

/**
 * Takes a letter for the digit that it looks like where only digits can stand, and the other way round, if all check
 * digits prove it. The document number can hold both, and is left alone: trying other characters there would sooner or
 * later explain away a digit that a forger has changed.
 */
function corrected(reading: ZoneReading): ZoneReading {
  if (reading.zone.wrongCheckDigits.length === 0) return reading
  const lines = withRightClasses(reading.lines)
  const zone = readZone(lines)
  return zone?.wrongCheckDigits.length === 0 ? { lines, zone } : reading
}
