import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProgressEvent } from '../../../server/api/wire.ts'
import { type Span, spanUntil } from '../../../server/connect/statistics.ts'
import type { Redemption } from '../../../server/store/redemptions.ts'
import { countFields, countFunnel, countRedemptions, timeStages } from '../../../server/store/statistics.ts'
import type { Db } from '../../../server/store/store.ts'
import { insertSide, NOW, openTestStore } from './fixture.ts'
import { connectionRow, consentRow, redemptionRow, sessionRow } from './rows.ts'

const HOUR_MS = 3_600_000

type Word = ProgressEvent['name']

interface Made {
  /** After NOW, in ms. */
  at: number
  status: Redemption['status']
  inSession: boolean
  decision: 'granted' | 'declined' | null
  isReceived: boolean
  /** What it told, and how long after what came before. */
  told: [Word, number][]
  copied: number | null
  asked: number | null
}

const made: fc.Arbitrary<Made> = fc.record({
  at: fc.integer({ min: -2 * HOUR_MS, max: 6 * HOUR_MS }),
  status: fc.constantFrom('running', 'awaiting-input', 'finished', 'failed'),
  inSession: fc.boolean(),
  decision: fc.constantFrom('granted', 'declined', null),
  isReceived: fc.boolean(),
  told: fc.array(
    fc.tuple(
      fc.constantFrom<Word>(
        'data.copied',
        'verification.started',
        'verification.finished',
        'inquiry.awaiting-input',
        'inquiry.completed',
        'redemption.finished',
        'redemption.failed',
      ),
      fc.integer({ min: 0, max: 5_000 }),
    ),
    { maxLength: 8 },
  ),
  copied: fc.option(fc.nat({ max: 20 })),
  asked: fc.option(fc.nat({ max: 20 })),
})

/** Rows as they would be, for one side of a connection. */
async function insert(
  db: Db,
  connection: Awaited<ReturnType<typeof connectionRow>>,
  side: Parameters<typeof sessionRow>[1],
  one: Made,
) {
  const created_at = NOW + one.at
  const session = one.inSession ? await sessionRow(db, side, connection) : null
  if (session) {
    await db.updateTable('session').set({ created_at }).where('id', '=', session.id).execute()
    if (one.decision) await consentRow(db, connection, { session_id: session.id, decision: one.decision })
  }
  const redemption = await redemptionRow(db, connection, {
    session_id: session?.id ?? null,
    status: one.status,
    created_at,
    fields_copied: one.copied,
    fields_asked: one.asked,
  })
  const words: [Word, number][] = [
    ...(session && one.isReceived ? [['share-token.received', 0] as [Word, number]] : []),
    ['redemption.accepted', 0],
    ...one.told,
  ]
  let at = created_at
  for (const [index, [name, later]] of words.entries()) {
    at += later
    await db
      .insertInto('progress_event')
      .values({
        stream_id: session?.id ?? redemption.id,
        seq: index + 1,
        redemption_id: name === 'share-token.received' ? null : redemption.id,
        name,
        body_json: '{}',
        created_at: at,
      })
      .execute()
  }
}

const isWithin = ({ from, to }: Span, at: number) => NOW + at >= from && NOW + at < to
const count = (all: readonly unknown[]) => all.length

/** The same, slowly, of what was made. */
const REFERENCE = {
  redemptions(all: readonly Made[], span: Span) {
    const keys = all.map(
      ({ at, status }) => `${Math.floor((NOW + at) / span.intervalMs) * span.intervalMs} ${status}`,
    )
    return new Map([...Map.groupBy(keys, key => key)].map(([key, same]) => [key, same.length]))
  },
  funnel(all: readonly Made[]) {
    const sessions = all.filter(one => one.inSession)
    return {
      sessions: count(sessions),
      granted: count(sessions.filter(one => one.decision === 'granted')),
      declined: count(sessions.filter(one => one.decision === 'declined')),
      received: count(sessions.filter(one => one.isReceived)),
      redeemed: count(sessions),
      awaited: count(sessions.filter(one => one.told.some(([name]) => name === 'inquiry.awaiting-input'))),
      completed: count(sessions.filter(one => one.status === 'finished')),
    }
  },
  stages(all: readonly Made[]) {
    const spent = all.map(({ told }) => {
      const of = new Map<string, number>()
      for (const [index, [name, ms]] of told.entries()) {
        const stage = told[index - 1]?.[0] === 'inquiry.awaiting-input' ? 'collect' : STAGE_OF[name]
        if (stage) of.set(stage, (of.get(stage) ?? 0) + ms)
      }
      return of
    })
    return ['collect', 'complete', 'copy', 'verify'].flatMap(stage => {
      const times = spent.flatMap(of => of.get(stage) ?? []).sort((one, other) => one - other)
      const rank = (share: number) => times[Math.ceil(times.length * share) - 1]
      return times.length === 0 ? [] : [{ stage, redemptions: times.length, p50: rank(0.5), p95: rank(0.95) }]
    })
  },
  fields(all: readonly Made[]) {
    const into = all.filter(one => one.asked !== null)
    const sum = (of: (one: Made) => number | null) => into.reduce((total, one) => total + (of(one) ?? 0), 0)
    return { copied: sum(one => one.copied), asked: sum(one => one.asked) }
  },
}

const STAGE_OF: Readonly<Partial<Record<Word, string>>> = {
  'data.copied': 'copy',
  'verification.started': 'verify',
  'verification.finished': 'verify',
  'inquiry.awaiting-input': 'collect',
  'inquiry.completed': 'complete',
  'redemption.finished': 'complete',
}

describe('statistics', () => {
  // The nearest rank: of twenty, the tenth and the nineteenth; of one, that one.
  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [20, 10, 19],
    [21, 11, 20],
    [40, 20, 38],
  ])('of %i redemptions say what half and 95 of 100 took: %i and %i', async (n, p50, p95) => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const one: Omit<Made, 'told'> = {
      at: 0,
      status: 'finished',
      inSession: false,
      decision: null,
      isReceived: false,
      copied: null,
      asked: null,
    }
    for (let ms = n; ms > 0; ms -= 1)
      await insert(db, connection, destination, { ...one, told: [['data.copied', ms]] })
    const times = await timeStages(db, destination.environmentId, spanUntil(NOW, 'day', 1))
    expect(times).toEqual([{ stage: 'copy', redemptions: n, p50, p95 }])
  })

  // Guarantee: what the store counts is what somebody would who went through the rows, of one environment alone.
  it('are what is counted row by row, of one’s own and of the time that is asked about', {
    timeout: 120_000,
  }, async () => {
    const { db, vault, source } = await openTestStore()
    const others = await insertSide(db, vault)
    const theirs = await connectionRow(db, source, others)
    await fc.assert(
      fc.asyncProperty(
        fc.array(made, { maxLength: 12 }),
        fc.array(made, { maxLength: 2 }),
        async (all, foreign) => {
          const mine = await insertSide(db, vault)
          const connection = await connectionRow(db, source, mine)
          for (const one of all) await insert(db, connection, mine, one)
          for (const one of foreign) await insert(db, theirs, others, one)

          const { environmentId } = mine
          const span = spanUntil(NOW + 3 * HOUR_MS, 'hour', 4)
          const within = all.filter(one => isWithin(span, one.at))
          const counted = await countRedemptions(db, environmentId, span)
          const found = new Map(counted.map(one => [`${one.at} ${one.status}`, one.count]))
          expect(found).toEqual(REFERENCE.redemptions(within, span))
          expect(await countFunnel(db, environmentId, span)).toEqual(REFERENCE.funnel(within))
          expect(await timeStages(db, environmentId, span)).toEqual(REFERENCE.stages(within))
          expect(await countFields(db, environmentId, span)).toEqual(REFERENCE.fields(within))
        },
      ),
      { numRuns: 12 },
    )
  })
})
