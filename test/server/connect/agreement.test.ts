import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AgreementVersion,
  agreementGap,
  isSignable,
  publicationProblem,
  standingOf,
} from '../../../server/connect/agreement.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 1)
const day = (n: number): number => START + n * DAY

const first: AgreementVersion = { id: 'first', effectiveAt: day(0), graceUntil: day(0) }
const second: AgreementVersion = { id: 'second', effectiveAt: day(100), graceUntil: day(130) }
const third: AgreementVersion = { id: 'third', effectiveAt: day(200), graceUntil: day(230) }
const ALL = [third, first, second]

const gapAt = (now: number, ...signed: string[]) => agreementGap(ALL, new Set(signed), now)

describe('a signature of the agreement', () => {
  it.each([
    ['before anything is in force', day(0) - 1, ['first'], 'not_published'],
    ['of the version in force, from its first millisecond', day(0), ['first'], null],
    ['of no version', day(50), [], 'not_signed'],
    ['of the version before, on the last millisecond of the new one’s grace', day(130) - 1, ['first'], null],
    ['of the version before, when the grace is over', day(130), ['first'], 'outdated'],
    ['of the new version, when the grace is over', day(130), ['second'], null],
    ['of a version that is not in force yet', day(99), ['second'], 'not_signed'],
    ['of the version before the one before, within grace', day(201), ['first'], 'outdated'],
    ['of something else', day(50), ['another'], 'not_signed'],
  ])('%s', (_what, now, signed, gap) => {
    expect(gapAt(now, ...signed)).toBe(gap)
  })

  it('can be given for what is in force or will be, and for nothing else', () => {
    const standing = standingOf(ALL, day(110))
    expect(Object.fromEntries(standing)).toEqual({ first: 'grace', second: 'current', third: 'upcoming' })
    expect(standingOf(ALL, day(240)).get('first')).toBe('superseded')
    expect([...standing].filter(([, status]) => isSignable(status)).map(([id]) => id)).toEqual([
      'second',
      'third',
    ])
    expect(isSignable(undefined)).toBe(false)
  })
})

/** Versions as an operator may publish them, one after the other, in any order of the list. */
const published = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 400 }), grace: fc.integer({ min: 0, max: 500 }) }), {
    maxLength: 6,
  })
  .map(steps => {
    let at = 0
    return steps.map(({ gap, grace }, n): AgreementVersion => {
      at += gap
      return { id: `v${n}`, effectiveAt: day(at), graceUntil: day(at + grace) }
    })
  })

const history = published.chain(versions =>
  fc.record({
    versions: fc.constant(versions),
    shuffled: fc.shuffledSubarray(versions, { minLength: versions.length }),
    signed: fc.subarray(versions.map(({ id }) => id)),
    now: fc.integer({ min: -1, max: 3000 }).map(n => day(0) + Math.round((n * DAY) / 2)),
  }),
)

describe('over all dates', () => {
  // Guarantee: covered by the version in force, or by the one right before it within grace; by nothing else, ever.
  it('covers exactly by the current version, and by the one before it until the grace is over', () => {
    fc.assert(
      fc.property(history, ({ versions, shuffled, signed, now }) => {
        // Told in another way than the rule's: from the moment back.
        const inForce = versions.filter(one => one.effectiveAt <= now)
        const current = inForce.at(-1)
        const before = inForce.at(-2)
        const covered =
          current !== undefined &&
          (signed.includes(current.id) ||
            (before !== undefined && signed.includes(before.id) && now < current.graceUntil))
        expect(agreementGap(shuffled, new Set(signed), now) === null).toBe(covered)
      }),
    )
  })

  it('names what is missing by what was signed', () => {
    fc.assert(
      fc.property(history, ({ versions, shuffled, signed, now }) => {
        const gap = agreementGap(shuffled, new Set(signed), now)
        const inForce = versions.filter(one => one.effectiveAt <= now).map(({ id }) => id)
        expect(gap === 'not_published').toBe(inForce.length === 0)
        if (gap === 'outdated') expect(signed.some(id => inForce.includes(id))).toBe(true)
        if (gap === 'not_signed') expect(signed.some(id => inForce.includes(id))).toBe(false)
      }),
    )
  })

  // Guarantee: who has signed everything is covered whenever anything is in force, and no other signature takes that away.
  it('never covers less for one signature more', () => {
    fc.assert(
      fc.property(history, ({ versions, signed, now }) => {
        for (const { id } of versions) {
          const more = agreementGap(versions, new Set([...signed, id]), now)
          if (agreementGap(versions, new Set(signed), now) === null) expect(more).toBeNull()
        }
      }),
    )
  })

  it('has one version in force at most, and what is before it never comes back', () => {
    fc.assert(
      fc.property(history, ({ shuffled, now }) => {
        const statuses = (at: number) => standingOf(shuffled, at)
        const current = [...statuses(now).values()].filter(status => status === 'current')
        expect(current.length).toBeLessThanOrEqual(1)
        for (const [id, status] of statuses(now)) {
          if (status === 'superseded') expect(statuses(now + 50 * DAY).get(id)).toBe('superseded')
        }
      }),
    )
  })
})

describe('publishing', () => {
  it.each([
    ['from now on', { effectiveAt: day(300), graceUntil: day(330) }, null],
    ['without any grace', { effectiveAt: day(300), graceUntil: day(300) }, null],
    ['from a moment that is over', { effectiveAt: day(299), graceUntil: day(330) }, 'effective_in_the_past'],
    ['with a grace that ends before', { effectiveAt: day(300), graceUntil: day(299) }, 'grace_before_effect'],
  ])('%s', (_what, next, problem) => {
    expect(publicationProblem(ALL, next, day(300))).toBe(problem)
  })

  it('puts no version before or beside another', () => {
    const next = { effectiveAt: day(200), graceUntil: day(230) }
    expect(publicationProblem(ALL, next, day(150))).toBe('effective_before_another')
    expect(publicationProblem(ALL, { ...next, effectiveAt: day(180) }, day(150))).toBe(
      'effective_before_another',
    )
  })
})
