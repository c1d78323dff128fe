import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { Session } from '../../store/sessions.ts'
import { transaction } from '../../store/store.ts'
import type { SessionApi } from '../api.ts'
import { atOnce } from '../http/at-once.ts'
import { jsonBody } from '../http/body.ts'
import { parse } from '../http/parse.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import type { InputResource } from '../wire.ts'
import { giveInputs } from './give-inputs.ts'
import { readAskedInputs } from './go-on.ts'
import { inputsForm } from './input-form.ts'
import { inputSchema, inputsBody, inputsMeta, inputsQuery } from './input-schema.ts'
import { readInputs } from './read-inputs.ts'
import { requireAwaiting } from './require-awaiting.ts'
import type { WithSecret } from './with-secret.ts'

/** How many requests are taken at the same time: what each brings is in memory, several times over, until it is stored. */
const AT_ONCE = { each: 4, all: 16 }

/** `/connect/session/inputs` (ours): what is missing, asked of the person and given by them. */
export function inputRoutes(secret: WithSecret): Route[] {
  const taking = atOnce(AT_ONCE)
  return [
    {
      method: 'get',
      path: '/connect/session/inputs',
      summary: 'What is still missing, or has been given in this session',
      access: 'client-secret',
      query: inputsQuery,
      answers: { 200: z.strictObject({ data: z.array(inputSchema) }) },
      handlers: [
        secret(async (session, req, own) => {
          const { locale = session.locale } = parse(inputsQuery, req.query)
          return ok({ data: await readAsked(own, session, locale) })
        }),
      ],
    },
    {
      method: 'post',
      path: '/connect/session/inputs',
      action: 'give',
      summary: 'Give what is missing, a part or all of it; with the last of it the redemption goes on',
      access: 'client-secret',
      query: inputsQuery,
      body: inputsBody,
      form: inputsForm,
      answers: { 200: z.strictObject({ data: z.array(inputSchema), meta: inputsMeta }) },
      handlers: [
        formOrJson,
        secret(async (session, req, own) => {
          const { locale = session.locale } = parse(inputsQuery, req.query)
          const idempotencyKey = req.get('idempotency-key')
          // Nobody sends ten megabytes to be told that it is too late. A repetition may be late.
          if (idempotencyKey === undefined && isForm(req)) {
            await requireAwaiting(own.db, session, own.clock())
          }
          return taking(session.id, async () =>
            giveInputs(own, session, { given: await readInputs(req), locale, idempotencyKey }),
          )
        }),
      ],
    },
  ]
}

const isForm = (req: Request): boolean => Boolean(req.is('multipart/form-data'))

/** A form is read once it is known whose it is. */
const formOrJson: RequestHandler = (req, res, next) => (isForm(req) ? next() : jsonBody(req, res, next))

/** All of it as it was at one moment. */
const readAsked = (api: SessionApi, session: Session, locale: string): Promise<InputResource[]> =>
  transaction(api.db, async tx => {
    const awaiting = await requireAwaiting(tx, session, api.clock())
    return readAskedInputs(api, tx, session, awaiting, locale)
  })
