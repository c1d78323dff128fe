import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { mapPage } from '../../store/page.ts'
import type { Db } from '../../store/store.ts'
import {
  findDelivery,
  listDeliveries,
  type NamedDelivery,
  restartDelivery,
} from '../../store/webhook-deliveries.ts'
import { findWebhook } from '../../store/webhooks.ts'
import { ATTEMPTS_MAX } from '../../webhooks/schedule.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf, type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { listing } from '../http/listing.ts'
import {
  createdFilters,
  createdIn,
  idFilter,
  listQuery,
  noQuery,
  searchFilter,
  words,
} from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'

const status = z.enum(['pending', 'delivered', 'failed'])

export const listParameters = listQuery({
  'filter[status]': status.optional(),
  'filter[webhook-id]': idFilter,
  'filter[event-id]': idFilter,
  'filter[event-name]': words.optional(),
  'filter[search]': searchFilter,
  ...createdFilters,
})

export const deliverySchema = resourceSchema(
  z.literal('webhook-delivery'),
  {
    status,
    'event-name': z.string(),
    'attempts-made': z.int(),
    'attempts-left': z.int(),
    'next-attempt-at': time.nullable(),
    'first-attempted-at': time.nullable(),
    'last-attempted-at': time.nullable(),
    'response-status': z.int().nullable(),
    'failure-reason': z
      .enum(['timeout', 'connection_failed', 'target_refused', 'webhook_archived'])
      .nullable(),
    'created-at': time,
    'finished-at': time.nullable(),
  },
  { webhook: toOne, event: toOne },
)

/** What sending all dead letters of a webhook again adds to its answer. */
export const redeliverMeta = z.strictObject({ deliveries: z.int() })

/** `/webhook-deliveries`: what became of each event on its way to each webhook. The failed ones are the dead letters. */
export const webhookDeliveryRoutes = (api: Api): Route[] => [
  listing(api, '/webhook-deliveries', {
    summary: 'List the deliveries to webhooks, newest first',
    permission: 'webhook.read',
    query: listParameters,
    resource: deliverySchema,
    async list({ caller, db, query }, page) {
      const filter = {
        status: query['filter[status]'],
        webhookId: query['filter[webhook-id]'],
        eventId: query['filter[event-id]'],
        eventNames: query['filter[event-name]'],
        search: query['filter[search]'],
        ...createdIn(query),
      }
      return mapPage(await listDeliveries(db, caller.environmentId, filter, page), deliveryResource)
    },
  }),
  reading(api, '/webhook-deliveries/:id', {
    summary: 'Retrieve a delivery',
    permission: 'webhook.read',
    query: noQuery,
    answers: { 200: documentOf(deliverySchema) },
    answer: async ({ caller, db, id }) => ok({ data: deliveryResource(await find(db, caller, id)) }),
  }),
  writing(api, 'post', '/webhook-deliveries/:id/redeliver', {
    summary: 'Send one event to one webhook again, whatever became of it',
    permission: 'webhook.write',
    body: noBody,
    answers: { 200: documentOf(deliverySchema) },
    async answer({ caller, db, id }) {
      const delivery = await find(db, caller, id)
      const webhook = await findWebhook(db, caller.environmentId, delivery.webhook_id)
      if (webhook?.status === 'archived') throw new ApiError('conflict', 'the webhook is archived')
      await restartDelivery(db, delivery, api.clock())
      return ok({ data: deliveryResource(await find(db, caller, id)) })
    },
  }),
]

async function find(db: Db, caller: Caller, id: string): Promise<NamedDelivery> {
  const delivery = await findDelivery(db, caller.environmentId, id)
  if (!delivery) throw notFound()
  return delivery
}

const deliveryResource = (delivery: NamedDelivery): Resource => {
  const isPending = delivery.status === 'pending'
  return {
    type: 'webhook-delivery',
    id: delivery.id,
    attributes: {
      status: delivery.status,
      'event-name': delivery.event_name,
      'attempts-made': delivery.attempts,
      'attempts-left': isPending ? ATTEMPTS_MAX - delivery.attempts : 0,
      'next-attempt-at': isPending ? iso(delivery.next_attempt_at) : null,
      'first-attempted-at': isoOrNull(delivery.first_attempted_at),
      'last-attempted-at': isoOrNull(delivery.last_attempted_at),
      'response-status': delivery.response_status,
      'failure-reason': delivery.failure,
      'created-at': iso(delivery.created_at),
      'finished-at': isoOrNull(delivery.finished_at),
    },
    relationships: {
      webhook: reference('webhook', delivery.webhook_id),
      event: reference('event', delivery.event_id),
    },
  }
}
