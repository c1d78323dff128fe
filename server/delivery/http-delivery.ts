import { callProvider } from '../verification/provider/call.ts'
import type { Deliver, Deliveries } from './delivery.ts'
import type { DeliveryService } from './settings.ts'

/**
 * Sends messages through a service of the operator's, by signed calls. 200 or 202 says that it was taken; what else the
 * answer says is not read.
 */
export const httpDelivery =
  (service: DeliveryService, stopping: AbortSignal): Deliver =>
  async message => {
    const call = {
      url: service.url,
      secret: service.secret,
      idempotencyKey: message.id,
      body: JSON.stringify({ message }),
      timeoutMs: service['timeout-seconds'] * 1000,
      attempts: service.attempts,
      stopping,
    }
    // It gives up only when this server stops.
    const reply = await callProvider(call).catch(() => null)
    return reply !== null && reply.outcome !== 'silent'
  }

export const httpDeliveries = (
  services: { sms?: DeliveryService | undefined; email?: DeliveryService | undefined },
  stopping: AbortSignal,
): Deliveries => ({
  sms: services.sms ? httpDelivery(services.sms, stopping) : null,
  email: services.email ? httpDelivery(services.email, stopping) : null,
})
