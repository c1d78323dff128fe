import type { GovernmentId } from '../../demo/people/person.ts'
import { type MrzData, td1, td3 } from '../../demo/specimens/mrz.ts'
import { transliterate } from '../../demo/specimens/transliteration.ts'
import type { Holder, State } from './holder.ts'
import { td2 } from './td2-lines.ts'

/** What is printed on a document and what its holder, or whoever shares it, says is printed. */
export interface SpecimenDocument {
  holder: Holder
  state: State
  /** The lines of its machine-readable zone; none on a driver licence. */
  mrz: readonly string[]
}

const LINES = { TD1: td1, TD2: td2, TD3: td3 } as const

const latin = (name: string): string => {
  const letters = transliterate(name)
  return letters.charAt(0) + letters.slice(1).toLowerCase()
}

export const zoneOf = (format: keyof typeof LINES, state: State, holder: Holder): readonly string[] =>
  LINES[format](mrzData(state, holder))

const mrzData = (state: State, holder: Holder): MrzData => ({
  issuingState: state,
  nationality: state,
  documentNumber: holder.documentNumber,
  surname: holder.nameLast,
  givenNames: holder.nameFirst,
  birthdate: holder.birthdate,
  sex: holder.sex,
  expirationDate: holder.expirationDate,
})

/** A document of an invented registry, in the form that our own drawings take. */
export function drawable(
  holder: Holder,
  issuer: GovernmentId['issuer'],
  mrz: readonly string[],
): GovernmentId {
  const native = /\p{Script=Cyrillic}/u.test(holder.nameLast)
  return {
    kind: 'government-id',
    'id-class': 'id',
    issuer,
    attributes: {
      'name-first': native ? latin(holder.nameFirst) : holder.nameFirst,
      'name-last': native ? latin(holder.nameLast) : holder.nameLast,
      ...(native && { 'native-name-first': holder.nameFirst, 'native-name-last': holder.nameLast }),
      birthdate: holder.birthdate,
      birthplace: holder.birthplace,
      sex: holder.sex,
      nationality: issuer,
      'document-number': holder.documentNumber,
      'issue-date': holder.issueDate,
      'expiration-date': holder.expirationDate,
      'issuing-authority': 'Specimen Registry',
    },
    mrz,
    files: [],
  }
}
