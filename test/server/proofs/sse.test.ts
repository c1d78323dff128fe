import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createClient } from '../../../client/client.ts'
import { createSessionClient } from '../../../client/session-client.ts'
import type { ProgressEvent } from '../../../server/api/wire.ts'
import { isPostgres } from '../database.ts'
import { PAGE, startServer } from '../harness.ts'
import { startCuttingRelay } from './cutting-relay.ts'
import { isLong, report } from './form.ts'
import { startInstance } from './instance.ts'
import { newSandbox } from './new-sandbox.ts'
import { seedOf } from './seed.ts'
import { shareIn } from './share-in.ts'

const INSTANCES = isPostgres ? 2 : 1
const STREAMS = isLong ? 2_000 : 40
const CUTS_EACH = 10
/** How many people share at a time, while the other streams are open and quiet. */
const SHARING = isLong ? 8 : 3
/** The pause before a reader comes back, in ms. */
const AGAIN_MS = 10
const NOTICE_MS = 0
/** A stream through the relay has a descriptor for each end of two connections here, and the next one may be open too. */
const DESCRIPTORS_EACH = 6
const LIMIT_MS = isLong ? 7_200_000 : 600_000

type Figures = Record<'gaps' | 'duplicates' | 'foreign' | 'misplaced', number>
type Resume = (headers: IncomingHttpHeaders, first: string) => IncomingHttpHeaders

const honest: Resume = headers => headers
/** The bugs that this proof is there to find, as an instance would have them. */
const PLANTED = {
  late: headers => ({ ...headers, 'last-event-id': String(Number(headers['last-event-id']) + 1) }),
  again: ({ 'last-event-id': _seen, ...headers }) => headers,
  astray: (headers, first) => ({ ...headers, authorization: first }),
} satisfies Record<string, Resume>

/** An event with its words in one order, so that it can be told from all others. */
const keyOf = (event: object): string => JSON.stringify(Object.entries(event).sort())

/** What a reader has seen, against what is kept of its stream. */
function compare(seen: readonly string[], kept: readonly string[]): Figures {
  const told = new Set(seen)
  return {
    gaps: kept.filter(key => !told.has(key)).length,
    duplicates: seen.length - told.size,
    foreign: seen.filter(key => !kept.includes(key)).length,
    misplaced: kept.filter((key, index) => told.has(key) && seen[index] !== key).length,
  }
}

/** Every stream's events as the store holds them, number, name and body, once no instance runs any more. */
async function keptIn(dataDir: string): Promise<Map<string, string[]>> {
  const server = await startServer({ dataDir })
  const rows = await server.connect.api.store.db
    .selectFrom('progress_event')
    .select(['stream_id', 'seq', 'name', 'body_json', 'created_at'])
    .orderBy('seq')
    .execute()
  await server.close()
  const kept = new Map<string, string[]>()
  for (const row of rows) {
    const body = z.looseObject({}).parse(JSON.parse(row.body_json))
    const at = new Date(row.created_at).toISOString()
    const key = keyOf({ ...body, id: String(row.seq), name: row.name, 'created-at': at })
    kept.set(row.stream_id, [...(kept.get(row.stream_id) ?? []), key])
  }
  return kept
}

/** Lets so many people share while their streams are cut again and again; what each of them saw, by its way to resume. */
async function run(streams: number, ways: readonly Resume[], seed: number) {
  const { dataDir, sandbox } = await newSandbox()
  const instances = await Promise.all(
    Array.from({ length: INSTANCES }, () => startInstance(dataDir, NOTICE_MS)),
  )
  onTestFinished(async () => {
    await Promise.all(instances.map(instance => instance.kill()))
  })
  const secrets: string[] = []
  const relay = await startCuttingRelay({
    origins: instances.map(({ origin }) => origin),
    seed,
    cutsEach: CUTS_EACH,
    resume(headers) {
      const way = ways[secrets.indexOf(headers.authorization ?? '') % ways.length] ?? honest
      return way(headers, secrets[0] ?? '')
    },
  })
  onTestFinished(() => relay.close())
  const baseUrl = `${relay.origin}/api/v1`
  const clientOf = (side: 'source' | 'destination') =>
    createClient({ baseUrl, apiKey: sandbox[side]['api-key'], retries: 0 })
  const world = { source: clientOf('source'), sandbox }

  const open = async () => {
    const { data, meta } = await clientOf('destination').sessions.create({
      'inquiry-template-id': sandbox['destination-inquiry-template-id'],
      purpose: 'Open an account',
      'allowed-origins': [PAGE],
    })
    const clientSecret = meta['client-secret']
    secrets.push(`Bearer ${clientSecret}`)
    const wait = () => pause(AGAIN_MS)
    const page = createSessionClient({ baseUrl, clientSecret, retries: CUTS_EACH, wait })
    const seen: ProgressEvent[] = []
    const followed = (async () => {
      for await (const event of page.events()) seen.push(event)
    })()
    // It is awaited when the person has shared.
    followed.catch(() => {})
    return {
      streamId: data.id,
      seen,
      async share() {
        await shareIn(page, data, world)
        await followed
      },
    }
  }
  const people: Awaited<ReturnType<typeof open>>[] = []
  for (let index = 0; index < streams; index++) people.push(await open())
  const waiting = people.values()
  await Promise.all(
    Array.from({ length: SHARING }, async () => {
      for (const person of waiting) await person.share()
    }),
  )

  await Promise.all(instances.map(instance => instance.stop()))
  const kept = await keptIn(dataDir)
  const figures = people.map(({ streamId, seen }) => compare(seen.map(keyOf), kept.get(streamId) ?? []))
  return {
    cuts: relay.cuts(),
    events: people.reduce((sum, { seen }) => sum + seen.length, 0),
    shortest: Math.min(...people.map(({ streamId }) => kept.get(streamId)?.length ?? 0)),
    byWay: ways.map((_way, index) => sumOf(figures.filter((_one, at) => at % ways.length === index))),
  }
}

const NONE: Figures = { gaps: 0, duplicates: 0, foreign: 0, misplaced: 0 }

const sumOf = (figures: readonly Figures[]): Figures =>
  figures.reduce(
    (sum, one) => ({
      gaps: sum.gaps + one.gaps,
      duplicates: sum.duplicates + one.duplicates,
      foreign: sum.foreign + one.foreign,
      misplaced: sum.misplaced + one.misplaced,
    }),
    NONE,
  )

const limits = z.object({
  userLimits: z.object({ open_files: z.object({ soft: z.union([z.number(), z.literal('unlimited')]) }) }),
})

describe(`streams over ${INSTANCES === 1 ? 'one instance' : 'two instances'} that are cut again and again`, () => {
  // Guarantee: a reader that resumes, on whichever instance, sees every event of its own stream once and nothing else.
  it('lose nothing, tell nothing twice, and nothing of another', { timeout: LIMIT_MS }, async () => {
    const { soft } = limits.parse(process.report.getReport()).userLimits.open_files
    if (soft !== 'unlimited') expect(soft, 'ulimit -n').toBeGreaterThan(STREAMS * DESCRIPTORS_EACH)
    const seed = seedOf()
    const { cuts, events, shortest, byWay } = await run(STREAMS, [honest], seed)
    const found = sumOf(byWay)
    report('sse', { seed, instances: INSTANCES, streams: STREAMS, drops: cuts, events, ...found })
    expect(found).toEqual(NONE)
    expect(cuts).toBe(STREAMS * CUTS_EACH)
    expect(shortest, 'events of a stream').toBeGreaterThan(2)
  })

  // The proof itself: it tells a stream that goes on late, one that begins again, and one that is another's.
  it('would be told of a resumption that is wrong', { timeout: LIMIT_MS }, async () => {
    const seed = seedOf()
    const { late, again, astray } = PLANTED
    const { byWay } = await run(6, [late, again, astray], seed)
    const [missed = NONE, doubled = NONE, strayed = NONE] = byWay
    const { gaps } = missed
    const { duplicates } = doubled
    const { foreign } = strayed
    report('sse, planted', { seed, gaps, duplicates, foreign })
    expect(Math.min(gaps, duplicates, foreign)).toBeGreaterThan(0)
    expect(missed.duplicates + missed.foreign + doubled.gaps + doubled.foreign).toBe(0)
  })
})
