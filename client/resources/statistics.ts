import type { z } from 'zod'
import type { statisticsParameters } from '../../server/api/statistics/statistics.ts'
import type { statisticsSchema } from '../../server/api/statistics/statistics-resource.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { CallOptions, Single } from '../types.ts'

/** What the destination's sharing came to, for plots: by day over the last thirty, where nothing else is asked. */
export function statistics(http: Http) {
  const { read } = endpoints(http, '/connect/statistics')
  return {
    retrieve: ({ until, interval, intervals, ...options }: StatisticsOptions = {}) =>
      read<Single<typeof statisticsSchema>>('/connect/statistics', {
        ...options,
        parameters: {
          ...(until === undefined ? {} : { until }),
          ...(interval === undefined ? {} : { interval }),
          ...(intervals === undefined ? {} : { intervals: String(intervals) }),
        },
      }),
  }
}

export type StatisticsOptions = CallOptions &
  Omit<z.input<typeof statisticsParameters>, 'intervals'> & {
    /** How many intervals, up to the one that `until` is in. */
    intervals?: number
  }
