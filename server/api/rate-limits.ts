import { z } from 'zod'
import type { Api } from './api.ts'
import { reading } from './http/keyed.ts'
import { noQuery } from './http/query.ts'
import { ok } from './http/reply.ts'
import type { Route } from './http/route.ts'

export const document = z.strictObject({
  data: z.array(
    z.strictObject({
      type: z.literal('rate-limit/api'),
      attributes: z.strictObject({ limit: z.int(), remaining: z.int(), 'seconds-to-reset': z.int() }),
    }),
  ),
})

/** `/rate-limits`: what is left of the caller's window, this request counted. */
export const rateLimitRoutes = (api: Api): Route[] => [
  reading(api, '/rate-limits', {
    summary: 'How many requests this API key has left in the current window',
    permission: 'api-key.read',
    query: noQuery,
    answers: { 200: document },
    async answer({ caller }) {
      const { limit, remaining, reset } = await api.rateLimiter.look(caller.id, api.clock())
      const attributes = { limit, remaining, 'seconds-to-reset': reset }
      return ok({ data: [{ type: 'rate-limit/api', attributes }] })
    },
  }),
]
