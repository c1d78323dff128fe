import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { every } from '../jobs/every.ts'
import { findEvent } from '../store/events.ts'
import { getEnvironment } from '../store/organizations.ts'
import { type Store, transaction } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import { endAttempt, takeDue, type WebhookDelivery, webhooksWithDue } from '../store/webhook-deliveries.ts'
import { findWebhook } from '../store/webhooks.ts'
import { messageOf } from './message.ts'
import { nextAttemptAt } from './schedule.ts'
import type { Sender, SendResult } from './send.ts'
import type { TargetRules } from './target.ts'

/** How often an instance looks for what is due, in ms. */
const LOOK_MS = 200
/** How many deliveries are under way to one webhook; to one that does not answer well, one. */
const LANES = 4
/** How long a delivery belongs to who took it, in ms: after a crash it is sent again this late. */
export const TAKEN_MS = 15_000
/** What says that a receiver has the event (published). */
const DELIVERED: readonly (number | null)[] = [200, 201, 202, 204]

export interface Dispatching {
  store: Store
  vault: Vault
  clock: Clock
  sender: Sender
  rules: TargetRules
  log: Logger
}

export interface Dispatcher {
  /** Takes nothing more, and waits for what is being sent. */
  stop(): Promise<void>
}

/**
 * Sends what is due. Every webhook has lanes of its own, so a receiver that is slow or gone holds up nobody else's
 * events. Each receiver gets an event at least once: only a written answer takes a delivery off the queue.
 */
export function createDispatcher(dispatching: Dispatching): Dispatcher {
  const { store, clock, log } = dispatching
  const stopping = new AbortController()
  const serving = new Map<string, Promise<unknown>>()

  const serve = (webhookId: string) => {
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      serveLane(dispatching, webhookId, lane === 0, stopping.signal).catch(error =>
        log.error({ err: error, webhook: webhookId }, 'delivering failed'),
      ),
    )
    serving.set(
      webhookId,
      Promise.all(lanes).finally(() => serving.delete(webhookId)),
    )
  }
  const looking = every(
    LOOK_MS,
    async () => {
      const due = await webhooksWithDue(store.db, clock())
      for (const webhookId of due) if (!serving.has(webhookId) && !stopping.signal.aborted) serve(webhookId)
    },
    error => log.error({ err: error }, 'looking for webhooks failed'),
  )
  return {
    async stop() {
      stopping.abort()
      await looking.stop()
      await Promise.all(serving.values())
    },
  }
}

/** Sends to one webhook until nothing is due. All lanes but the first give up where the receiver fails. */
async function serveLane(
  dispatching: Dispatching,
  webhookId: string,
  isFirst: boolean,
  stopping: AbortSignal,
): Promise<void> {
  const { store, clock } = dispatching
  const take = (ended?: { delivery: WebhookDelivery; result: SendResult }) =>
    transaction(store.db, async tx => {
      const now = clock()
      if (ended) await endAttempt(tx, ended.delivery, endOf(ended.delivery, ended.result, now), now)
      const goesOn = !stopping.aborted && (isFirst || !ended || hasArrived(ended.result))
      return goesOn ? takeDue(tx, webhookId, now, now + TAKEN_MS) : undefined
    })
  let delivery = await take()
  while (delivery) {
    const result = await attempt(dispatching, delivery)
    delivery = await take({ delivery, result })
  }
}

async function attempt({ store, vault, clock, sender, rules }: Dispatching, delivery: WebhookDelivery) {
  const { environment_id: environmentId } = delivery
  const [event, webhook, environment] = await Promise.all([
    findEvent(store.db, environmentId, delivery.event_id),
    findWebhook(store.db, environmentId, delivery.webhook_id),
    getEnvironment(store.db, environmentId),
  ])
  if (!event || !webhook) throw new Error(`${delivery.id} has no event or no webhook`)
  const opened = await vault.of(store.db, environmentId)
  const toDeliver = { event, delivery, webhook, vault: opened, environmentKind: environment.kind }
  return sender.send(messageOf(toDeliver, rules, clock()))
}

const hasArrived = ({ status }: SendResult): boolean => DELIVERED.includes(status)

function endOf({ attempts }: WebhookDelivery, result: SendResult, now: number) {
  const then = hasArrived(result) ? ('delivered' as const) : nextAttemptAt(attempts + 1, now)
  return { response_status: result.status, failure: result.failure, then }
}
