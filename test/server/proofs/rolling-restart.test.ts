import { describe, expect, it, onTestFinished } from 'vitest'
import { type Client, createClient } from '../../../client/client.ts'
import { createSessionClient } from '../../../client/session-client.ts'
import { eventsDocument } from '../../../server/api/http/event-stream.ts'
import type { Sandbox } from '../../../server/sandbox-file.ts'
import { isPostgres } from '../database.ts'
import { PAGE } from '../harness.ts'
import { startBalancer } from './balancer.ts'
import { isLong, report } from './form.ts'
import { startInstance } from './instance.ts'
import { newSandbox } from './new-sandbox.ts'
import { shareIn } from './share-in.ts'

const RESTARTS = isLong ? 60 : 2
/** How many callers redeem without a pause, and how many people have a page open at each restart. */
const CALLERS = 2
const PEOPLE = isLong ? 16 : 6
/** The notice that an instance gives before it takes no more, in ms; the balancer asks ten times as often. */
const NOTICE_MS = 1_000
const LIMIT_MS = isLong ? 3_600_000 : 600_000

interface World {
  baseUrl: string
  sandbox: Sandbox
  source: Client
  destination: Client
}

/** A person's data into a new account. Nothing is asked for twice: whatever is refused throws. */
async function redeemIntoAccount({ sandbox, source, destination }: World): Promise<void> {
  const account = await destination.accounts.create({})
  const token = await source.shareTokens.create({
    'connection-id': sandbox['connection-id'],
    'source-id': sandbox['source-inquiry-id'],
  })
  await destination.shareTokens.redeem(token.data.id, { 'destination-id': account.data.id })
}

type OpenPage = Awaited<ReturnType<typeof openPage>>
type StreamFigures = Awaited<ReturnType<OpenPage['share']>>

/** A person with an open page: its stream is followed over as many connections as that takes. */
async function openPage({ baseUrl, sandbox, source, destination }: World) {
  const { data, meta } = await destination.sessions.create({
    'inquiry-template-id': sandbox['destination-inquiry-template-id'],
    purpose: 'Open an account',
    'allowed-origins': [PAGE],
  })
  const clientSecret = meta['client-secret']
  let connections = 0
  const opened = Promise.withResolvers<void>()
  const page = createSessionClient({
    baseUrl,
    clientSecret,
    retries: 0,
    async fetch(url, init) {
      const response = await fetch(url, init)
      if (String(url).endsWith('/events')) connections += 1
      if (connections > 0) opened.resolve()
      return response
    },
  })
  const seen: string[] = []
  const follow = async () => {
    for await (const event of page.events()) seen.push(event.id)
  }
  const followed = follow()
  // It is awaited when the person shares.
  followed.catch(() => {})
  await Promise.race([opened.promise, followed])

  return {
    /** Shares, and follows to the end; how often the stream was cut, and what it lost or told twice. */
    async share() {
      await shareIn(page, data, { source, sandbox })
      await followed
      const kept = await eventsOf(baseUrl, clientSecret)
      return {
        cuts: connections - 1,
        gaps: kept.filter(id => !seen.includes(id)).length,
        duplicates: seen.length - new Set(seen).size,
        foreign: seen.filter(id => !kept.includes(id)).length,
      }
    },
  }
}

/** The same stream as it is kept. */
async function eventsOf(baseUrl: string, clientSecret: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${clientSecret}`, accept: 'application/json' }
  const answer = await fetch(`${baseUrl}/connect/session/events`, { headers })
  return eventsDocument.parse(await answer.json()).data.map(event => event.id)
}

const sumOf = <Key extends string>(figures: Record<Key, number>[], key: Key): number =>
  figures.reduce((sum, one) => sum + one[key], 0)

describe.runIf(isPostgres)('two instances behind a balancer that are restarted one after the other', () => {
  // Guarantee: a rolling restart refuses no request, and cuts no stream that cannot be resumed as if it had not been.
  it('refuse nothing, and leave every stream whole', { timeout: LIMIT_MS }, async () => {
    const { dataDir, sandbox } = await newSandbox()
    const start = () => startInstance(dataDir, NOTICE_MS)
    const seats = await Promise.all([start(), start()])
    const balancer = await startBalancer(seats)
    onTestFinished(async () => {
      await balancer.close()
      await Promise.all(seats.map(seat => seat.kill()))
    })
    const baseUrl = `${balancer.origin}/api/v1`
    const clientOf = (side: 'source' | 'destination') =>
      createClient({ baseUrl, apiKey: sandbox[side]['api-key'], retries: 0 })
    const world = { baseUrl, sandbox, source: clientOf('source'), destination: clientOf('destination') }
    await expect.poll(async () => (await fetch(`${balancer.origin}/readyz`)).status).toBe(200)
    const refusedBefore = balancer.refused()

    let [stopped, failed] = [false, 0]
    const counting = (doing: Promise<void>) =>
      doing.catch(() => {
        failed += 1
      })
    const calling = Array.from({ length: CALLERS }, async () => {
      while (!stopped) await counting(redeemIntoAccount(world))
    })
    const streams: StreamFigures[] = []
    const share = (page: OpenPage) => counting(page.share().then(figures => void streams.push(figures)))
    const codes: (number | null)[] = []
    for (let round = 0; round < RESTARTS; round++) {
      const people = await Promise.all(Array.from({ length: PEOPLE }, () => openPage(world)))
      const seat = seats[round % seats.length] ?? expect.fail('no instance')
      const stopping = seat.stop()
      // Some go on while it stops, the others when it is back.
      const early = people.slice(PEOPLE / 2).map(share)
      codes.push(await stopping)
      Object.assign(seat, await start())
      const late = people.slice(0, PEOPLE / 2).map(share)
      await Promise.all([...early, ...late])
    }
    stopped = true
    await Promise.all(calling)

    const figures = {
      restarts: RESTARTS,
      requests: balancer.passed() - refusedBefore,
      refused: balancer.refused() - refusedBefore,
      failed,
      streams: streams.length,
      cuts: sumOf(streams, 'cuts'),
      gaps: sumOf(streams, 'gaps'),
      duplicates: sumOf(streams, 'duplicates'),
      foreign: sumOf(streams, 'foreign'),
    }
    report('rolling restart', figures)
    expect(figures).toMatchObject({ refused: 0, failed: 0, gaps: 0, duplicates: 0, foreign: 0 })
    expect(figures.cuts, 'streams that were resumed').toBeGreaterThan(RESTARTS)
    expect(new Set(codes)).toEqual(new Set([0]))
  })
})
