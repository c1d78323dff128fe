import type {
  changeBody,
  createBody,
  listParameters,
  referenceListSchema,
} from '../../server/api/reference-lists/reference-lists.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, Single } from '../types.ts'

type List = typeof referenceListSchema

/** Whom your organization compares people with. */
export function referenceLists(http: Http) {
  const at = endpoints(http, '/connect/reference-lists')
  return {
    list: at.list<List, typeof listParameters>(),
    all: at.all<List, typeof listParameters>(),
    create: at.create<AttributesOf<typeof createBody>, Single<List>>(),
    retrieve: at.retrieve<List>(),
    update: at.update<AttributesOf<typeof changeBody>, List>(),
    delete: at.delete<List>(),
  }
}
