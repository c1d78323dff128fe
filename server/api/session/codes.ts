import { z } from 'zod'
import { atOnce } from '../http/at-once.ts'
import { attributesOf, jsonBody } from '../http/body.ts'
import { parse } from '../http/parse.ts'
import type { Route } from '../http/route.ts'
import { confirmCode } from './confirm-code.ts'
import { codeKind, inputSchema, inputsMeta, inputsQuery } from './input-schema.ts'
import { sendCode } from './send-code.ts'
import type { WithSecret } from './with-secret.ts'

/** How many codes are on their way at the same time: each waits for somebody else's service. */
const AT_ONCE = { each: 1, all: 64 }

export const sendBody = attributesOf(z.strictObject({ kind: codeKind }))

export const confirmBody = attributesOf(
  z.strictObject({ kind: codeKind, code: z.string().regex(/^[0-9]{6}$/, 'must be six digits') }),
)

/** `/connect/session/codes` (ours): the person shows that an address is theirs. */
export function codeRoutes(secret: WithSecret): Route[] {
  const sending = atOnce(AT_ONCE)
  const answers = { 200: z.strictObject({ data: z.array(inputSchema), meta: inputsMeta }) }
  return [
    {
      method: 'post',
      path: '/connect/session/codes',
      action: 'send',
      summary: 'Send a code to the address that the person is asked to confirm',
      access: 'client-secret',
      query: inputsQuery,
      body: sendBody,
      answers,
      handlers: [
        jsonBody,
        secret(async (session, req, own) => {
          const { locale = session.locale } = parse(inputsQuery, req.query)
          const { kind } = parse(sendBody, req.body).data.attributes
          const idempotencyKey = req.get('idempotency-key')
          return sending(session.id, () => sendCode(own, session, { kind, locale, idempotencyKey }))
        }),
      ],
    },
    {
      method: 'post',
      path: '/connect/session/codes/confirm',
      summary: 'Confirm an address by the code that was sent there; with the last one the redemption goes on',
      access: 'client-secret',
      query: inputsQuery,
      body: confirmBody,
      answers,
      handlers: [
        jsonBody,
        secret(async (session, req, own) => {
          const { locale = session.locale } = parse(inputsQuery, req.query)
          const { kind, code } = parse(confirmBody, req.body).data.attributes
          const idempotencyKey = req.get('idempotency-key')
          return confirmCode(own, session, { kind, code, locale, idempotencyKey })
        }),
      ],
    },
  ]
}
