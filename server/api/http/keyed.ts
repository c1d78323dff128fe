import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { askedBy, doneBy } from '../../audit/by-caller.ts'
import { recordRefused } from '../../audit/refused.ts'
import { recordDone } from '../../store/audit.ts'
import { type Db, transaction } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { expireDueInquiries } from '../inquiries/expire-due.ts'
import { ApiError } from './api-error.ts'
import { atOnce } from './at-once.ts'
import { jsonBody } from './body.ts'
import { type Caller, requireOperation } from './caller.ts'
import { fieldsetsOf, narrow } from './fieldsets.ts'
import { once, repeatable } from './idempotency.ts'
import { includeRelated } from './include.ts'
import { inflect, inflectionOf, kebabBody, kebabQuery } from './inflection.ts'
import { isLarge, type LargeBody, readLargeBody, smallBody } from './large-body.ts'
import { parse } from './parse.ts'
import type { Permission } from './permissions.ts'
import { admit } from './rate-limit.ts'
import { idOf, type Reply, replying } from './reply.ts'
import type { Method, Route } from './route.ts'

/**
 * How many large bodies an operation takes at the same time: each is in memory, several times over, until it is stored.
 * Eight photos of 10 MB in base64 made the process 463 MB large.
 */
const LARGE_AT_ONCE = { each: 2, all: 4 }

/** One call of an operation, by an organization's API key or by one of its people. */
export interface Call<Body, Query> {
  caller: Caller
  /** The store; for an operation that writes, the transaction that its answer is part of. */
  db: Db
  /** The identifier in the path; empty where there is none. */
  id: string
  body: Body
  query: Query
  req: Request
  /** Runs `effect` once what was written is durable; never when the operation failed or was a repetition. */
  after(effect: () => void): void
}

interface Operation {
  summary: string
  permission: Permission
  answers: Route['answers']
}

interface ReadOperation<Query> extends Operation {
  query: z.ZodType<Query>
  answer(call: Call<undefined, Query>): Promise<Reply>
}

interface WriteOperation<Body> extends Operation {
  body: z.ZodType<Body>
  /** Set where it erases, as `DELETE` does. */
  erases?: boolean
  /** Set where the body may hold a file. */
  large?: LargeBody
  answer(call: Call<Body, undefined>): Promise<Reply>
}

/** An operation that only reads. */
export function reading<Query>(api: Api, path: string, operation: ReadOperation<Query>): Route {
  const handler = answering(api, nameOf('get', path), operation, (caller, req) => {
    const query = parse(operation.query, kebabQuery(req.query))
    const db = api.within([caller.environmentId])
    const call = { caller, req, id: idOf(req), db, body: undefined, query, after: () => {} }
    return operation.answer(call)
  })
  return toRoute('get', path, operation, { query: operation.query, handlers: [handler] })
}

/**
 * An operation that writes: one transaction, in which an `Idempotency-Key` is honoured as well, and which writes down who
 * did it. What must happen only when it is durable is deferred by `after`.
 */
export function writing<Body>(
  api: Api,
  method: Exclude<Method, 'get'>,
  path: string,
  operation: WriteOperation<Body>,
): Route {
  const name = nameOf(method, path)
  const write = async (caller: Caller, req: Request, received: unknown) => {
    const given = kebabBody(received)
    const body = parse(operation.body, given)
    const repeated = repeatable(caller, req.get('idempotency-key'), req.method, req.originalUrl, given)
    const own = api.within([caller.environmentId])
    const vault = await api.vault.of(own, caller.environmentId)
    let effects: (() => void)[] = []
    const after = (effect: () => void) => void effects.push(effect)
    const reply = await transaction(own, db => {
      effects = []
      const answer = async () => {
        const id = idOf(req)
        const answered = await operation.answer({ caller, req, id, db, body, query: undefined, after })
        const requestId = req.res?.get('Request-Id') ?? null
        await recordDone(db, doneBy(caller, { operation: name, id, reply: answered, requestId }), api.clock())
        return answered
      }
      return repeated ? once(db, vault, repeated, api.clock(), answer) : answer()
    })
    for (const effect of effects) effect()
    if (method === 'delete' || operation.erases) await api.forgetErased()
    return reply
  }
  const { body, large } = operation
  if (large === undefined) {
    const handler = answering(api, name, operation, (caller, req) => write(caller, req, req.body))
    return toRoute(method, path, operation, { body, handlers: [jsonBody, handler] })
  }
  const taking = atOnce(LARGE_AT_ONCE)
  const handler = answering(api, name, operation, (caller, req) =>
    isLarge(req)
      ? taking(caller.id, async () => write(caller, req, await readLargeBody(req, large)))
      : write(caller, req, req.body),
  )
  return toRoute(method, path, operation, { body, form: large.form, handlers: [smallBody, handler] })
}

/** How many questions that take long are answered at the same time: each opens files. */
const QUESTIONS_AT_ONCE = { each: 1, all: 4 }

/**
 * An operation that reads, of which a body says what. It may take long, so that it is part of no transaction and not
 * many are answered at the same time.
 */
export function asking<Body>(api: Api, path: string, operation: WriteOperation<Body>): Route {
  const taking = atOnce(QUESTIONS_AT_ONCE)
  const handler = answering(api, nameOf('post', path), operation, (caller, req) => {
    const given = kebabBody(req.body)
    const body = parse(operation.body, given)
    // A key is checked like any other, and asks the same again.
    repeatable(caller, req.get('idempotency-key'), req.method, req.originalUrl, given)
    const db = api.within([caller.environmentId])
    const call = { caller, req, id: idOf(req), db, body, query: undefined, after: () => {} }
    return taking(caller.id, () => operation.answer(call))
  })
  return toRoute('post', path, operation, { body: operation.body, handlers: [jsonBody, handler] })
}

/** Who calls, told and counted on every answer. Throws where it is nobody, or somebody who asks too often. */
export async function identify(api: Api, req: Request, res: Response): Promise<Caller> {
  const caller = await api.authenticate(req)
  res.set('Persona-Organization-Id', caller.organizationId)
  res.set('Persona-Environment-Id', caller.environmentId)
  admit(res, await api.rateLimiter.take(caller.id, api.clock()))
  return caller
}

/** Lets only known callers through: to everybody else no path says whether it exists. */
export const identified =
  (api: Api): RequestHandler =>
  async (req, res, next) => {
    await identify(api, req, res)
    next()
  }

/**
 * What every operation has in common, in the order in which it applies. What is over by now is written down before
 * anything is read or done: no caller finds an inquiry open whose time is over. What a caller may not do is written down
 * as well, once it was refused.
 */
function answering(
  api: Api,
  name: string,
  { permission }: Operation,
  answer: (caller: Caller, req: Request) => Promise<Reply>,
): RequestHandler {
  return replying(async (req, res) => {
    const caller = await identify(api, req, res)
    const inflection = inflectionOf(req.get('key-inflection'), caller.inflection)
    const allowed = async () => {
      requireOperation(caller, { name, permission })
      await expireDueInquiries(api.within([caller.environmentId]), api.clock(), caller.environmentId)
      return answer(caller, req)
    }
    const { status, body } = await allowed().catch(async error => {
      if (error instanceof ApiError && error.code === 'forbidden') {
        const requestId = req.res?.get('Request-Id') ?? null
        await recordRefused(api, askedBy(caller, { operation: name, id: idOf(req), requestId }))
      }
      throw error
    })
    const whole = await includeRelated(api, caller, body, req)
    return { status, body: inflect(narrow(whole, fieldsetsOf(kebabQuery(req.query))), inflection) }
  })
}

/** As the OpenAPI document has it: `POST /connect/share-tokens/:id/redeem`. */
const nameOf = (method: Method, path: string): string => `${method.toUpperCase()} ${path}`

function toRoute(
  method: Method,
  path: string,
  { summary, permission, answers }: Operation,
  rest: Pick<Route, 'body' | 'form' | 'query' | 'handlers'>,
): Route {
  return { method, path, summary, access: permission, answers, ...rest }
}
