/** A picture to take: a whole HTML page and its size in CSS pixels. */
export interface Picture {
  html: string
  width: number
  height: number
}

/** Millimetres of table around a photographed document. */
const margin = 3.2

/** Of a character in our OCR-B, in ems: the size at which it advances 2.54 mm follows. */
const ocrBAdvance = 0.723

/** Markup of a document as if photographed from above on a table, `pixelWidth` wide. `ocrB` is a data URL of the font. */
export const photographDocument = (
  markup: string,
  size: { width: number; height: number; corner: number },
  pixelWidth: number,
  ocrB: string,
): Picture => {
  const width = size.width + 2 * margin
  const height = size.height + 2 * margin
  const pixelHeight = Math.round((pixelWidth * height) / width)
  const outline = `width="${size.width}" height="${size.height}" rx="${size.corner}"`
  return {
    width: pixelWidth,
    height: pixelHeight,
    html: `<!doctype html><meta charset="utf-8"><style>
      @font-face { font-family: 'OCR-B'; src: url(${ocrB}) format('opentype') }
      body { margin: 0 } body > svg { display: block }
      text { font-family: 'Liberation Sans', Arial, sans-serif }
      .caption { font-size: 1.55px; fill: #4a4f55 }
      .value { font-weight: bold; fill: #16181b }
      .ocr-b { font-family: 'OCR-B'; font-size: ${2.54 / ocrBAdvance}px; fill: #0c0c0c }
    </style>
    <svg xmlns="http://www.w3.org/2000/svg" width="${pixelWidth}" height="${pixelHeight}" viewBox="0 0 ${width} ${height}">
      <defs><linearGradient id="table" x2=".3" y2="1"><stop offset="0" stop-color="#8f9498"/><stop offset="1" stop-color="#71767a"/></linearGradient>
        <filter id="shadow" x="-10%" y="-10%" width="120%" height="125%"><feGaussianBlur stdDeviation="0.9"/></filter>
        <clipPath id="outline"><rect ${outline}/></clipPath></defs>
      <rect width="${width}" height="${height}" fill="url(#table)"/>
      <g transform="translate(${margin} ${margin})">
        <rect ${outline} transform="translate(.5 .9)" fill="#000" opacity=".45" filter="url(#shadow)"/>
        <g clip-path="url(#outline)">${markup}</g>
        <rect ${outline} fill="none" stroke="#fff" stroke-opacity=".5" stroke-width=".2"/>
      </g></svg>`,
  }
}

/** A drawn person in a room, as a selfie's camera would see them. `wall` is the room's colour. */
export const photographPerson = (portrait: string, wall: string): Picture => ({
  width: 720,
  height: 960,
  html: `<!doctype html><meta charset="utf-8"><style>body { margin: 0 } svg { display: block }</style>
    <svg xmlns="http://www.w3.org/2000/svg" width="720" height="960" viewBox="24 26 252 336">
      <defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="${wall}"/></linearGradient>
        <filter id="blurred"><feGaussianBlur stdDeviation="5"/></filter></defs>
      <rect x="24" y="26" width="252" height="336" fill="${wall}"/><rect x="24" y="26" width="252" height="336" fill="url(#wall)" opacity=".7"/>
      <g filter="url(#blurred)"><rect x="34" y="36" width="62" height="110" fill="#fff" opacity=".75"/>
        <rect x="214" y="60" width="70" height="7" fill="#7a5c44" opacity=".6"/><rect x="222" y="34" width="10" height="26" fill="#a4563f" opacity=".6"/>
        <rect x="236" y="38" width="9" height="22" fill="#3f6a7d" opacity=".6"/><rect x="249" y="32" width="12" height="28" fill="#c79a3d" opacity=".6"/></g>
      ${portrait}
    </svg>`,
})
