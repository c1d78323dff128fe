import { z } from 'zod'

const service = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Shared with the service: each call is signed with it. At least 32 characters. */
  secret: z.string().min(32).max(256),
  /** Longest time of one call, in seconds; a person waits. */
  'timeout-seconds': z.int().min(1).max(60).default(5),
  attempts: z.int().min(1).max(5).default(2),
})

/** The external services that send codes and links, one for each channel. */
export const deliverySettings = z.strictObject({ sms: service.optional(), email: service.optional() })

export type DeliveryService = z.infer<typeof service>
