import { z } from 'zod'
import { iso } from '../../clock.ts'
import { beginningsOf, INTERVALS, type Interval, type Span } from '../../connect/statistics.ts'
import type { countFields, countRedemptions, Funnel, StageTime } from '../../store/statistics.ts'
import { resourceSchema, time } from '../http/document.ts'

const count = z.int().min(0)

export const statisticsSchema = resourceSchema(
  z.literal('connect/statistics'),
  {
    from: time,
    to: time,
    interval: z.enum(INTERVALS),
    redemptions: z.array(
      z.strictObject({ at: time, finished: count, failed: count, 'awaiting-input': count, running: count }),
    ),
    funnel: z.strictObject({
      sessions: count,
      'consent-granted': count,
      'consent-declined': count,
      'share-token-received': count,
      redeemed: count,
      'awaited-input': count,
      completed: count,
    }),
    stages: z.array(
      z.strictObject({
        stage: z.enum(['copy', 'verify', 'collect', 'complete']),
        redemptions: count,
        'percentile-50-ms': count,
        'percentile-95-ms': count,
      }),
    ),
    fields: z.strictObject({
      copied: count,
      asked: count,
      'copied-share': z.number().min(0).max(1).nullable(),
    }),
  },
  {},
)

/** What the store has counted. */
export interface Counted {
  redemptions: Awaited<ReturnType<typeof countRedemptions>>
  funnel: Funnel
  stages: readonly StageTime[]
  fields: Awaited<ReturnType<typeof countFields>>
}

/** Statistics of an environment: a count for every interval, also where nothing happened. */
export function statisticsResource(
  environmentId: string,
  interval: Interval,
  span: Span,
  { redemptions, funnel, stages, fields }: Counted,
): z.infer<typeof statisticsSchema> {
  const counts = new Map(redemptions.map(({ at, status, count }) => [`${at} ${status}`, count]))
  const { copied, asked } = fields
  return {
    type: 'connect/statistics',
    id: environmentId,
    attributes: {
      from: iso(span.from),
      to: iso(span.to),
      interval,
      redemptions: beginningsOf(span).map(at => ({
        at: iso(at),
        finished: counts.get(`${at} finished`) ?? 0,
        failed: counts.get(`${at} failed`) ?? 0,
        'awaiting-input': counts.get(`${at} awaiting-input`) ?? 0,
        running: counts.get(`${at} running`) ?? 0,
      })),
      funnel: {
        sessions: funnel.sessions,
        'consent-granted': funnel.granted,
        'consent-declined': funnel.declined,
        'share-token-received': funnel.received,
        redeemed: funnel.redeemed,
        'awaited-input': funnel.awaited,
        completed: funnel.completed,
      },
      stages: stages.map(one => ({
        stage: one.stage,
        redemptions: one.redemptions,
        'percentile-50-ms': one.p50,
        'percentile-95-ms': one.p95,
      })),
      fields: { copied, asked, 'copied-share': copied + asked === 0 ? null : copied / (copied + asked) },
    },
  }
}
