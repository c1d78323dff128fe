import { z } from 'zod'
import { locale } from '../../connect/locale.ts'
import { SESSION_SECONDS_DEFAULT, SESSION_SECONDS_MAX, SESSION_SECONDS_MIN } from '../../connect/session.ts'
import { joinSecret } from '../../secrets.ts'
import type { Api } from '../api.ts'
import { attributesOf } from '../http/body.ts'
import { documentOf } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { created } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { sessionResource, sessionSchema } from '../session/session-resource.ts'
import { openSession } from './open-session.ts'
import { sandboxCodesRoute } from './sandbox-codes.ts'

/** An exact web origin: scheme, host and port, nothing else; no wildcards. */
const origin = z
  .string()
  .max(300)
  .refine(
    text => /^https?:\/\/[a-z0-9.:[\]-]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text,
    'must be an origin',
  )

export const createBody = attributesOf(
  z.strictObject({
    'inquiry-template-id': z.string().max(64),
    /** May be left out where exactly one active connection leads here. */
    'connection-id': z.string().max(64).optional(),
    'reference-id': z.string().max(1000).optional(),
    purpose: z.string().trim().min(1).max(300),
    'allowed-origins': z.array(origin).min(1).max(20),
    /** The template's own where none is named, or else English. */
    locale: locale.optional(),
    'expires-in-seconds': z
      .int()
      .min(SESSION_SECONDS_MIN)
      .max(SESSION_SECONDS_MAX)
      .default(SESSION_SECONDS_DEFAULT),
  }),
)

export type SessionRequest = z.infer<typeof createBody>['data']['attributes']

/** Told once. */
export const secretMeta = z.strictObject({ 'client-secret': z.string() })

/** `POST /connect/sessions` (ours): one person at one page of the destination. */
export const sessionsRoutes = (api: Api): Route[] => [
  writing(api, 'post', '/connect/sessions', {
    summary: 'Open a session for one person at one page; its client secret is shown once',
    permission: 'connect.redeem',
    body: createBody,
    answers: { 201: documentOf(sessionSchema, secretMeta) },
    async answer(call) {
      const { session, secret } = await openSession(api, call, call.body.data.attributes)
      return created({
        data: await sessionResource(api, call.db, session),
        meta: { 'client-secret': joinSecret(session.id, secret) },
      })
    },
  }),
  sandboxCodesRoute(api),
]
