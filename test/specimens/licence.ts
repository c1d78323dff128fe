import bwipjs from 'bwip-js/node'
import { cardSize } from '../../demo/specimens/card.ts'
import { issuers } from '../../demo/specimens/issuers.ts'
import { backgroundRosette, disclaimer, entry, overprint, paper } from '../../demo/specimens/parts.ts'
import type { Holder } from './holder.ts'

/** An invented State's driver licence, with a barcode of the AAMVA DL/ID Card Design Standard (2020) on its back. */
export interface LicenceStyle {
  /** Postal code of no State. */
  subdivision: string
  ink: keyof typeof issuers
  /** The portrait on the right instead of the left. */
  mirrored: boolean
}

const usDate = (isoDate: string): string => {
  const [year, month, day] = isoDate.split('-')
  return `${month}${day}${year}`
}

/** The text of the barcode, version 10 of the standard. The issuer number 636999 is nobody's. */
export function aamvaText(holder: Holder, { subdivision }: LicenceStyle): string {
  const elements = [
    `DAQ${holder.documentNumber}`,
    `DCS${holder.nameLast}`,
    'DDEN',
    `DAC${holder.nameFirst}`,
    'DDFN',
    'DADNONE',
    'DDGN',
    'DCAD',
    'DCBNONE',
    'DCDNONE',
    `DBD${usDate(holder.issueDate)}`,
    `DBB${usDate(holder.birthdate)}`,
    `DBA${usDate(holder.expirationDate)}`,
    `DBC${holder.sex === 'M' ? 1 : 2}`,
    'DAU068 in',
    'DAYBRO',
    'DAG1 SPECIMEN STREET',
    'DAISAMPLEVILLE',
    `DAJ${subdivision}`,
    'DAK000000000  ',
    `DCF${holder.documentNumber}SPECIMEN`,
    'DCGUSA',
  ]
  const subfile = `DL${elements.join('\n')}\r`
  const header = `@\n\x1e\rANSI 636999100001DL0031${String(subfile.length).padStart(4, '0')}`
  return header + subfile
}

/** The barcode as a PNG data URL. */
export async function aamvaBarcode(text: string): Promise<string> {
  // The package's types know no option that only one kind of code has.
  const options = { bcid: 'pdf417', text, columns: 13, eclevel: 5, scale: 3, rowmult: 3 }
  const png = await bwipjs.toBuffer(options)
  return `data:image/png;base64,${png.toString('base64')}`
}

const us = (isoDate: string): string => usDate(isoDate).replace(/(..)(..)(....)/, '$1/$2/$3')

export function licenceFront(holder: Holder, style: LicenceStyle, portrait: string): string {
  const issuer = issuers[style.ink]
  const [photo, text] = style.mirrored ? [55, 5] : [4.5, 35]
  return `${paper(issuer, cardSize.width, cardSize.height)}
    ${backgroundRosette(issuer, { x: 44, y: 28 }, 18)}
    <rect width="${cardSize.width}" height="9" fill="${issuer.ink.heading}" fill-opacity=".16"/>
    <text x="5" y="6.2" font-size="4" font-weight="bold" fill="${issuer.ink.heading}">STATE OF ${style.subdivision === 'XA' ? 'SAMPLE' : 'EXAMPLE'}</text>
    <text x="81" y="6.2" text-anchor="end" font-size="3" font-weight="bold" fill="${issuer.ink.heading}">DRIVER LICENSE</text>
    <svg x="${photo}" y="11.5" width="26" height="33.2" viewBox="58 56 184 235" preserveAspectRatio="xMidYMid slice">
      <rect x="0" y="0" width="300" height="400" fill="#e9eef0"/>${portrait}</svg>
    ${entry({ x: text, y: 13 }, ['4d', 'DL NO'], holder.documentNumber)}
    ${entry({ x: text, y: 19 }, ['1', 'LN'], holder.nameLast)}
    ${entry({ x: text, y: 25 }, ['2', 'FN'], holder.nameFirst)}
    ${entry({ x: text, y: 31 }, ['3', 'DOB'], us(holder.birthdate))}
    ${entry({ x: text, y: 37 }, ['4a', 'ISS'], us(holder.issueDate))}
    ${entry({ x: text + 22, y: 37 }, ['4b', 'EXP'], us(holder.expirationDate))}
    ${entry({ x: text + 22, y: 31 }, ['15', 'SEX'], holder.sex)}
    ${overprint({ x: 50, y: 40 }, 9, -18)}
    ${disclaimer({ x: 4.5, y: 52 })}`
}

export function licenceBack(style: LicenceStyle, barcode: string): string {
  const issuer = issuers[style.ink]
  return `${paper(issuer, cardSize.width, cardSize.height)}
    <rect y="5" width="${cardSize.width}" height="7" fill="#2b2b2b"/>
    <rect x="3" y="15" width="79.6" height="22" fill="#fdfdfb"/>
    <image x="5" y="17" width="75.6" height="18" preserveAspectRatio="none" href="${barcode}"/>
    ${overprint({ x: 42, y: 47 }, 6, 0)}
    ${disclaimer({ x: 5, y: 52 })}`
}
