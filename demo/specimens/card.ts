import type { GovernmentId } from '../people/person.ts'
import { english } from './captions.ts'
import { issuers } from './issuers.ts'
import { escapeMarkup } from './markup.ts'
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
} from './parts.ts'
import { signature } from './signature.ts'

/** ISO/IEC 7810 ID-1, in millimetres: the size of a TD1 card. */
export const cardSize = { width: 85.6, height: 54, corner: 3.18 } as const

/** The MRZ takes the lowest 23.2 mm of the back and begins 5 mm from its left edge (ICAO Doc 9303-5, figure 6). */
const zoneTop = cardSize.height - 23.2
const baselines = [zoneTop + 5.2, zoneTop + 11.55, zoneTop + 17.9]

const header = (document: GovernmentId): string => {
  const issuer = issuers[document.issuer]
  return `<rect width="${cardSize.width}" height="9.6" fill="${issuer.ink.heading}" fill-opacity=".1"/>
    ${emblem(issuer, document.issuer, { x: 8, y: 6.2 }, 4.4)}
    <text x="15" y="5.2" font-size="3.5" font-weight="bold" letter-spacing=".25" fill="${issuer.ink.heading}">${escapeMarkup(issuer.state.native.toUpperCase())}</text>
    <text x="15" y="8" font-size="1.9" letter-spacing=".2" fill="${issuer.ink.heading}">${escapeMarkup(issuer.state.english.toUpperCase())}</text>
    <text x="81.6" y="5.2" text-anchor="end" font-size="2.8" font-weight="bold" fill="${issuer.ink.heading}">${escapeMarkup(issuer.title.native.toUpperCase())}</text>
    <text x="81.6" y="8" text-anchor="end" font-size="1.9" letter-spacing=".2" fill="${issuer.ink.heading}">${escapeMarkup(issuer.title.english.toUpperCase())}</text>`
}

/** The front of an identity card: SVG markup in millimetres. `portrait` is the holder's, as `portrait()` draws it. */
export const cardFront = (document: GovernmentId, portrait: string): string => {
  const issuer = issuers[document.issuer]
  const { attributes } = document
  const { captions } = issuer
  const names = printedNames(document)
  const nameSize = names.surname.length > 18 ? 2.6 : 3.1
  return `${paper(issuer, cardSize.width, cardSize.height)}
    ${backgroundRosette(issuer, { x: 62, y: 23 }, 18)}${header(document)}
    <svg x="4.5" y="12.5" width="26" height="33.2" viewBox="58 56 184 235" preserveAspectRatio="xMidYMid slice">
      <rect x="0" y="0" width="300" height="400" fill="#e9eef0"/><g id="portrait">${portrait}</g></svg>
    <svg x="68.5" y="33.4" width="12.6" height="15.4" viewBox="58 66 184 225" opacity=".34"><use href="#portrait"/></svg>
    ${entry({ x: 34, y: 14.2 }, [captions.surname, english.surname], names.surname, nameSize)}
    ${entry({ x: 34, y: 20.8 }, [captions.givenNames, english.givenNames], names.givenNames, nameSize)}
    ${entry({ x: 34, y: 27.4 }, [captions.sex, english.sex], attributes.sex)}
    ${entry({ x: 53, y: 27.4 }, [captions.nationality, english.nationality], document.issuer)}
    ${entry({ x: 34, y: 33.4 }, [captions.birthdate, english.birthdate], printedDate(attributes.birthdate))}
    ${entry({ x: 34, y: 39.4 }, [captions.expirationDate, english.expirationDate], printedDate(attributes['expiration-date']))}
    ${entry({ x: 34, y: 45.4 }, [captions.documentNumber, english.documentNumber], attributes['document-number'])}
    <path d="${signature(attributes['name-last'], 19)}" transform="translate(7.5 48.6) scale(1 .86)" fill="none" stroke="#1a237e" stroke-width=".26" stroke-linecap="round"/>
    ${overprint({ x: 56, y: 33.5 }, 9.6, -24)}
    ${disclaimer({ x: 4.5, y: 52.4 })}`
}

/** The back of an identity card, with its machine-readable zone: SVG markup in millimetres. */
export const cardBack = (document: GovernmentId): string => {
  const issuer = issuers[document.issuer]
  const { attributes } = document
  const { captions } = issuer
  return `${paper(issuer, cardSize.width, cardSize.height)}
    ${emblem(issuer, document.issuer, { x: 70, y: 14.5 }, 10)}
    ${entry({ x: 5, y: 5.4 }, [captions.birthplace, english.birthplace], attributes.birthplace.toUpperCase())}
    ${entry({ x: 5, y: 11.8 }, [captions.issueDate, english.issueDate], printedDate(attributes['issue-date']))}
    ${entry({ x: 5, y: 18.2 }, [captions.authority, english.authority], attributes['issuing-authority'])}
    ${disclaimer({ x: 5, y: 26.6 })}
    ${overprint({ x: 42, y: 20.5 }, 10, -12)}
    <rect y="${zoneTop}" width="${cardSize.width}" height="23.2" fill="#fdfdfb"/>
    ${machineReadableZone(document.mrz, 5, baselines)}`
}
