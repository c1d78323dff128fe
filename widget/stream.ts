import type { ConnectClient } from './client.ts'
import { asConnectError } from './connect-error.ts'
import { createEventReader } from './event-stream.ts'
import { readProgressEvent, type SeenEvent } from './progress-events.ts'

/** What a stream needs of its surroundings, so that a test can set the clock and the dice. */
export interface StreamSettings {
  /** Resolves after so many milliseconds, or sooner when waiting longer makes no sense. Never rejects. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Calls back whenever the person may be waiting again for what a connection has not told. */
  onWake(wake: () => void, signal: AbortSignal): void
  /** A number from 0 up to 1, as `Math.random`. */
  random(): number
  /** Milliseconds for a connection's first byte, which the server writes at once: later, something holds streams back. */
  openingLimit: number
  /** Milliseconds without a byte after which a connection counts as dead; the server writes at least every 15 s. */
  silenceLimit: number
}

interface Position {
  lastEventId: string
  /** Attempts in a row that reached no server. */
  failures: number
  /** Connections in a row that were tried and brought no event. */
  cuts: number
  /** Plain requests since the last stream. */
  polls: number
}

const MAX_FAILURES = 8
const CUTS_BEFORE_POLLING = 2
const POLL_INTERVAL = 2_000
const POLLS_BEFORE_STREAM = 30
const BACKOFF_BASE = 500
const BACKOFF_LIMIT = 15_000
/** After a heartbeat's time and some slack, silence is not what a woken page should trust. */
const DOUBTFUL_SILENCE = 20_000

/**
 * Every event of the session, each once and in order, over as many connections as that takes: server-sent events,
 * resumed by Last-Event-ID; plain requests at an interval where something between cuts streams off or holds them back,
 * and a stream again after some of those. Ends when the signal is aborted.
 *
 * @throws ConnectError when the server refuses the session, or stays unreachable
 */
export async function* followEvents(
  client: ConnectClient,
  signal: AbortSignal,
  settings: StreamSettings,
): AsyncGenerator<SeenEvent, void> {
  const position: Position = { lastEventId: '', failures: 0, cuts: 0, polls: 0 }
  while (!signal.aborted) {
    const polling = position.cuts >= CUTS_BEFORE_POLLING
    const connection = polling
      ? poll(client, signal, position)
      : readStream(client, signal, settings, position)
    try {
      for await (const event of connection) {
        if (Number(event.id) <= Number(position.lastEventId)) continue
        position.lastEventId = event.id
        yield event
      }
    } catch (error) {
      if (signal.aborted) return
      const failure = asConnectError(error)
      position.failures += 1
      if (failure.code !== 'server_unreachable' || position.failures > MAX_FAILURES) throw failure
    }
    const steady = polling && position.failures === 0
    const wait = steady ? POLL_INTERVAL * (0.75 + settings.random() / 2) : backoff(position, settings)
    await settings.pause(wait, signal)
  }
}

async function* poll(client: ConnectClient, signal: AbortSignal, position: Position) {
  const events = await client.events(position.lastEventId, signal)
  position.failures = 0
  position.polls += 1
  if (position.polls === POLLS_BEFORE_STREAM) {
    position.polls = 0
    // One that tells nothing leads straight back here.
    position.cuts = CUTS_BEFORE_POLLING - 1
  }
  yield* events
}

async function* readStream(
  client: ConnectClient,
  signal: AbortSignal,
  { openingLimit, silenceLimit, onWake }: StreamSettings,
  position: Position,
) {
  const ended = new AbortController()
  const end = () => ended.abort()
  const heldBack = () => {
    position.cuts = CUTS_BEFORE_POLLING
    end()
  }
  let silence = setTimeout(heldBack, openingLimit)
  let heardAt = Date.now()
  onWake(() => Date.now() - heardAt > DOUBTFUL_SILENCE && end(), ended.signal)
  try {
    // Before it opens: what blocks streams may not let them open at all.
    position.cuts += 1
    const body = await client.openEvents(position.lastEventId, AbortSignal.any([signal, ended.signal]))
    position.failures = 0
    const eventsIn = createEventReader()
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      clearTimeout(silence)
      silence = setTimeout(end, silenceLimit)
      heardAt = Date.now()
      for (const data of eventsIn(chunk.value)) {
        position.cuts = 0
        const event = readProgressEvent(JSON.parse(data))
        if (event !== null) yield event
      }
    }
  } finally {
    clearTimeout(silence)
    end()
  }
}

// Full jitter, so that a restarted server is not met by every page at once.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
function backoff({ failures }: Position, { random }: StreamSettings): number {
  return random() * Math.min(BACKOFF_LIMIT, BACKOFF_BASE * 2 ** failures)
}
