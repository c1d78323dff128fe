import type { IssuerCode } from '../../demo/people/person.ts'
import { cardBack, cardFront, cardSize } from '../../demo/specimens/card.ts'
import { passportPage, passportSize } from '../../demo/specimens/passport.ts'
import { drawable, zoneOf } from './document.ts'
import type { Holder, State } from './holder.ts'
import { aamvaBarcode, aamvaText, type LicenceStyle, licenceBack, licenceFront } from './licence.ts'
import { td2Front, td2Size } from './td2.ts'

/** One side of a document: SVG markup in millimetres. */
export interface Side {
  page: 'front' | 'back'
  markup: string
  size: { width: number; height: number; corner: number }
}

/** A way that documents of one issuer look. `printed` may differ from what the machine reads: so does a forgery. */
export interface Layout {
  name: string
  state: State
  idClass: 'id' | 'pp' | 'dl'
  zoneOf(holder: Holder): readonly string[]
  draw(drawn: Drawn): Promise<Side[]>
}

export interface Drawn {
  /** What the eye reads. */
  printed: Holder
  /** What the machine reads: a zone's lines, and whom a barcode tells of. */
  zone: readonly string[]
  encoded: Holder
  /** Markup of the portrait. */
  portrait: string
}

const identityCard = (state: IssuerCode): Layout => ({
  name: `${state} identity card (TD1)`,
  state,
  idClass: 'id',
  zoneOf: holder => zoneOf('TD1', state, holder),
  async draw({ printed, zone, portrait }) {
    const document = drawable(printed, state, zone)
    return [
      { page: 'front', markup: cardFront(document, portrait), size: cardSize },
      { page: 'back', markup: cardBack(document), size: cardSize },
    ]
  },
})

const largeCard = (state: IssuerCode): Layout => ({
  name: `${state} identity card (TD2)`,
  state,
  idClass: 'id',
  zoneOf: holder => zoneOf('TD2', state, holder),
  draw: async ({ printed, zone, portrait }) => [
    { page: 'front', markup: td2Front(drawable(printed, state, zone), portrait), size: td2Size },
  ],
})

const passport = (state: IssuerCode): Layout => ({
  name: `${state} passport (TD3)`,
  state,
  idClass: 'pp',
  zoneOf: holder => zoneOf('TD3', state, holder),
  draw: async ({ printed, zone, portrait }) => [
    { page: 'front', markup: passportPage(drawable(printed, state, zone), portrait), size: passportSize },
  ],
})

const licence = (style: LicenceStyle): Layout => ({
  name: `${style.subdivision} driver licence (AAMVA)`,
  state: 'USA',
  idClass: 'dl',
  zoneOf: () => [],
  draw: async ({ printed, encoded, portrait }) => [
    { page: 'front', markup: licenceFront(printed, style, portrait), size: cardSize },
    {
      page: 'back',
      markup: licenceBack(style, await aamvaBarcode(aamvaText(encoded, style))),
      size: cardSize,
    },
  ],
})

export const layouts: readonly Layout[] = [
  identityCard('SWE'),
  identityCard('FRA'),
  identityCard('POL'),
  identityCard('BGR'),
  largeCard('AUT'),
  largeCard('FIN'),
  passport('KEN'),
  passport('PRT'),
  licence({ subdivision: 'XA', ink: 'FRA', mirrored: false }),
  licence({ subdivision: 'XB', ink: 'SWE', mirrored: true }),
]
