import { checkDigit, type MrzData, td3 } from '../../demo/specimens/mrz.ts'

/** The two lines of 36 characters of a TD2 document (ICAO Doc 9303-6, section 4.2). */
export function td2(data: MrzData): readonly [string, string] {
  const { optionalData: _, ...rest } = data
  const [names, numbers] = td3(rest)
  const upper = `I<${names.slice(2)}`.slice(0, 36)
  const lower = `${numbers.slice(0, 28)}<<<<<<<`
  return [upper, lower + checkDigit(lower.slice(0, 10) + lower.slice(13, 20) + lower.slice(21, 35))]
}
