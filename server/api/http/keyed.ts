import type { Request, RequestHandler } from 'express'
import type { Api } from '../api.ts'
import { authenticateKey, type Caller } from './caller.ts'
import { type Reply, replying } from './endpoint.ts'

/** An endpoint for an organization's API key. The answer names whose key it was, as published. */
export const keyed = (api: Api, answer: (caller: Caller, req: Request) => Promise<Reply>): RequestHandler =>
  replying(async (req, res) => {
    const caller = await authenticateKey(api.store.db, api.clock, req)
    res.set('Persona-Organization-Id', caller.organizationId)
    res.set('Persona-Environment-Id', caller.environmentId)
    return answer(caller, req)
  })
