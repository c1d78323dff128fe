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
  let over = false
  for (let cuts = 0; ; cuts++) {
    const lastSeen = seen === '' ? {} : { 'last-event-id': seen }
    const headers = { accept: 'text/event-stream', ...lastSeen }
    const response = await http.open({ method: 'GET', path, headers, signal })
    const events = eventsIn(response)
    let next = await events.next()
    for (; !next.done; next = await events.next()) {
      seen = next.value.id
      cuts = 0
      yield next.value
    }
    signal?.throwIfAborted()
    // What was told between the end of a connection and the question whether all is over is read by another one.
    if (over && next.value === 'whole') return
    over = await isOver(signal)
    if (over) continue
    await http.policy.wait(backoff(cuts, http.policy.random), signal)
  }
}

/** The events of one connection (WHATWG HTML, section 9.2); whether it was ended or cut. */
async function* eventsIn(response: Response): AsyncGenerator<ProgressEvent, 'whole' | 'cut'> {
  if (response.body === null) throw new ApiError('unexpected_answer')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  try {
    for (;;) {
      const chunk = await read(reader)
      if (chunk === 'whole' || chunk === 'cut') return chunk
      const blocks = (pending + chunk.text).split('\n\n')
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

/** The next piece, or how the connection ended. */
const read = (reader: ReadableStreamDefaultReader<string>): Promise<{ text: string } | 'whole' | 'cut'> =>
  reader.read().then(
    ({ done, value }) => (done ? 'whole' : { text: value }),
    () => 'cut',
  )
