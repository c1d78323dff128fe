import type { z } from 'zod'
import type { attributes, changes } from '../../server/api/webhooks/webhook-attributes.ts'
import type {
  listParameters as deliveryParameters,
  deliverySchema,
  redeliverMeta,
} from '../../server/api/webhooks/webhook-deliveries.ts'
import type { webhookSchema, webhookWithSecretSchema } from '../../server/api/webhooks/webhook-resource.ts'
import type { listParameters } from '../../server/api/webhooks/webhooks.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { Single, WriteOptions } from '../types.ts'

type Webhook = typeof webhookSchema
type WithSecret = Single<typeof webhookWithSecretSchema>

/** Where the environment wants to hear of its events. */
export function webhooks(http: Http) {
  const { write, below, ...at } = endpoints(http, '/webhooks')
  return {
    list: at.list<Webhook, typeof listParameters>(),
    all: at.all<Webhook, typeof listParameters>(),
    /** Disabled; its secret is told once. */
    create: at.create<z.input<typeof attributes>, WithSecret>(),
    retrieve: at.retrieve<Webhook>(),
    update: at.update<z.input<typeof changes>, Webhook>(),
    enable: at.act<Single<Webhook>>('enable'),
    disable: at.act<Single<Webhook>>('disable'),
    archive: at.act<Single<Webhook>>('archive'),
    /** The new secret is told once; the earlier one signs as well until then. */
    rotateSecret: (id: string, until: { 'expires-in-seconds'?: number } = {}, options?: WriteOptions) =>
      write<WithSecret>('POST', below(id, 'rotate-secret'), null, { ...options, meta: until }),
    clone: at.act<WithSecret>('clone'),
    /** Every event that it could not be told of, again. */
    redeliver: at.act<Single<Webhook> & { meta: z.output<typeof redeliverMeta> }>('redeliver'),
  }
}

/** What became of each event on its way to each webhook. */
export function webhookDeliveries(http: Http) {
  const at = endpoints(http, '/webhook-deliveries')
  return {
    list: at.list<typeof deliverySchema, typeof deliveryParameters>(),
    all: at.all<typeof deliverySchema, typeof deliveryParameters>(),
    retrieve: at.retrieve<typeof deliverySchema>(),
    /** The one event to the one webhook, again. */
    redeliver: at.act<Single<typeof deliverySchema>>('redeliver'),
  }
}
