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

/** A TD3 data page, in millimetres (ICAO Doc 9303-4, section 2). */
export const passportSize = { width: 125, height: 88, corner: 2.6 } as const

/**
 * The MRZ takes the lowest 23.2 mm of the page and begins 6 mm from its left edge; the centres of its lines lie 7.25 mm and
 * 13.6 mm below its top (ICAO Doc 9303-4, figure 3), a capital's foot 1.2 mm lower.
 */
const zoneTop = passportSize.height - 23.2
const baselines = [zoneTop + 8.45, zoneTop + 14.8]

const header = (document: GovernmentId): string => {
  const issuer = issuers[document.issuer]
  const heading = `fill="${issuer.ink.heading}"`
  return `<rect width="${passportSize.width}" height="12.4" ${heading} fill-opacity=".1"/>
    ${emblem(issuer, document.issuer, { x: 10.5, y: 7 }, 5)}
    <text x="19" y="6.6" font-size="4" font-weight="bold" letter-spacing=".3" ${heading}>${escapeMarkup(issuer.state.native.toUpperCase())}</text>
    <text x="19" y="10.2" font-size="2.4" letter-spacing=".2" ${heading}>${escapeMarkup(`${issuer.title.native} / ${issuer.title.english}`.toUpperCase())}</text>`
}

/** A passport's data page with its machine-readable zone: SVG markup in millimetres. */
export const passportPage = (document: GovernmentId, portrait: string): string => {
  const issuer = issuers[document.issuer]
  const { attributes } = document
  const { captions } = issuer
  const names = printedNames(document)
  return `${paper(issuer, passportSize.width, passportSize.height)}
    ${backgroundRosette(issuer, { x: 88, y: 36 }, 25)}${header(document)}
    <svg x="5" y="15.2" width="33" height="42.1" viewBox="58 56 184 235" preserveAspectRatio="xMidYMid slice">
      <rect x="0" y="0" width="300" height="400" fill="#e9eef0"/><g id="portrait">${portrait}</g></svg>
    <svg x="104" y="15.2" width="15" height="18.4" viewBox="58 66 184 225" opacity=".34"><use href="#portrait"/></svg>
    ${entry({ x: 62, y: 3.8 }, ['Aina', 'Type'], 'P')}
    ${entry({ x: 76, y: 3.8 }, ['Msimbo', 'Code'], document.issuer)}
    ${entry({ x: 96, y: 3.8 }, [captions.documentNumber, english.documentNumber], attributes['document-number'], 3)}
    ${entry({ x: 43, y: 18 }, [captions.surname, english.surname], names.surname, 3.3)}
    ${entry({ x: 43, y: 25.4 }, [captions.givenNames, english.givenNames], names.givenNames, 3.3)}
    ${entry({ x: 43, y: 32.8 }, [captions.nationality, english.nationality], issuer.state.english.toUpperCase())}
    ${entry({ x: 80, y: 32.8 }, [captions.sex, english.sex], attributes.sex)}
    ${entry({ x: 43, y: 39.6 }, [captions.birthdate, english.birthdate], printedDate(attributes.birthdate))}
    ${entry({ x: 80, y: 39.6 }, [captions.birthplace, english.birthplace], attributes.birthplace.toUpperCase())}
    ${entry({ x: 43, y: 46.4 }, [captions.issueDate, english.issueDate], printedDate(attributes['issue-date']))}
    ${entry({ x: 43, y: 53.2 }, [captions.expirationDate, english.expirationDate], printedDate(attributes['expiration-date']))}
    ${entry({ x: 80, y: 46.4 }, [captions.authority, english.authority], attributes['issuing-authority'])}
    <path d="${signature(attributes['name-last'], 24)}" transform="translate(9 61) scale(1 .9)" fill="none" stroke="#1a237e" stroke-width=".3" stroke-linecap="round"/>
    ${disclaimer({ x: 43, y: 63 })}
    ${overprint({ x: 79, y: 44 }, 13.5, -20)}
    <rect y="${zoneTop}" width="${passportSize.width}" height="23.2" fill="#fdfdfb"/>
    ${machineReadableZone(document.mrz, 6, baselines)}`
}
