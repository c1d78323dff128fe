/** Colours of a skin, from the light side of a face to its shadow. */
export interface Skin {
  light: string
  base: string
  shade: string
  blush: string
  lip: string
}

export type HairStyle = 'long' | 'curly' | 'side-part' | 'bob' | 'bun' | 'receding' | 'plaits' | 'cropped'

export interface Hair {
  style: HairStyle
  light: string
  base: string
  dark: string
}

export type Garment = 'blazer' | 'shirt' | 'crew-neck' | 'roll-neck'

export interface Clothes {
  garment: Garment
  colour: string
  /** Of the folds and the far side. */
  shade: string
  /** Of what shows beneath: a collar, a blouse. */
  under: string
}

/** Everything that tells one drawn person from another. Lengths are in the portrait's units: a head is 140 high. */
export interface Face {
  skin: Skin
  hair: Hair
  iris: string
  brow: { colour: string; weight: number }
  /** Half the width at the cheeks and at the jaw, and the height at which the chin ends. */
  head: { cheek: number; jaw: number; chin: number }
  /** 1 is an adult's; a child's eyes are larger and sit lower. */
  eyes: { size: number; y: number; lashes: boolean }
  noseWidth: number
  /** 0 (thin) to 1 (full). */
  lips: number
  clothes: Clothes
  /** Width of the shoulders against an adult's. */
  shoulders: number
  bearded?: boolean
  /** Colour of their frame. */
  glasses?: string
  freckles?: boolean
  /** Lines at the eyes and the mouth. */
  lined?: boolean
  /** Colour of the room that the selfie is taken in. */
  wall: string
}
