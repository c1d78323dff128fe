import fc from 'fast-check'
import { type Conditions, type Side, TYPES, type Type, type World } from './world.ts'

/** The newest object more often than others; counted backwards, and round again where there are fewer. */
export const place = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(4) })

export const placeIn = (list: readonly unknown[], back: number): number =>
  list.length - 1 - (back % list.length)

/** The newest object that is as it should be, where no other is named and there is one. */
export function placeOf<T>(
  list: readonly T[],
  isReady: (one: T, place: number) => boolean,
  back: number | null,
) {
  const ready = back === null ? list.findLastIndex(isReady) : -1
  return ready >= 0 ? ready : placeIn(list, back ?? 0)
}

/** Mostly the side that may. */
export const mostly = (side: Side): fc.Arbitrary<Side> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(side) },
    { weight: 1, arbitrary: fc.constantFrom<Side>('source', 'destination') },
  )

export const anySide = fc.constantFrom<Side>('source', 'destination')

/** Mostly everything, sometimes less. */
export const types: fc.Arbitrary<readonly Type[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(TYPES) },
  { weight: 1, arbitrary: fc.subarray([...TYPES], { minLength: 1 }) },
)

/** Mostly yes; null where the person declines. */
export const answer = fc.oneof({ weight: 6, arbitrary: types }, { weight: 1, arbitrary: fc.constant(null) })

export const mostlyTrue = fc.oneof(
  { weight: 4, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
)

export const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

/** Mostly what lets things through. */
export const conditions: fc.Arbitrary<Conditions> = fc.record({
  types,
  unbound: mostlyTrue,
  lowestTier: fc.oneof(
    { weight: 8, arbitrary: fc.constant('destination_asserted' as const) },
    { weight: 1, arbitrary: fc.constant('hosted' as const) },
  ),
  required: fc.subarray(['source', 'destination'] as const, { minLength: 1 }),
})

export const hasConnection = ({ connections }: World) => connections.length > 0
export const hasSession = ({ sessions }: World) => sessions.length > 0
export const hasConsent = ({ consents }: World) => consents.length > 0
export const hasToken = ({ tokens }: World) => tokens.length > 0
/** A run of more connections than this says nothing new. */
export const hasRoom = ({ connections }: World) => connections.length < 3

export const told = (...words: unknown[]): string => words.map(word => JSON.stringify(word)).join(' ')
