import type { event, listParameters } from '../../server/api/events.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'

/** What happened to the objects of the environment. */
export function events(http: Http) {
  const at = endpoints(http, '/events')
  return {
    list: at.list<typeof event, typeof listParameters>(),
    all: at.all<typeof event, typeof listParameters>(),
    retrieve: at.retrieve<typeof event>(),
  }
}
