import { z } from 'zod'
import type { Caller } from '../api/http/caller.ts'
import type { Reply } from '../api/http/reply.ts'
import type { Done } from '../store/audit.ts'

const identified = z.object({ id: z.string().regex(/^[a-z]{1,16}_[0-9a-z]{26}$/) })
const document = z.object({ data: z.union([identified.array(), identified]) })

interface Asked {
  operation: string
  /** What the path names. */
  id: string
  requestId: string | null
}

/** What an operation of the API has done, by who called, what the path names and what the answer shows. */
export function doneBy(caller: Caller, { reply, ...asked }: Asked & { reply: Reply }): Done {
  const { objectIds, ...rest } = askedBy(caller, asked)
  return { ...rest, objectIds: [...objectIds, ...shownIn(reply.body)], status: reply.status }
}

/** What was asked for, by who called and what the path names. */
export const askedBy = (caller: Caller, { operation, id, requestId }: Asked): Omit<Done, 'status'> => ({
  environmentId: caller.environmentId,
  actor: { kind: caller.kind, id: caller.id, withinId: withinOf(caller) },
  operation,
  objectIds: identified.safeParse({ id }).success ? [id] : [],
  requestId,
})

function withinOf(caller: Caller): string | null {
  if (caller.kind === 'operator') return caller.sessionId
  return caller.kind === 'workflow' ? caller.runId : null
}

function shownIn(body: unknown): string[] {
  const shown = document.safeParse(body)
  return shown.success ? [shown.data.data].flat().map(({ id }) => id) : []
}
