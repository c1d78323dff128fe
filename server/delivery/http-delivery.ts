import { CODE_MS } from '../connect/confirmation-code.ts'
import { LINK_MS } from '../connect/dashboard-session.ts'
import { callProvider } from '../verification/provider/call.ts'
import type { CodeMessage, DeliverCode, Deliveries, LinkMessage } from './delivery.ts'
import type { DeliveryService } from './settings.ts'

/**
 * Sends codes through a service of the operator's, by signed calls. 200 or 202 says that it was taken; what else the
 * answer says is not read.
 */
export const httpDelivery =
  (service: DeliveryService, stopping: AbortSignal): DeliverCode =>
  async message => {
    const call = {
      url: service.url,
      secret: service.secret,
      idempotencyKey: message.id,
      body: bodyOf(message),
      timeoutMs: service['timeout-seconds'] * 1000,
      attempts: service.attempts,
      stopping,
    }
    // It gives up only when this server stops.
    const reply = await callProvider(call).catch(() => null)
    return reply !== null && reply.outcome !== 'silent'
  }

const bodyOf = (message: CodeMessage | LinkMessage): string => {
  const goodForMs = 'link' in message ? LINK_MS : CODE_MS
  return JSON.stringify({ message: { ...message, 'expires-in-seconds': goodForMs / 1000 } })
}

export const httpDeliveries = (
  services: { sms?: DeliveryService | undefined; email?: DeliveryService | undefined },
  stopping: AbortSignal,
): Deliveries => ({
  sms: services.sms ? httpDelivery(services.sms, stopping) : null,
  email: services.email ? httpDelivery(services.email, stopping) : null,
})
