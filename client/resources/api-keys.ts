import type { z } from 'zod'
import type { apiKeySchema, apiKeyWithValueSchema } from '../../server/api/api-keys/api-key-resource.ts'
import type { attributes, changes, expireBody, listParameters } from '../../server/api/api-keys/api-keys.ts'
import type { document as rateLimits } from '../../server/api/rate-limits.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { CallOptions, MetaOf, Single, WriteOptions } from '../types.ts'

type ApiKey = typeof apiKeySchema

/** How backends authenticate, and what each may do. */
export function apiKeys(http: Http) {
  const { read, write, below, ...at } = endpoints(http, '/api-keys')
  return {
    list: at.list<ApiKey, typeof listParameters>(),
    all: at.all<ApiKey, typeof listParameters>(),
    /** The key's value is told once. */
    create: at.create<z.input<typeof attributes>, Single<typeof apiKeyWithValueSchema>>(),
    retrieve: at.retrieve<ApiKey>(),
    update: at.update<z.input<typeof changes>, ApiKey>(),
    /** Now, or in a while. */
    expire: (id: string, when: MetaOf<typeof expireBody>, options?: WriteOptions) =>
      write<Single<ApiKey>>('POST', below(id, 'expire'), null, { ...options, meta: when }),
    clone: at.act<Single<typeof apiKeyWithValueSchema>>('clone'),
    /** What is left of this key's requests in the current minute. */
    rateLimits: (options?: CallOptions) =>
      endpoints(http, '/rate-limits').read<z.output<typeof rateLimits>>('/rate-limits', options),
  }
}
