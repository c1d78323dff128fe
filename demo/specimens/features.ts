import type { Face } from './face.ts'

export type Expression = 'neutral' | 'smile'

const mirrored = (half: string): string => `${half}<g transform="translate(300 0) scale(-1 1)">${half}</g>`

const eye = ({ eyes, iris, brow, skin }: Face, expression: Expression): string => {
  const squint = expression === 'smile' ? 0.9 : 1
  const lashes = eyes.lashes
    ? '<path d="M-13 .9C-14.5 .4-16-.6-17-2.4C-14.5-2-12-2.8-10-4.6Z" fill="#2a1a14" stroke-width=".6"/>'
    : ''
  return `<g transform="translate(124.5 ${eyes.y}) scale(${eyes.size} ${eyes.size * squint})">
    <path d="M-13 .8C-9-8.2 8-9 13 2 8 6.6-7 7.2-13 .8Z" fill="#fbf8f4"/>
    <g clip-path="url(#eye-opening)">
      <circle cx=".4" cy="-.8" r="6.7" fill="${iris}"/>
      <circle cx=".4" cy="-.8" r="6.7" fill="none" stroke="#1b1512" stroke-opacity=".55" stroke-width="1.2"/>
      <circle cx=".4" cy="-.8" r="3" fill="#120d0b"/>
      <path d="M-14-1C-9-9.5 8-10 14 1V-4C8-13-9-12-14-6Z" fill="${skin.shade}" opacity=".5"/>
    </g>
    <circle cx="2.6" cy="-3" r="1.5" fill="#fff"/>
    <g stroke="#2a1a14" stroke-linecap="round">
      <path d="M-13.4 .9C-9-8.4 8-9.4 13.3 2" fill="none" stroke-width="2.1"/>${lashes}
    </g>
    <path d="M-9.5 4.8C-4 7.4 6 7.2 11 3.8" fill="none" stroke="${skin.shade}" stroke-width="1" opacity=".8"/>
    <path d="M-12-6.4C-7-12.4 6-12.8 12.4-5" fill="none" stroke="${skin.shade}" stroke-width="1.2" opacity=".75"/>
    <path d="M-16.5-14.5C-9-${20 + brow.weight} 7-${20.5 + brow.weight} 15.5-14C7-${18 - brow.weight / 2}-8-${17.5 - brow.weight / 2}-16.5-14.5Z"
      fill="${brow.colour}" stroke="${brow.colour}" stroke-width="1.2" stroke-linejoin="round"/>
  </g>`
}

const nose = ({ skin, noseWidth: width, eyes }: Face): string => {
  const top = eyes.y + 2
  return `<path d="M145 ${top}C147 ${top + 14} 147 ${top + 20} ${150 - width + 2} 202"
      fill="none" stroke="${skin.shade}" stroke-width="1.6" stroke-linecap="round" opacity=".4"/>
    <path d="M150 ${top + 4}C152 ${top + 16} 152.5 196 151.5 202" fill="none" stroke="${skin.light}" stroke-width="5"
      stroke-linecap="round" opacity=".55"/>
    <path d="M${150 - width} 202C${150 - width - 1} 207 ${150 - width + 4} 209.5 146 208.4Q150 211.6 154 208.4C${150 + width - 4} 209.5 ${150 + width + 1} 207 ${150 + width} 202"
      fill="none" stroke="${skin.shade}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>
    <ellipse cx="${150 - width / 2}" cy="207.6" rx="2.7" ry="1.5" fill="#3b1a12" opacity=".5"/>
    <ellipse cx="${150 + width / 2}" cy="207.6" rx="2.7" ry="1.5" fill="#3b1a12" opacity=".5"/>`
}

const closedMouth = ({ skin, lips }: Face): string => {
  const upper = 3 + lips * 2.2
  const lower = 4 + lips * 3.4
  return `<path d="M130.5 221.8Q142 ${223 - upper} 147 ${222.6 - upper}Q150 ${224 - upper} 153 ${222.6 - upper}Q158 ${223 - upper} 169.5 221.8Q162 ${225.5 + lower} 150 ${226 + lower}Q138 ${225.5 + lower} 130.5 221.8Z" fill="${skin.lip}"/>
    <path d="M143 ${225 + lower * 0.5}Q150 ${226 + lower * 0.7} 157 ${225 + lower * 0.5}" fill="none" stroke="#fff" stroke-width="1.6" stroke-linecap="round" opacity=".22"/>
    <path d="M129.5 220.8Q136 224.4 143 224.2Q147 223.8 150 224.9Q153 223.8 157 224.2Q164 224.4 170.5 220.8" fill="none" stroke="#5d221c" stroke-width="1.5" stroke-linecap="round" opacity=".75"/>`
}

const smilingMouth = ({ skin, lips }: Face): string => {
  const upper = 218 - lips * 2
  const lower = 231.5 + lips * 2.5
  return `<path d="M128 218.5Q142 ${upper} 147 ${upper - 0.5}Q150 ${upper + 0.5} 153 ${upper - 0.5}Q158 ${upper} 172 218.5Q166 ${lower} 150 ${lower + 0.5}Q134 ${lower} 128 218.5Z" fill="${skin.lip}"/>
    <path d="M131 219.8Q150 221.4 169 219.8Q163.5 229.6 150 229.9Q136.5 229.6 131 219.8Z" fill="#fffaf3"/>
    <path d="M131 219.8Q150 221.4 169 219.8Q150 223.6 131 219.8Z" fill="#5b1f1c" opacity=".25"/>
    <path d="M126.5 216.4Q126.5 218.6 129.5 219.7M173.5 216.4Q173.5 218.6 170.5 219.7" fill="none" stroke="${skin.shade}" stroke-width="1.7" stroke-linecap="round"/>`
}

const blush = ({ skin }: Face): string =>
  `<g clip-path="url(#head)">${mirrored('<ellipse cx="114" cy="204" rx="19" ry="13" fill="url(#blush)"/>')}</g>
    <radialGradient id="blush"><stop offset="0" stop-color="${skin.blush}" stop-opacity=".5"/><stop offset="1" stop-color="${skin.blush}" stop-opacity="0"/></radialGradient>`

const freckleSpots = [
  [112, 196],
  [118, 201],
  [107, 203],
  [124, 197],
  [129, 203],
  [115, 208],
  [144, 193],
  [135, 197],
] as const

const freckles = ({ skin }: Face): string =>
  `<g clip-path="url(#head)">${mirrored(
    freckleSpots
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.1" fill="${skin.shade}" opacity=".7"/>`)
      .join(''),
  )}</g>`

const lines = ({ skin, eyes }: Face): string =>
  mirrored(
    `<path d="M107 ${eyes.y + 3}q-5-1-8-4M107.5 ${eyes.y + 7}q-4 1-8 0M133 207q-6 7-8 14M116 ${eyes.y + 14}q8 4 16 1" fill="none" stroke="${skin.shade}" stroke-width="1.3" stroke-linecap="round" opacity=".65"/>`,
  ) +
  `<path d="M128 132q22-5 44 0M132 141q18-4 36 0" fill="none" stroke="${skin.shade}" stroke-width="1.2" stroke-linecap="round" opacity=".4"/>`

const beard = ({ hair, head }: Face): string => {
  const moustache = `<path d="M150 213C142 209 130 213 125.5 224C133 221.5 143 221.5 150 219.5C157 221.5 167 221.5 174.5 224C170 213 158 209 150 213Z" fill="${hair.base}"/>`
  const left = 150 - head.cheek
  const right = 150 + head.cheek
  return `<path d="M${left + 1} 184C${left + 2} 214 ${150 - head.jaw - 12} 240 ${150 - head.jaw} ${head.chin}Q150 ${head.chin + 14} ${150 + head.jaw} ${head.chin}C${150 + head.jaw + 12} 240 ${right - 2} 214 ${right - 1} 184C${right - 6} 206 178 211 168 212Q150 206 132 212C122 211 ${left + 6} 206 ${left + 1} 184Z" fill="${hair.base}"/>
    <path d="M134 236Q150 246 166 236M128 228Q126 240 136 247M172 228Q174 240 164 247" fill="none" stroke="${hair.light}" stroke-width="1.6" stroke-linecap="round" opacity=".5"/>
    <path d="M128 223Q150 214 172 223Q168 237 150 238Q132 237 128 223Z" fill="${hair.dark}" opacity=".35"/>${moustache}`
}

const glasses = (colour: string, { eyes }: Face): string =>
  `<g fill="#fff" fill-opacity=".1" stroke="${colour}" stroke-width="2.6">
        <rect x="104" y="${eyes.y - 14}" width="39" height="29" rx="11"/><rect x="157" y="${eyes.y - 14}" width="39" height="29" rx="11"/>
        <path d="M143 ${eyes.y - 3}Q150 ${eyes.y - 8} 157 ${eyes.y - 3}M104 ${eyes.y - 4}L94 ${eyes.y - 6}M196 ${eyes.y - 4}L206 ${eyes.y - 6}" fill="none"/>
      </g>`

/** What lies on a face, in the portrait's coordinates (a head centred on x 150). */
export const features = (face: Face, expression: Expression): string =>
  [
    '<clipPath id="eye-opening"><path d="M-13 .8C-9-8.2 8-9 13 2 8 6.6-7 7.2-13 .8Z"/></clipPath>',
    blush(face),
    face.freckles ? freckles(face) : '',
    face.lined ? lines(face) : '',
    nose(face),
    face.bearded ? beard(face) : '',
    expression === 'smile' ? smilingMouth(face) : closedMouth(face),
    mirrored(eye(face, expression)),
    face.glasses ? glasses(face.glasses, face) : '',
  ].join('')
