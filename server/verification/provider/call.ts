import { setTimeout } from 'node:timers/promises'
import { signBody } from '../../signature.ts'

/** Largest answer that is read, in bytes. */
const ANSWER_BYTES_MAX = 1_000_000
/** Shortest pause before a call is repeated, in ms; it doubles. */
const PAUSE_MS = 250

export interface ProviderCall {
  url: string
  secret: string
  /** Names what is asked: a provider answers the same name the same way. */
  idempotencyKey: string
  body: string
  timeoutMs: number
  attempts: number
  /** Gives the call up. */
  stopping: AbortSignal
}

/** What came of a call: the text of an answer, the promise of one by callback, or nothing. */
export type ProviderReply =
  | { outcome: 'answered'; text: string }
  | { outcome: 'later' }
  | { outcome: 'silent' }

/**
 * Calls a provider, again after a pause where it does not answer, is too busy, or fails. Redirects are not followed:
 * what is signed for one address is not for another.
 */
export async function callProvider(call: ProviderCall, attempt = 1): Promise<ProviderReply> {
  const reply = await once(call)
  if (reply.outcome !== 'silent' || !reply.again || attempt >= call.attempts) return reply
  const pause = PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random())
  await setTimeout(pause, undefined, { signal: call.stopping })
  return callProvider(call, attempt + 1)
}

type Once = Exclude<ProviderReply, { outcome: 'silent' }> | { outcome: 'silent'; again: boolean }

async function once({ url, secret, idempotencyKey, body, timeoutMs, stopping }: ProviderCall): Promise<Once> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        'connect-signature': signBody(secret, body, Date.now()),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping]),
    })
    if (response.status === 200) return { outcome: 'answered', text: await textOf(response) }
    await response.body?.cancel()
    if (response.status === 202) return { outcome: 'later' }
    return { outcome: 'silent', again: response.status >= 500 || response.status === 429 }
  } catch {
    stopping.throwIfAborted()
    return { outcome: 'silent', again: true }
  }
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.byteLength
    if (size > ANSWER_BYTES_MAX) throw new Error('the answer is too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
