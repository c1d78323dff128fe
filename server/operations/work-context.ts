import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { newId } from '../ids.ts'

/** What work is done for. Identifiers only: they stand in the log. */
export interface DoneFor {
  /** The request that is being answered, or that caused what goes on after its answer. */
  request?: string
  redemption?: string
}

/** Knows, wherever something happens, what it is done for, without anybody handing it on. */
export interface WorkContext {
  /** Does `work`: it, and all that it causes, is for what is named, and for what was named around it. */
  within<T>(named: DoneFor, work: () => T): T
  current(): DoneFor
  /** The same log, in which every line says what it was written for. */
  telling(log: Logger): Logger
}

export function createWorkContext(): WorkContext {
  const storage = new AsyncLocalStorage<DoneFor>()
  const current = () => storage.getStore() ?? {}
  return {
    current,
    within: (named, work) => storage.run({ ...current(), ...named }, work),
    telling: log => log.child({}, { formatters: { log: line => ({ ...current(), ...line }) } }),
  }
}

/** Gives every request an identifier: it is the answer's `Request-Id`, and in every line that is written for it. */
export const requestIds =
  (context: WorkContext): RequestHandler =>
  (_req, res, next) => {
    const request = newId('request')
    res.set('Request-Id', request)
    context.within({ request }, next)
  }
