import type { ConnectClient } from './client.ts'
import { asConnectError } from './connect-error.ts'
import { createEventReader } from './event-stream.ts'
import { readProgressEvent, type SeenEvent } from './progress-events.ts'

/** What a stream needs of its surroundings, so that a test can set the clock and the dice. */
export interface StreamSettings {
  /** Resolves after so many milliseconds, or sooner when waiting longer makes no sense. Never rejects. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
  /** A number from 0 up to 1, as `Math.random`. */
  random(): number
  /** Milliseconds without a byte after which a connection counts as dead; the server writes at least every 15 s. */
  silenceLimit: number
}

interface Position {
  lastEventId: string
  /** Attempts in a row that reached no server. */
  failures: number
  /** Connections in a row that opened and ended before they brought an event. */
  cuts: number
}

const MAX_FAILURES = 8
const CUTS_BEFORE_POLLING = 2
const POLL_INTERVAL = 2_000
const BACKOFF_BASE = 500
const BACKOFF_LIMIT = 15_000

/**
 * Every event of the session, each once and in order, over as many connections as that takes: server-sent events,
 * resumed by Last-Event-ID; plain requests at an interval where something between cuts streams off.
 * Ends when the signal is aborted.
 *
 * @throws ConnectError when the server refuses the session, or stays unreachable
 */
export async function* followEvents(
  client: ConnectClient,
  signal: AbortSignal,
  settings: StreamSettings,
): AsyncGenerator<SeenEvent, void> {
  const position: Position = { lastEventId: '', failures: 0, cuts: 0 }
  while (!signal.aborted) {
    const polling = position.cuts >= CUTS_BEFORE_POLLING
    const connection = polling
      ? poll(client, signal, position)
      : readStream(client, signal, settings.silenceLimit, position)
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
    await settings.pause(polling ? POLL_INTERVAL : backoff(position.failures, settings.random), signal)
  }
}

async function* poll(client: ConnectClient, signal: AbortSignal, position: Position) {
  const events = await client.events(position.lastEventId, signal)
  position.failures = 0
  yield* events
}

async function* readStream(
  client: ConnectClient,
  signal: AbortSignal,
  silenceLimit: number,
  position: Position,
) {
  const ended = new AbortController()
  const watch = () => setTimeout(() => ended.abort(), silenceLimit)
  let silence = watch()
  try {
    const body = await client.openEvents(position.lastEventId, AbortSignal.any([signal, ended.signal]))
    position.failures = 0
    position.cuts += 1
    const eventsIn = createEventReader()
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      clearTimeout(silence)
      silence = watch()
      for (const data of eventsIn(chunk.value)) {
        position.cuts = 0
        const event = readProgressEvent(JSON.parse(data))
        if (event !== null) yield event
      }
    }
  } finally {
    clearTimeout(silence)
    ended.abort()
  }
}

// Full jitter, so that a restarted server is not met by every page at once.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
function backoff(failures: number, random: () => number): number {
  return random() * Math.min(BACKOFF_LIMIT, BACKOFF_BASE * 2 ** failures)
}
