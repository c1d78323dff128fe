import { setTimeout as wait } from 'node:timers/promises'
import { Client, type Pool } from 'pg'
import type { Logger } from 'pino'

const CHANNEL = 'connect_stream'
/** News of so many ms travels in one notification: one in each transaction cost 0.57 of the throughput when measured. */
const GATHER_MS = 10
/** PostgreSQL takes less than 8,000 bytes in one notification; so many identifiers are sure to fit. */
const IDS_MAX = 100
/** How often the listener's connection is tried, and how long it then has to answer, in ms. */
const PROBE_MS = 3_000
/** The pause before the listener connects again, in ms. */
const AGAIN_MS = 250

/** Tells all instances on one database which streams have news. Lost news costs latency and nothing else. */
export interface StreamNews {
  tell(streamId: string): void
  close(): Promise<void>
}

export interface Hearing {
  /** These streams have news. */
  heard(streamIds: readonly string[]): void
  /** News may have been missed: whoever reads a stream looks for himself. */
  missed(): void
}

/**
 * Listens (LISTEN, NOTIFY) until it is closed. Its connection is tried every {@link PROBE_MS}: one that is silently dead
 * is noticed after two of them, made anew, and everybody reads what they have not seen.
 */
export async function openStreamNews(pool: Pool, hearing: Hearing, log: Logger): Promise<StreamNews> {
  const closing = new AbortController()
  let waiting = new Set<string>()
  let gathering: NodeJS.Timeout | undefined

  const send = async () => {
    gathering = undefined
    const ids = [...waiting]
    waiting = new Set()
    for (let start = 0; start < ids.length; start += IDS_MAX) {
      const payload = ids.slice(start, start + IDS_MAX).join(' ')
      await pool.query('select pg_notify($1, $2)', [CHANNEL, payload])
    }
  }
  const sending = () => send().catch(error => log.warn({ err: error }, 'news of streams was not told'))

  let ready = () => {}
  const listening = new Promise<void>(resolve => (ready = resolve))
  const done = listen(pool, closing.signal, hearing, log, () => ready())
  await listening
  return {
    tell(streamId) {
      waiting.add(streamId)
      gathering ??= setTimeout(sending, GATHER_MS)
    },
    async close() {
      clearTimeout(gathering)
      await sending()
      closing.abort()
      await done
    },
  }
}

/** One connection after another, each until it fails. */
async function listen(
  pool: Pool,
  closing: AbortSignal,
  hearing: Hearing,
  log: Logger,
  ready: () => void,
): Promise<void> {
  while (!closing.aborted) {
    const client = new Client({
      ...pool.options,
      query_timeout: PROBE_MS,
      application_name: 'connect-listener',
    })
    const failed = new Promise<unknown>(resolve =>
      client.on('error', resolve).on('end', () => resolve('ended')),
    )
    client.on('notification', ({ payload = '' }) => hearing.heard(payload.split(' ')))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      hearing.missed()
      ready()
      await untilItFails(client, failed, closing)
    } catch (error) {
      log.warn({ err: error }, 'listening for news of streams failed, and begins again')
    }
    client.removeAllListeners('notification')
    await Promise.race([client.end().catch(() => {}), wait(PROBE_MS, undefined, { ref: false })])
    await wait(AGAIN_MS, undefined, { signal: closing, ref: false }).catch(() => {})
  }
}

async function untilItFails(client: Client, failed: Promise<unknown>, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    const pause = wait(PROBE_MS, 'due', { signal: closing, ref: false }).catch(() => 'closing')
    const cause = await Promise.race([failed, pause])
    if (cause === 'closing') return
    if (cause !== 'due') throw cause
    await client.query('select 1')
  }
}
