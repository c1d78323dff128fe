import type { GovernmentId } from '../../demo/people/person.ts'
import { english } from '../../demo/specimens/captions.ts'
import { issuers } from '../../demo/specimens/issuers.ts'
import { escapeMarkup } from '../../demo/specimens/markup.ts'
import {
  backgroundRosette,
  disclaimer,
  emblem,
  entry,
  machineReadableZone,
  overprint,
  paper,
  printedDate,
  printedNames,
} from '../../demo/specimens/parts.ts'

/** ISO/IEC 7810 ID-2, in millimetres: the size of a TD2 document. */
export const td2Size = { width: 105, height: 74, corner: 3 } as const

/** The MRZ takes the lowest 23.2 mm and begins 6 mm from the left edge (ICAO Doc 9303-6, figure 4). */
const zoneTop = td2Size.height - 23.2

/** The front of a TD2 identity card, with its zone: SVG markup in millimetres. */
export function td2Front(document: GovernmentId, portrait: string): string {
  const issuer = issuers[document.issuer]
  const { attributes } = document
  const { captions } = issuer
  const names = printedNames(document)
  return `${paper(issuer, td2Size.width, td2Size.height)}
    ${backgroundRosette(issuer, { x: 76, y: 30 }, 18)}
    <rect width="${td2Size.width}" height="10" fill="${issuer.ink.heading}" fill-opacity=".1"/>
    ${emblem(issuer, document.issuer, { x: 9, y: 6.4 }, 4.4)}
    <text x="16" y="6.6" font-size="3.6" font-weight="bold" fill="${issuer.ink.heading}">${escapeMarkup(issuer.state.native.toUpperCase())}</text>
    <svg x="74" y="12" width="26" height="33.2" viewBox="58 56 184 235" preserveAspectRatio="xMidYMid slice">
      <rect x="0" y="0" width="300" height="400" fill="#e9eef0"/>${portrait}</svg>
    ${entry({ x: 6, y: 13.5 }, [captions.surname, english.surname], names.surname, 3)}
    ${entry({ x: 6, y: 20.2 }, [captions.givenNames, english.givenNames], names.givenNames, 3)}
    ${entry({ x: 6, y: 26.9 }, [captions.birthdate, english.birthdate], printedDate(attributes.birthdate))}
    ${entry({ x: 40, y: 26.9 }, [captions.sex, english.sex], attributes.sex)}
    ${entry({ x: 6, y: 33.2 }, [captions.expirationDate, english.expirationDate], printedDate(attributes['expiration-date']))}
    ${entry({ x: 40, y: 33.2 }, [captions.documentNumber, english.documentNumber], attributes['document-number'])}
    ${entry({ x: 6, y: 39.5 }, [captions.issueDate, english.issueDate], printedDate(attributes['issue-date']))}
    ${overprint({ x: 46, y: 40 }, 10, -16)}
    ${disclaimer({ x: 6, y: 48.6 })}
    <rect y="${zoneTop}" width="${td2Size.width}" height="23.2" fill="#fdfdfb"/>
    ${machineReadableZone(document.mrz, 6, [zoneTop + 8.45, zoneTop + 14.8])}`
}
