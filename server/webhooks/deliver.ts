import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { findEvent } from '../store/events.ts'
import { getEnvironment } from '../store/organizations.ts'
import { enqueue } from '../store/outbox.ts'
import { type Store, transaction } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import { endAttempt, takeDue, type WebhookDelivery, webhooksWithDue } from '../store/webhook-deliveries.ts'
import { findWebhook } from '../store/webhooks.ts'
import { messageOf } from './message.ts'
import { nextAttemptAt } from './schedule.ts'
import type { Sender, SendResult } from './send.ts'
import type { TargetRules } from './target.ts'

/** How many deliveries are under way to one webhook; to one that does not answer well, one. */
const LANES = 4
/** How long a delivery belongs to who took it, in ms: after a crash it is sent again this late. */
export const TAKEN_MS = 15_000
/** How long one webhook is served before those that wait have their turn, in ms. */
const TURN_MS = 10_000
/** What says that a receiver has the event (published). */
const DELIVERED: readonly (number | null)[] = [200, 201, 202, 204]

export interface Delivering {
  store: Store
  vault: Vault
  clock: Clock
  sender: Sender
  rules: TargetRules
  log: Logger
  /** Ends when nothing more is to be taken. */
  stopping: AbortSignal
}

/** The time in which this instance serves one webhook. */
interface Turn {
  webhookId: string
  endsAt: number
  /** Something came up while it was served. */
  again: boolean
}

/**
 * The job `deliver-webhook`: sends what is due to one webhook, until nothing is or its turn is over. The deliveries' own
 * rows say what is due; the job only says that it is worth a look. Every webhook has lanes of its own, so a receiver that
 * is slow or gone holds up nobody else's events. Each receiver gets an event at least once: only a written answer takes
 * a delivery off the queue.
 */
export function createDeliver(delivering: Delivering): (webhookId: string) => Promise<void> {
  const serving = new Map<string, Turn>()
  return async webhookId => {
    const served = serving.get(webhookId)
    if (served) {
      served.again = true
      return
    }
    const turn = { webhookId, endsAt: performance.now() + TURN_MS, again: false }
    serving.set(webhookId, turn)
    try {
      await serve(delivering, turn)
    } finally {
      serving.delete(webhookId)
    }
  }
}

/**
 * The sweep behind that job: finds webhooks to which something is due and nobody was told, because whoever had taken it
 * died, or because the webhook has been enabled again.
 */
export async function findDueDeliveries({
  store,
  clock,
}: Pick<Delivering, 'store' | 'clock'>): Promise<void> {
  const now = clock()
  const webhookIds = await webhooksWithDue(store.db, now)
  if (webhookIds.length > 0) await enqueue(store.db, 'deliver-webhook', webhookIds, now)
}

interface Ended {
  delivery: WebhookDelivery
  result: SendResult
}

/**
 * Takes as many as there are free lanes, and writes what has ended, in one transaction after another: the lanes never
 * contend with each other.
 */
async function serve(delivering: Delivering, turn: Turn): Promise<void> {
  const { store, clock, stopping, log } = delivering
  const { webhookId } = turn
  const underWay = new Set<Promise<unknown>>()
  const ended: Ended[] = []
  let lanes = LANES
  const send = (delivery: WebhookDelivery) => {
    const sending = attempt(delivering, delivery)
      .then(result => ended.push({ delivery, result }))
      .catch(error => log.error({ err: error, webhook: webhookId }, 'delivering failed'))
      .finally(() => underWay.delete(sending))
    underWay.add(sending)
  }
  try {
    for (;;) {
      const toWrite = ended.splice(0)
      if (toWrite.length > 0) lanes = toWrite.every(({ result }) => hasArrived(result)) ? LANES : 1
      const isOver = stopping.aborted || performance.now() >= turn.endsAt
      const free = isOver ? 0 : Math.max(0, lanes - underWay.size)
      turn.again = false
      const taken = await transaction(store.db, async tx => {
        const now = clock()
        for (const one of toWrite) {
          const end = endOf(one, now)
          await endAttempt(tx, one.delivery, end, now)
          if (typeof end.then === 'number') await enqueue(tx, 'deliver-webhook', [webhookId], end.then)
        }
        // What is left when its turn is over waits behind the others.
        if (isOver && !stopping.aborted && underWay.size === 0)
          await enqueue(tx, 'deliver-webhook', [webhookId], now)
        return free > 0 ? takeDue(tx, webhookId, now, now + TAKEN_MS, free) : []
      })
      for (const delivery of taken) send(delivery)
      if (ended.length > 0) continue
      if (underWay.size > 0) await Promise.race(underWay)
      else if (isOver || !turn.again) return
    }
  } finally {
    await Promise.all(underWay)
  }
}

async function attempt({ store, vault, clock, sender, rules }: Delivering, delivery: WebhookDelivery) {
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

function endOf({ delivery, result }: Ended, now: number) {
  const then = hasArrived(result) ? ('delivered' as const) : nextAttemptAt(delivery.attempts + 1, now)
  return { response_status: result.status, failure: result.failure, then }
}
