import type { Face, Hair, HairStyle } from './face.ts'

/** A hairstyle in two layers: what hangs behind the shoulders and what lies over the face. */
interface HairDrawing {
  back: string
  front: string
  coversEars?: boolean
}

const shape = (path: string): string => `<path d="${path}" fill="url(#hair)"/>`

const strands = (colour: string, path: string, opacity = 0.5): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-linecap="round" opacity="${opacity}"/>`

const curls = (hair: Hair, centres: readonly (readonly [number, number, number])[]): string =>
  centres
    .map(
      ([x, y, r]) =>
        `<circle cx="${x}" cy="${y}" r="${r}" fill="${hair.base}"/><path d="M${x - r * 0.5} ${y - r * 0.2}a${r * 0.55} ${r * 0.55} 0 0 1 ${r} 0" fill="none" stroke="${hair.light}" stroke-width="1.8" stroke-linecap="round" opacity=".55"/>`,
    )
    .join('')

const long = (hair: Hair): HairDrawing => ({
  coversEars: true,
  back: `${shape('M92 150C82 64 218 64 208 150C212 200 232 236 226 304C206 322 182 312 176 290H124C118 312 94 322 74 304C68 236 88 200 92 150Z')}
    ${strands(hair.dark, 'M84 220C80 250 80 280 86 306M216 220C220 250 220 280 214 306')}`,
  front: `${shape('M140 90C178 76 214 108 211 164C211 192 216 214 219 236C203 220 200 184 195 158C176 148 152 124 140 90Z')}
    ${shape('M142 88C108 82 86 112 89 164C89 192 84 214 81 236C97 220 100 184 105 158C122 146 138 122 142 88Z')}
    ${strands(hair.light, 'M146 92C168 92 192 112 200 146M134 94C112 98 98 120 97 152M204 176C205 196 209 210 213 222M96 176C95 196 91 210 87 222')}
    ${strands(hair.dark, 'M142 90C156 118 178 138 195 150M139 92C132 118 118 138 106 150')}`,
})

const curly = (hair: Hair): HairDrawing => ({
  back: curls(hair, [
    [96, 142, 13],
    [204, 142, 13],
    [94, 158, 9],
    [206, 158, 9],
  ]),
  front: curls(hair, [
    [104, 122, 16],
    [118, 104, 17],
    [136, 94, 18],
    [156, 90, 18],
    [176, 96, 18],
    [192, 110, 17],
    [200, 128, 13],
    [99, 138, 10],
    [128, 116, 14],
    [148, 110, 15],
    [168, 112, 14],
    [184, 122, 12],
    [112, 128, 11],
  ]),
})

const sidePart = (hair: Hair): HairDrawing => ({
  back: '',
  front: `${shape('M92 166C84 112 104 84 150 82C198 80 216 116 208 166C205 158 204 150 203 142C200 132 194 126 186 122C164 126 140 122 122 112C112 120 100 130 98 146C96 154 94 160 92 166Z')}
    ${strands(hair.light, 'M124 106C142 112 166 114 184 108M128 98C146 102 168 102 186 98M104 122C106 112 112 104 118 100')}
    ${strands(hair.dark, 'M122 112C118 104 120 96 126 90M196 128C202 136 204 146 205 156')}`,
})

const bob = (hair: Hair): HairDrawing => ({
  coversEars: true,
  back: shape(
    'M90 150C82 68 218 68 210 150C214 186 218 216 217 238C206 252 188 250 182 236H118C112 250 94 252 83 238C82 216 86 186 90 150Z',
  ),
  front: `${shape('M150 78C104 78 84 112 88 166C88 196 84 222 83 238C96 238 105 222 104 204C103 180 100 166 104 148C122 152 146 146 160 132C164 144 184 150 196 150C200 166 197 180 196 204C195 222 204 238 217 238C216 222 212 196 212 166C216 112 196 78 150 78Z')}
    ${strands(hair.light, 'M112 104C126 92 150 88 170 92M106 122C124 118 140 112 152 102M96 170C95 190 94 206 92 222M204 170C205 190 206 206 208 222')}
    ${strands(hair.dark, 'M160 132C152 122 150 108 154 94M104 148C112 146 130 142 140 134')}`,
})

const bun = (hair: Hair): HairDrawing => ({
  back: `<ellipse cx="150" cy="80" rx="27" ry="22" fill="url(#hair)"/>${strands(hair.dark, 'M130 78C136 66 160 62 172 74M134 88C146 96 160 94 170 84')}${strands(hair.light, 'M136 72C144 64 156 64 164 70')}`,
  front: `${shape('M93 170C84 112 110 88 150 88C190 88 216 112 207 170C205 158 201 148 195 140C184 133 166 124 150 105C134 124 116 133 105 140C99 148 95 158 93 170Z')}
    ${strands(hair.light, 'M144 94C124 100 108 112 101 130M156 94C176 100 192 112 199 130')}
    ${strands(hair.dark, 'M150 92V104M140 98C130 112 116 122 104 130M160 98C170 112 184 122 196 130')}
    ${strands(hair.base, 'M97 150C92 172 95 190 92 204M203 150C208 172 205 190 208 204', 1)}`,
})

const receding = (hair: Hair): HairDrawing => ({
  back: '',
  front: `${shape('M93 170C86 128 98 92 150 90C202 92 214 128 207 170C204 160 203 152 201 144C196 130 190 122 180 119C172 114 162 122 150 121C138 122 128 114 120 119C110 122 104 130 99 144C97 152 96 160 93 170Z')}
    ${strands(hair.light, 'M128 104C142 98 160 98 172 104M104 128C108 116 114 108 120 104M196 128C192 116 186 108 180 104')}`,
})

const plaits = (hair: Hair): HairDrawing => {
  const plait = [0, 1, 2, 3, 4]
    .map(
      link =>
        `<ellipse cx="${92 - link * 2.5}" cy="${222 + link * 17}" rx="${12 - link * 0.8}" ry="11" fill="url(#hair)"/>${strands(hair.dark, `M${84 - link * 1.9} ${217 + link * 17}q${8 - link * 0.6} 9 ${16 - link * 1.2} 0`)}`,
    )
    .join('')
  const ribbon =
    '<path d="M82 306l-13-8v16zm0 0l13-8v16z" fill="#d9534f"/><circle cx="82" cy="306" r="4" fill="#b93632"/>'
  const side = plait + ribbon
  return {
    back: shape('M91 156C82 70 218 70 209 156C212 186 206 214 196 222H104C94 214 88 186 91 156Z'),
    front: `${side}<g transform="translate(300 0) scale(-1 1)">${side}</g>
      ${shape('M150 82C106 82 84 116 89 168C89 190 88 206 90 222C100 216 103 196 101 176C103 158 108 148 116 142C134 140 146 126 150 104C154 126 166 140 184 142C192 148 197 158 199 176C197 196 200 216 210 222C212 206 211 190 211 168C216 116 194 82 150 82Z')}
      ${strands(hair.light, 'M142 92C122 98 106 114 100 136M158 92C178 98 194 114 200 136')}
      ${strands(hair.dark, 'M150 84V104')}`,
  }
}

const cropped = (hair: Hair): HairDrawing => ({
  back: '',
  front: `${shape('M93 162C86 114 104 88 150 86C196 88 214 114 207 162C204 154 203 148 201 140C196 128 190 122 182 120C160 114 140 114 118 120C110 122 104 128 99 140C97 148 96 154 93 162Z')}
    <path d="M93 162C90 144 92 130 98 118C100 130 99 146 93 162ZM207 162C210 144 208 130 202 118C200 130 201 146 207 162Z" fill="${hair.light}" opacity=".35"/>
    ${strands(hair.light, 'M116 106q3-5 7-3M130 98q3-5 7-3M146 95q3-5 7-3M162 97q3-5 7-3M177 104q3-5 7-3M124 111q3-5 7-3M140 107q3-5 7-3M156 107q3-5 7-3M171 112q3-5 7-3', 0.45)}`,
})

const styles: Readonly<Record<HairStyle, (hair: Hair) => HairDrawing>> = {
  long,
  curly,
  'side-part': sidePart,
  bob,
  bun,
  receding,
  plaits,
  cropped,
}

/** A face's hair, with the gradient that its shapes are filled with. */
export const hairOf = ({ hair }: Face): HairDrawing & { gradient: string } => ({
  gradient: `<linearGradient id="hair" gradientUnits="userSpaceOnUse" x1="90" y1="80" x2="210" y2="290"><stop offset="0" stop-color="${hair.light}"/><stop offset=".35" stop-color="${hair.base}"/><stop offset="1" stop-color="${hair.dark}"/></linearGradient>`,
  ...styles[hair.style](hair),
})
