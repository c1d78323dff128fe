import type { resetSchema } from '../../server/api/sandbox/reset.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { Single, WriteOptions } from '../types.ts'

/** The sandbox as a whole. */
export function sandbox(http: Http) {
  const { write } = endpoints(http, '/connect/sandbox')
  return {
    /** Erases everything of people in it. */
    reset: (options?: WriteOptions): Promise<Single<typeof resetSchema>> =>
      write('POST', '/connect/sandbox/reset', null, options),
  }
}
