/** An invented utility company that writes to people of one country. */
export interface Supplier {
  name: string
  address: string
  /** ISO 4217 */
  currency: string
  /** Price of a kilowatt-hour and of a month's standing charge, and the share of tax on both. */
  unitPrice: number
  standingCharge: number
  tax: number
  colour: string
}

/** By ISO 3166-1 alpha-2 code of the country supplied. */
export const suppliers: Readonly<Record<string, Supplier>> = {
  SE: {
    name: 'Norrljus Exempelenergi',
    address: 'Modellvägen 1, 000 01 Exempelstad',
    currency: 'SEK',
    unitPrice: 1.42,
    standingCharge: 49,
    tax: 0.25,
    colour: '#0f6d8c',
  },
  DE: {
    name: 'Musterstrom',
    address: 'Beispielallee 1, 00001 Musterstadt',
    currency: 'EUR',
    unitPrice: 0.294,
    standingCharge: 9.9,
    tax: 0.19,
    colour: '#2f6b3a',
  },
  FR: {
    name: 'Énergie Exemple',
    address: '1 allée du Spécimen, 00001 Exempleville',
    currency: 'EUR',
    unitPrice: 0.252,
    standingCharge: 12.4,
    tax: 0.2,
    colour: '#7a3f8c',
  },
  GB: {
    name: 'Exampleton Power',
    address: '1 Sample Row, Exampleton ZZ99 1ZZ',
    currency: 'GBP',
    unitPrice: 0.247,
    standingCharge: 14.6,
    tax: 0.05,
    colour: '#5b3a8c',
  },
  IE: {
    name: 'Sample Quay Energy',
    address: '2 Sample Quay, Ballyexample Z00 Z002',
    currency: 'EUR',
    unitPrice: 0.318,
    standingCharge: 18.2,
    tax: 0.09,
    colour: '#1d7a5a',
  },
  BG: {
    name: 'Примерна Енергия',
    address: 'ул. Образцова 1, 0001 Образцово',
    currency: 'EUR',
    unitPrice: 0.134,
    standingCharge: 1.74,
    tax: 0.2,
    colour: '#a3492c',
  },
  US: {
    name: 'Placeholder Light & Power',
    address: '1 Placeholder Plaza, Exampleville, CO 00001',
    currency: 'USD',
    unitPrice: 0.146,
    standingCharge: 11,
    tax: 0.043,
    colour: '#2b4c8c',
  },
}
