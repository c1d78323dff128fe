import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Signals } from '../../redemption/signals.ts'
import type { StoredProgress } from '../../store/progress.ts'
import { PROGRESS_MEANINGS, PROGRESS_NAMES } from '../progress-words.ts'

/** The same events as JSON, for those who cannot read a stream. */
export const eventsDocument = z.strictObject({
  data: z.array(
    z.looseObject({
      id: z.string(),
      'created-at': z.iso.datetime(),
      name: z.enum(PROGRESS_NAMES).describe(PROGRESS_MEANINGS),
      step: z.int(),
      steps: z.int(),
    }),
  ),
})

/**
 * A comment this often keeps proxies from closing a quiet stream, in ms. The store is read as often: a signal that was
 * lost on its way from another instance costs this much time at most.
 */
const HEARTBEAT_MS = 15_000
/** The pause before a browser reconnects, in ms. */
const RETRY_MS = 1_000

export interface StreamSource {
  /** Which stream its events are in now, and whether nothing can follow any more after what is read then. */
  look(): Promise<{ streamId: string; isOver: boolean }>
  /** The events of a stream after a number, in order. */
  read(streamId: string, afterSeq: number): Promise<StoredProgress[]>
  /** When time alone brings it to its end, in ms from now. */
  endsInMs?: number
}

/** The number of the last event that the client has seen, from `Last-Event-ID`; 0 where it has seen none. */
export function lastSeen(req: Request): number {
  const id = req.get('last-event-id') ?? ''
  return /^[0-9]{1,9}$/.test(id) ? Number(id) : 0
}

/**
 * Server-sent events (WHATWG HTML, section 9.2): replays what the client has not seen, then follows the stream until
 * nothing can follow, the client leaves or the server stops. Signals only wake it; what is sent is always read from
 * the store by number, so a lost or doubled signal neither loses nor doubles an event. Where the events move to another
 * stream with their numbers, it goes along.
 *
 * An answer that ends has told at least what there was when it was asked for, also while the server stops. One that cannot
 * is cut, which HTTP tells the client (RFC 9112, section 8), by the rejection that this leaves to the error handler.
 */
export async function sendEvents(
  req: Request,
  res: Response,
  streamId: string,
  source: StreamSource,
  signals: Signals,
  stopping: AbortSignal,
): Promise<void> {
  const leaving = new AbortController()
  req.on('close', () => leaving.abort())
  const gone = AbortSignal.any([leaving.signal, stopping])
  const wake = waker(gone)
  let heard = streamId
  let unsubscribe = signals.subscribe(heard, wake.now)
  const heartbeat = setInterval(() => {
    res.write(':\n\n')
    wake.now()
  }, HEARTBEAT_MS)
  const end = source.endsInMs === undefined ? undefined : setTimeout(wake.now, source.endsInMs)
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  res.write(`retry: ${RETRY_MS}\n\n`)
  try {
    let seen = lastSeen(req)
    do {
      let now = await source.look()
      if (now.streamId !== heard) {
        unsubscribe()
        heard = now.streamId
        unsubscribe = signals.subscribe(heard, wake.now)
        // Once more: what has ended meanwhile was told where nobody listened yet.
        now = await source.look()
      }
      const events = await source.read(heard, seen)
      for (const event of events) res.write(formatEvent(event))
      seen = events.at(-1)?.seq ?? seen
      if (now.isOver) break
      await wake.next()
    } while (!gone.aborted)
    res.end()
  } finally {
    clearInterval(heartbeat)
    clearTimeout(end)
    unsubscribe()
  }
}

/** Remembers a wake-up that comes while nobody waits. */
function waker(gone: AbortSignal) {
  let pending = false
  let resume = () => {}
  const now = () => {
    pending = true
    resume()
  }
  gone.addEventListener('abort', now)
  return {
    now,
    async next() {
      if (!pending) await new Promise<void>(resolve => (resume = resolve))
      pending = false
    },
  }
}

/** The event as the client gets it, in the stream and in JSON alike. */
export const eventBody = (event: StoredProgress) => ({
  id: String(event.seq),
  'created-at': new Date(event.createdAt).toISOString(),
  ...event.body,
})

/** JSON has no raw line breaks, and the other two fields are a number and a word of ours. */
const formatEvent = (event: StoredProgress): string =>
  `id: ${event.seq}\nevent: ${event.name}\ndata: ${JSON.stringify(eventBody(event))}\n\n`
