import { zoneSpellings } from '../cyrillic.ts'
import type { MachineReadableZone } from '../mrz.ts'
import { sameAsZoneName } from '../names.ts'
import type { Properties } from './properties.ts'

const COMPARED_EXACTLY = ['birthdate', 'issue-date', 'expiration-date', 'document-number', 'sex'] as const

/**
 * In what the print of a document and its machine-readable part differ, as reasons; what one of them does not say is
 * not compared. `zone` says whether the machine's names come from a zone, which writes them in its own way.
 */
export function differences(
  printed: Properties,
  machine: Properties,
  zone: MachineReadableZone | null,
): string[] {
  const exact = COMPARED_EXACTLY.filter(name => {
    const [one, other] = [comparable(printed[name]), comparable(machine[name])]
    return one !== '' && other !== '' && one !== other
  })
  const names = (['name-last', 'name-first'] as const).filter(
    name => printed[name] && !nameAgrees(name, printed, machine, zone?.nameMayBeCut ?? false),
  )
  return [...exact, ...names].map(reasonOf)
}

export const reasonOf = (name: string): string => `${name.replaceAll('-', '_')}_differs`

const comparable = (text = ''): string => text.replace(/[^A-Z0-9]/gi, '').toUpperCase()

/**
 * A machine's part may have all given names after one another; the print may have the first, or the middle ones too. A
 * zone has no other letters than Latin ones.
 */
function nameAgrees(
  name: 'name-first' | 'name-last',
  printed: Properties,
  machine: Properties,
  mayBeCut: boolean,
): boolean {
  const agree = (one = '', other = ''): boolean =>
    [one, ...zoneSpellings(one)].some(spelling => sameAsZoneName(spelling, other, mayBeCut))
  if (agree(printed[name], machine[name])) return true
  if (name === 'name-last') return false
  const [all, allOfMachine] = [printed, machine].map(
    ({ 'name-first': first = '', 'name-middle': middle = '' }) => `${first} ${middle}`,
  )
  return (
    agree(all, machine[name]) ||
    agree(all, allOfMachine) ||
    agree(printed[name], machine[name]?.split(' ')[0])
  )
}
