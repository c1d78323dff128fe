import type { IssuerCode } from '../people/person.ts'
import { type Captions, captions } from './captions.ts'

/** How one invented registry's documents look: its words and its inks. */
export interface Issuer {
  state: { native: string; english: string }
  title: { native: string; english: string }
  captions: Captions
  /** Paper from left to right, the two inks of the guilloche, and the ink of headings. */
  ink: { paper: readonly [string, string, string]; first: string; second: string; heading: string }
}

const identityCard = 'Identity card'

export const issuers: Readonly<Record<IssuerCode, Issuer>> = {
  SWE: {
    state: { native: 'Sverige', english: 'Sweden' },
    title: { native: 'Identitetskort', english: identityCard },
    captions: captions.swedish,
    ink: {
      paper: ['#e3eef7', '#f6f3e2', '#dfecf5'],
      first: '#5a93c4',
      second: '#c9a93c',
      heading: '#1f4f7d',
    },
  },
  FRA: {
    state: { native: 'France', english: 'France' },
    title: { native: 'Carte d’identité', english: identityCard },
    captions: captions.french,
    ink: {
      paper: ['#e4ebf8', '#f7f4f5', '#f5e4e6'],
      first: '#7487c6',
      second: '#c98a94',
      heading: '#2b3a7a',
    },
  },
  AUT: {
    state: { native: 'Österreich', english: 'Austria' },
    title: { native: 'Personalausweis', english: identityCard },
    captions: captions.german,
    ink: {
      paper: ['#f6e4e0', '#f8f3ec', '#efe6dc'],
      first: '#c48275',
      second: '#a99a6d',
      heading: '#8c2f2b',
    },
  },
  PRT: {
    state: { native: 'Portugal', english: 'Portugal' },
    title: { native: 'Cartão de identidade', english: identityCard },
    captions: captions.portuguese,
    ink: {
      paper: ['#e1f0e6', '#f5f5e6', '#f3e6dc'],
      first: '#5fa37c',
      second: '#c48a66',
      heading: '#1f6a45',
    },
  },
  POL: {
    state: { native: 'Polska', english: 'Poland' },
    title: { native: 'Dowód osobisty', english: identityCard },
    captions: captions.polish,
    ink: {
      paper: ['#f7e6ec', '#f4f2f5', '#e6ebf3'],
      first: '#c47f9a',
      second: '#8a9abf',
      heading: '#8c2a4d',
    },
  },
  BGR: {
    state: { native: 'България', english: 'Bulgaria' },
    title: { native: 'Лична карта', english: identityCard },
    captions: captions.bulgarian,
    ink: {
      paper: ['#e6f1e3', '#f6f5ea', '#f5e6e2'],
      first: '#79a868',
      second: '#c08a80',
      heading: '#35672b',
    },
  },
  FIN: {
    state: { native: 'Suomi', english: 'Finland' },
    title: { native: 'Henkilökortti', english: identityCard },
    captions: captions.finnish,
    ink: {
      paper: ['#e0f0f3', '#f1f5f6', '#e2e8f5'],
      first: '#5fa8b3',
      second: '#8092c4',
      heading: '#1b5a70',
    },
  },
  KEN: {
    state: { native: 'Kenya', english: 'Kenya' },
    title: { native: 'Pasipoti', english: 'Passport' },
    captions: captions.swahili,
    ink: {
      paper: ['#f3e6d6', '#f5f2e4', '#e2eede'],
      first: '#bd8a5c',
      second: '#6f9f78',
      heading: '#6b3f1d',
    },
  },
}
