import { clothing } from './clothing.ts'
import type { Face } from './face.ts'
import { type Expression, features } from './features.ts'
import { hairOf } from './hair.ts'

const headPath = ({ head: { cheek, jaw, chin } }: Face): string => {
  const [left, right] = [150 - cheek, 150 + cheek]
  return `M${left} 160C${left} 80 ${right} 80 ${right} 160C${right} 196 ${150 + jaw + 15} 226 ${150 + jaw * 0.8} ${chin - 6}Q150 ${chin + 7} ${150 - jaw * 0.8} ${chin - 6}C${150 - jaw - 15} 226 ${left} 196 ${left} 160Z`
}

const ear = ({ head, skin }: Face): string => {
  const x = 150 - head.cheek - 1
  return `<ellipse cx="${x}" cy="180" rx="8" ry="15" fill="${skin.base}"/>
    <path d="M${x + 1} 170Q${x - 5} 174 ${x - 2} 188" fill="none" stroke="${skin.shade}" stroke-width="1.6" stroke-linecap="round" opacity=".8"/>`
}

const neck = ({ skin, head }: Face): string =>
  `<path d="M121 216V250Q120 262 112 268Q150 304 188 268Q180 262 179 250V216Z" fill="${skin.base}"/>
    <path d="M121 216H179V236Q152 ${head.chin + 27} 121 238Z" fill="${skin.shade}" opacity=".9"/>`

const skinGradients = ({ skin }: Face): string =>
  `<radialGradient id="skin" gradientUnits="userSpaceOnUse" cx="138" cy="158" r="104"><stop offset="0" stop-color="${skin.light}"/><stop offset=".55" stop-color="${skin.base}"/><stop offset="1" stop-color="${skin.shade}"/></radialGradient>`

/**
 * A drawn person from the shoulders up, as SVG markup without its root: a head centred on x 150 between y 84 and 250,
 * shoulders to y 386. Its ids are fixed, so one page can hold one portrait (and reuse it).
 */
export const portrait = (face: Face, expression: Expression): string => {
  const hair = hairOf(face)
  const ears = hair.coversEars ? '' : ear(face)
  return `<defs>${skinGradients(face)}${hair.gradient}<clipPath id="head">
      <path d="${headPath(face)}"/></clipPath></defs>
    ${hair.back}${neck(face)}
    <g transform="translate(${150 - 150 * face.shoulders} -14) scale(${face.shoulders} 1)">${clothing(face.clothes)}</g>
    ${ears}<g transform="translate(300 0) scale(-1 1)">${ears}</g>
    <path d="${headPath(face)}" fill="url(#skin)"/>
    <g clip-path="url(#head)">
      <path d="M80 80H220V150Q150 104 80 150Z" fill="${face.skin.shade}" opacity=".28"/>
      <path d="M186 120Q214 190 168 252H220V100Z" fill="${face.skin.shade}" opacity=".22"/>
    </g>
    ${features(face, expression)}${hair.front}`
}
