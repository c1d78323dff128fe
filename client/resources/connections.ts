import type { changeBody, createBody } from '../../server/api/connections/conditions.ts'
import type { connectionSchema } from '../../server/api/connections/connection-resource.ts'
import type { listParameters } from '../../server/api/connections/connections.ts'
import type { gapSchema } from '../../server/api/share-tokens/preview.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, CallOptions, Single } from '../types.ts'

type Connection = typeof connectionSchema

/** One-directional agreements between organizations, with the types of data that may travel. */
export function connections(http: Http) {
  const { read, below, ...at } = endpoints(http, '/connect/connections')
  return {
    list: at.list<Connection, typeof listParameters>(),
    all: at.all<Connection, typeof listParameters>(),
    create: at.create<AttributesOf<typeof createBody>, Single<Connection>>(),
    retrieve: at.retrieve<Connection>(),
    update: at.update<AttributesOf<typeof changeBody>, Connection>(),
    accept: at.act<Single<Connection>>('accept'),
    deactivate: at.act<Single<Connection>>('deactivate'),
    reactivate: at.act<Single<Connection>>('reactivate'),
    /** What a template of yours will be missing from this partner. */
    alignment: (id: string, inquiryTemplateId: string, options?: CallOptions) =>
      read<Single<typeof gapSchema>>(below(id, 'alignment'), {
        ...options,
        parameters: { 'inquiry-template-id': inquiryTemplateId },
      }),
  }
}
