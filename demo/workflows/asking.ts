import { z } from 'zod'
import { ApiError } from '../../client/api-error.ts'
import type { Client } from '../../client/client.ts'
import { isGenuine } from '../webhook/verify.ts'
import { recipe } from './recipe.ts'

/** How many links are remembered. */
const LINKS_MAX = 50

const callBody = z.object({
  data: z.object({ attributes: z.object({ 'object-id': z.string(), 'one-time-link': z.url() }) }),
})

/** The bank's third workflow: where something is missing it sends the person a link. The person's mailbox is this page. */
export interface Asking {
  /** Undefined before it was let run, and where this server does not call itself. */
  workflowId(): string | undefined
  /** Makes it, or lets it run again; false where this server does not call itself. */
  enable(): Promise<boolean>
  disable(): Promise<void>
  /** Takes in what the workflow sends, where it has signed it. */
  receive(signatures: string, body: Buffer): boolean
  /** What was sent to the person of an inquiry. */
  linkOf(inquiryId: string): string | null
}

export function createAsking(bank: Client, senderUrl: string): Asking {
  const links = new Map<string, string>()
  let made: { id: string; secret: string } | null = null
  return {
    workflowId: () => made?.id,
    async enable() {
      made ??= await make(bank, senderUrl)
      if (made) await bank.workflows.enable(made.id)
      return made !== null
    },
    async disable() {
      if (made) await bank.workflows.disable(made.id)
    },
    receive(signatures, body) {
      if (!made || !isGenuine(signatures, body, made.secret, Date.now() / 1000)) return false
      const { attributes } = callBody.parse(JSON.parse(body.toString('utf8'))).data
      links.set(attributes['object-id'], attributes['one-time-link'])
      for (const oldest of [...links.keys()].slice(0, -LINKS_MAX)) links.delete(oldest)
      return true
    },
    linkOf: inquiryId => links.get(inquiryId) ?? null,
  }
}

const NAME = 'Ask for what is missing'

/**
 * The secret that signs its calls is told once: one that an earlier start has made gives way to a new one. Null where the
 * server refuses to call itself, since it is not only on this machine.
 */
async function make(bank: Client, senderUrl: string): Promise<{ id: string; secret: string } | null> {
  for await (const { id, attributes } of bank.workflows.all()) {
    if (attributes.name === NAME && attributes.status !== 'archived') await bank.workflows.archive(id)
  }
  const document = recipe('destination-asks', { SENDER_URL: senderUrl })
  try {
    const { data, meta } = await bank.workflows.create({ name: NAME, document })
    return { id: data.id, secret: meta['signing-secret'] }
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return null
    throw error
  }
}
