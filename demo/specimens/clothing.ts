import type { Clothes, Garment } from './face.ts'

const shoulders = (collarY: number): string =>
  `M22 400C26 330 62 304 116 ${collarY + 10}Q150 ${collarY + 26} 184 ${collarY + 10}C238 304 274 330 278 400Z`

const garments: Readonly<Record<Garment, (clothes: Clothes) => string>> = {
  blazer: ({ colour, shade, under }) => `<path d="${shoulders(262)}" fill="${under}"/>
    <path d="M22 400C26 330 62 304 116 272L122 268L150 356V400ZM278 400C274 330 238 304 184 272L178 268L150 356V400Z" fill="${colour}"/>
    <path d="M118 270L104 300L120 308L150 362L124 282ZM182 270L196 300L180 308L150 362L176 282Z" fill="${shade}"/>
    <path d="M62 400Q64 362 72 340M238 400Q236 362 228 340" fill="none" stroke="${shade}" stroke-width="2.5" stroke-linecap="round"/>`,
  shirt: ({ colour, shade, under }) => `<path d="${shoulders(262)}" fill="${colour}"/>
    <path d="M124 262L150 298L176 262L190 278L166 320L150 300L134 320L110 278Z" fill="${under}"/>
    <path d="M110 278L134 320L150 300M190 278L166 320L150 300V400" fill="none" stroke="${shade}" stroke-width="2" stroke-linejoin="round"/>
    <path d="M62 400Q64 362 72 340M238 400Q236 362 228 340" fill="none" stroke="${shade}" stroke-width="2.5" stroke-linecap="round"/>`,
  'crew-neck': ({ colour, shade, under }) => `<path d="${shoulders(266)}" fill="${colour}"/>
    <path d="M114 277Q150 314 186 277L182 272Q150 300 118 272Z" fill="${under}"/>
    <path d="M114 277Q150 314 186 277" fill="none" stroke="${shade}" stroke-width="2"/>
    <path d="M62 400Q64 362 72 340M238 400Q236 362 228 340" fill="none" stroke="${shade}" stroke-width="2.5" stroke-linecap="round"/>`,
  'roll-neck': ({ colour, shade }) => `<path d="${shoulders(270)}" fill="${colour}"/>
    <path d="M118 252Q150 268 182 252L187 288Q150 306 113 288Z" fill="${colour}"/>
    <path d="M113 288Q150 306 187 288M116 270Q150 286 184 270" fill="none" stroke="${shade}" stroke-width="2.2"/>
    <path d="M62 400Q64 362 72 340M238 400Q236 362 228 340" fill="none" stroke="${shade}" stroke-width="2.5" stroke-linecap="round"/>`,
}

/** A person's clothes from the neck down, in the portrait's coordinates. */
export const clothing = (clothes: Clothes): string => garments[clothes.garment](clothes)
