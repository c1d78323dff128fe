import { z } from 'zod'
import { INTERVALS, INTERVALS_DEFAULT, INTERVALS_MAX, spanUntil } from '../../connect/statistics.ts'
import { countFields, countFunnel, countRedemptions, timeStages } from '../../store/statistics.ts'
import type { Api } from '../api.ts'
import { documentOf } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { statisticsResource, statisticsSchema } from './statistics-resource.ts'

/** Between these there are dates to write, whatever the range. */
const [EARLIEST, LATEST] = [Date.UTC(1000, 0), Date.UTC(9998, 0)]

export const statisticsParameters = z.object({
  until: z.iso
    .datetime({ offset: true })
    .refine(
      time => Date.parse(time) >= EARLIEST && Date.parse(time) < LATEST,
      'is too long ago or too far ahead',
    )
    .optional(),
  interval: z.enum(INTERVALS).optional(),
  intervals: z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .transform(Number)
    .refine(count => count <= INTERVALS_MAX, `is too big: at most ${INTERVALS_MAX}`)
    .optional(),
})

/** `/connect/statistics` (ours): what the destination's sharing came to, for plots. Counts and times only. */
export const statisticsRoute = (api: Api): Route =>
  reading(api, '/connect/statistics', {
    summary:
      'How many redemptions there were, how far sessions came, how long it took, and what nobody typed again',
    permission: 'connect.read',
    query: statisticsParameters,
    answers: { 200: documentOf(statisticsSchema) },
    async answer({ caller, db, query }) {
      const { until, interval = 'day', intervals = INTERVALS_DEFAULT } = query
      const span = spanUntil(until === undefined ? api.clock() : Date.parse(until), interval, intervals)
      const { environmentId } = caller
      const redemptions = await countRedemptions(db, environmentId, span)
      const funnel = await countFunnel(db, environmentId, span)
      const stages = await timeStages(db, environmentId, span)
      const fields = await countFields(db, environmentId, span)
      return ok({
        data: statisticsResource(environmentId, interval, span, { redemptions, funnel, stages, fields }),
      })
    },
  })
