import type { IssuerCode } from '../../demo/people/person.ts'
import type { Face } from '../../demo/specimens/face.ts'
import { faces } from '../../demo/specimens/faces.ts'
import type { Random } from './random.ts'

/** Somebody invented, as a document tells of them. Dates are `YYYY-MM-DD`. */
export interface Holder {
  nameFirst: string
  nameLast: string
  birthdate: string
  birthplace: string
  sex: 'F' | 'M'
  documentNumber: string
  issueDate: string
  expirationDate: string
  face: Face
}

/** Day on which the specimens are looked at. */
export const TODAY = '2026-11-26'

export type State = IssuerCode | 'USA'

interface Names {
  F: readonly string[]
  M: readonly string[]
  last: readonly string[]
  place: string
}

const NAMES: Readonly<Record<State, Names>> = {
  SWE: {
    F: ['Åsa', 'Märta', 'Ingrid'],
    M: ['Björn', 'Göran', 'Nils'],
    last: ['Sjögrenfalk', 'Norrvik', 'Åkerlinde'],
    place: 'Exempelstad',
  },
  FRA: {
    F: ['Zoé', 'Hélène', 'Margaux'],
    M: ['Théo', 'Benoît', 'Luc'],
    last: ['Lacroisière', 'Montclairet', 'Dubreuillot'],
    place: 'Villexemple',
  },
  AUT: {
    F: ['Käthe', 'Johanna', 'Leni'],
    M: ['Jörg', 'Matthäus', 'Emil'],
    last: ['Großmayr', 'Steinfeldner', 'Höllriegl'],
    place: 'Musterstadt',
  },
  PRT: {
    F: ['Inês', 'Conceição', 'Beatriz'],
    M: ['João', 'Simão', 'Rui'],
    last: ['Marvalhão', 'Castelbranco', 'Figueirinha'],
    place: 'Vila Exemplo',
  },
  POL: {
    F: ['Zofia', 'Małgorzata', 'Hanna'],
    M: ['Łukasz', 'Stanisław', 'Jan'],
    last: ['Brzezińczyk', 'Wiśniolski', 'Kowalewicz'],
    place: 'Przykładowo',
  },
  BGR: {
    F: ['Десислава', 'Калина', 'Мария'],
    M: ['Божидар', 'Красимир', 'Иво'],
    last: ['Светлоречки', 'Горнополски', 'Белокаменов'],
    place: 'Примерово',
  },
  FIN: {
    F: ['Aino', 'Päivi', 'Kerttu'],
    M: ['Väinö', 'Jyrki', 'Eino'],
    last: ['Tähtivaara', 'Mäkiharju', 'Kuusilehto'],
    place: 'Esimerkkilä',
  },
  KEN: {
    F: ['Wanjiku', 'Achieng', 'Neema'],
    M: ['Barasa', 'Otieno', 'Juma'],
    last: ['Odhiamwe', 'Kipkelion', 'Mutambuki'],
    place: 'Mfanoni',
  },
  USA: {
    F: ['HARPER', 'EMILY', 'RUTH'],
    M: ['CALEB', 'WYATT', 'OWEN'],
    last: ['SAMPLEWOOD', 'TESTERMAN', 'EXAMPLETON'],
    place: 'SAMPLEVILLE',
  },
}

const date = (random: Random, firstYear: number, lastYear: number): string =>
  [random.integer(firstYear, lastYear), random.integer(1, 12), random.integer(1, 28)]
    .map(part => String(part).padStart(2, '0'))
    .join('-')

const years = (isoDate: string, by: number): string => Number(isoDate.slice(0, 4)) + by + isoDate.slice(4)

/** Draws somebody of full age by lot, with a document that is good on TODAY. */
export function holderOf(random: Random, state: State): Holder {
  const names = NAMES[state]
  const sex = random.pick(['F', 'M'] as const)
  const issueDate = date(random, 2018, 2025)
  return {
    nameFirst: random.pick(names[sex]),
    nameLast: random.pick(names.last),
    birthdate: date(random, 1950, 2004),
    birthplace: names.place,
    sex,
    documentNumber: `SPC${String(random.integer(0, 999_999)).padStart(6, '0')}`,
    issueDate,
    expirationDate: years(issueDate, 10),
    face: random.pick(Object.values(faces)),
  }
}

/** The same document ten years older: it has expired. */
export const expired = (holder: Holder): Holder => ({
  ...holder,
  birthdate: years(holder.birthdate, -10),
  issueDate: years(holder.issueDate, -10),
  expirationDate: years(holder.expirationDate, -10),
})
