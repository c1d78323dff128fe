import type { ProgressEvent } from '../server/api/wire.ts'
import { ApiError } from './api-error.ts'
import type { Http } from './http.ts'
import { backoff } from './retry.ts'

export interface FollowOptions {
  /** The last event that was seen; what comes is what follows it. */
  after?: string
  signal?: AbortSignal
}

/**
 * Every event of a stream, each once and in order, over as many connections as that takes. It ends when the stream is
 * over, which `isOver` tells of one that was closed.
 */
export async function* follow(
  http: Http,
  path: string,
  isOver: (signal: AbortSignal | undefined) => Promise<boolean>,
  { after = '', signal }: FollowOptions,
): AsyncGenerator<ProgressEvent, void> {
  let seen = after
  for (let cuts = 0; ; cuts++) {
    const lastSeen = seen === '' ? {} : { 'last-event-id': seen }
    const headers = { accept: 'text/event-stream', ...lastSeen }
    const response = await http.open({ method: 'GET', path, headers, signal })
    for await (const event of eventsIn(response)) {
      seen = event.id
      cuts = 0
      yield event
    }
    signal?.throwIfAborted()
    if (await isOver(signal)) return
    await http.policy.wait(backoff(cuts, http.policy.random), signal)
  }
}

/** The events of one connection (WHATWG HTML, section 9.2), until it ends, in whichever way. */
async function* eventsIn(response: Response): AsyncGenerator<ProgressEvent, void> {
  if (response.body === null) throw new ApiError('unexpected_answer')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  try {
    for (let chunk = await read(reader); chunk !== null; chunk = await read(reader)) {
      const blocks = (pending + chunk).split('\n\n')
      pending = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: ?(.*)$/m.exec(block)?.[1]
        if (data !== undefined) yield JSON.parse(data)
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** The next piece; null at the end, and where the connection was cut. */
const read = async (reader: ReadableStreamDefaultReader<string>): Promise<string | null> =>
  reader.read().then(
    ({ done, value }) => (done ? null : value),
    () => null,
  )
