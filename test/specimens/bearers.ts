import type { PhotographedPerson } from './photographed.ts'
import { type Part, type Plan, plansOf } from './plan.ts'

export const BEARER_STORIES = [
  'honest',
  'swapped portrait, the selfie of the person it was issued to',
  'swapped portrait, the selfie of who is on it now',
  'the same, in the account of the person it was issued to',
] as const
export type BearerStory = (typeof BEARER_STORIES)[number]

/** The documents before this one were used to find out that portraits of photographed people were not always found. */
const FIRST = 3

/** A document and who comes with it. */
export interface BearerPlan {
  story: BearerStory
  /** The document, but for its portrait. */
  plan: Plan
  portrait: PhotographedPerson
  selfie: PhotographedPerson
  /** Whose photo the organization has in the account. */
  account: PhotographedPerson | null
}

/**
 * Every person with every layout, and every pair of different people with every second one: the one that a document was
 * issued to, and the one whose portrait a forger has put on it.
 */
export function bearersOf(part: Part, people: readonly PhotographedPerson[]): BearerPlan[] {
  const documents = plansOf(part).filter(({ story }) => story === 'honest')
  const layouts = [...new Set(documents.map(({ layout }) => layout))]
  const documentOf = (layout: Plan['layout'], number: number): Plan[] => {
    const own = documents.filter(one => one.layout === layout)
    return own.slice((number + FIRST) % own.length, ((number + FIRST) % own.length) + 1)
  }
  const honest = people.flatMap((person, number) =>
    layouts
      .flatMap(layout => documentOf(layout, number))
      .map((plan): BearerPlan => {
        const account = number % 2 === 0 ? person : null
        return { story: 'honest', plan, portrait: person, selfie: person, account }
      }),
  )
  const pairs = people.flatMap(holder =>
    people
      .filter(forger => forger !== holder && forger.group === holder.group)
      .map(forger => ({ holder, forger })),
  )
  const forged = pairs.flatMap(({ holder, forger }, number) =>
    layouts
      .filter((_, row) => row % 2 === number % 2)
      .flatMap(layout => documentOf(layout, number))
      .flatMap((plan): BearerPlan[] => {
        const [, copied, own, known] = BEARER_STORIES
        return [
          { story: copied, plan, portrait: forger, selfie: holder, account: null },
          { story: own, plan, portrait: forger, selfie: forger, account: null },
          { story: known, plan, portrait: forger, selfie: forger, account: holder },
        ]
      }),
  )
  return [...honest, ...forged]
}
