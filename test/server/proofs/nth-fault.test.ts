import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { newSecret } from '../../../server/secrets.ts'
import { WALLED } from '../../../server/store/postgres/wall.ts'
import { awaitInput, BILL, giveForm } from '../awaiting.ts'
import {
  type Answer,
  attributes,
  decide,
  mint,
  openSession,
  redeem,
  startServer,
  type TestServer,
} from '../harness.ts'
import { type Mode, PlantedFault, plantFaults } from './faults.ts'
import { isLong, report } from './form.ts'
import { randomOf, seedOf } from './seed.ts'

const LIMIT_MS = isLong ? 3_600_000 : 600_000
/** Of an operation that makes more calls of the store than this, the short form lets only about so many fail. */
const ALL_OF = 40
const SOME = 12

let server: TestServer
/** What the clock of the server is ahead, so that a lease runs out when the test says so. */
let aheadMs = 0
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + aheadMs })
})
afterAll(() => server.close())

/** Sends one request, and the same one again at every call. */
type Ask = () => Promise<Answer>

/** A keyed request that is repeated under its key. */
function keyed(side: 'source' | 'destination', method: string, path: string, body: unknown = {}): Ask {
  const headers = { 'idempotency-key': newSecret() }
  return () => server.call(server.sandbox[side]['api-key'], method, path, { body, headers })
}

async function newConnection(): Promise<string> {
  const organization = server.sandbox.destination['organization-id']
  const body = attributes({ 'destination-organization-id': organization })
  return (await server.asSource('POST', '/connect/connections', body)).json.data.id
}

/** What can be asked for, each in a state of its own in which it succeeds. */
const OPERATIONS: Record<string, () => Promise<Ask>> = {
  'create a connection': async () => {
    const organization = server.sandbox.destination['organization-id']
    return keyed(
      'source',
      'POST',
      '/connect/connections',
      attributes({ 'destination-organization-id': organization }),
    )
  },
  'accept a connection': async () =>
    keyed('destination', 'POST', `/connect/connections/${await newConnection()}/accept`),
  'change a connection': async () => {
    const change = attributes({ 'data-types': ['name'], 'unbound-tokens': 'refused' })
    return keyed('source', 'PATCH', `/connect/connections/${await newConnection()}`, change)
  },
  'deactivate a connection': async () =>
    keyed('source', 'POST', `/connect/connections/${await newConnection()}/deactivate`),
  'open a session': async () => {
    const body = attributes({
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
      'connection-id': server.sandbox['connection-id'],
      purpose: 'Open an account',
      'allowed-origins': ['https://bank.example'],
    })
    return keyed('destination', 'POST', '/connect/sessions', body)
  },
  'decide in a session': async () => {
    const session = await openSession(server, 'standard', {
      'connection-id': server.sandbox['connection-id'],
    })
    return () => decide(server, session)
  },
  'mint a share token': async () => {
    const body = attributes({
      'connection-id': server.sandbox['connection-id'],
      'source-id': await server.inquiryOf('complete'),
    })
    return keyed('source', 'POST', '/connect/share-tokens', body)
  },
  'expire a share token': async () =>
    keyed('source', 'POST', `/connect/share-tokens/${(await mint(server)).id}/expire`),
  'redeem in a session': async () => {
    const session = await openSession(server, 'standard', {
      'connection-id': server.sandbox['connection-id'],
    })
    await decide(server, session)
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    return () => redeem(server, session, token.id)
  },
  'withdraw in a session': async () => {
    const session = await openSession(server, 'standard', {
      'connection-id': server.sandbox['connection-id'],
    })
    await decide(server, session)
    return () => server.call(session.secret, 'POST', '/connect/session/withdraw', { body: {} })
  },
  'give what is missing': async () => {
    const session = await awaitInput(server, {
      session: { 'connection-id': server.sandbox['connection-id'] },
    })
    const headers = { 'idempotency-key': newSecret() }
    return () => giveForm(server, session, BILL, headers)
  },
  'redact an inquiry': async () => {
    const template = server.sandbox['destination-inquiry-template-id']
    const body = attributes({ 'inquiry-template-id': template, fields: { 'name-first': 'Žofie' } })
    const { json } = await server.asDestination('POST', '/inquiries', body)
    return keyed('destination', 'DELETE', `/inquiries/${json.data.id}`)
  },
}

/** What a sweep makes of what was written down, whenever that is due: no part of what somebody asks for. */
const SEALING: readonly string[] = ['audit_unsealed', 'audit_root', 'audit_leaf']
const COUNTED = WALLED.filter(table => !SEALING.includes(table))

/** How many rows each table has. */
async function countRows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of COUNTED) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
      server.connect.api.store.db,
    )
    counts[table] = Number(rows[0]?.n)
  }
  return counts
}

/** How many rows have come or gone, of each table that has changed. */
const added = (before: Record<string, number>, after: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    COUNTED.map(table => [table, (after[table] ?? 0) - (before[table] ?? 0)] as const).filter(
      ([, n]) => n !== 0,
    ),
  )

/** Waits until no redemption runs; where a stage has failed its lease runs out at once instead of in some seconds. */
async function settle(): Promise<void> {
  const { store, runner } = server.connect.api
  const running = store.db.selectFrom('redemption').select('id').where('status', '=', 'running')
  const untilNone = () =>
    vi.waitFor(async () => expect(await running.execute()).toEqual([]), { interval: 20, timeout: 500 })
  for (let tries = 0; tries < 8; tries += 1) {
    if (
      await untilNone().then(
        () => true,
        () => false,
      )
    )
      return
    aheadMs += 6_000
    await runner.lookForAbandoned().catch(error => {
      // The call that fails may be one of its own: the next look finds what this one has not.
      if (!(error instanceof PlantedFault)) throw error
    })
  }
}

describe.each(Object.entries(OPERATIONS))(
  'a call of the store that fails while somebody asks to %s',
  (name, prepare) => {
    // Guarantee: whichever call it is, what was asked for is there whole or not at all, and once when it is asked for again.
    it('leaves nothing torn, stuck or double', { timeout: LIMIT_MS }, async () => {
      const seed = seedOf()
      const random = randomOf(seed)
      const faults = plantFaults()
      // The first time may bring what everybody shares: the text of a notice.
      await succeed(await prepare())
      const ask = await prepare()
      const before = await countRows()
      faults.arm(0, 'before')
      await succeed(ask)
      const calls = faults.calls()
      const clean = added(before, await countRows())
      let [faulted, stuck] = [0, 0]
      const torn: unknown[] = []
      const duplicated: unknown[] = []

      const attempt = async (k: number, mode: Mode): Promise<void> => {
        const ask = await prepare()
        const before = await countRows()
        faults.arm(k, mode)
        const first = await ask().catch(() => null)
        await settle()
        if (!faults.disarm()) return
        faulted += 1
        const between = added(before, await countRows())
        const again = first && first.status < 300 ? first : await ask()
        await settle()
        const whole = added(before, await countRows())
        if (again.status >= 300) stuck += 1
        const isTorn = Object.keys(between).length > 0 && !isSame(between, clean)
        if (isTorn || !isSame(whole, clean)) torn.push({ k, mode, between, whole, clean })
        if (Object.entries(whole).some(([table, n]) => n > (clean[table] ?? 0)))
          duplicated.push({ k, mode, whole })
      }

      const every = Array.from({ length: calls }, (_, index) => index + 1)
      const chosen = isLong || calls <= ALL_OF ? every : every.filter(() => random() < SOME / calls)
      for (const mode of ['before', 'after'] as const) for (const k of chosen) await attempt(k, mode)
      const figures = { torn: torn.length, stuck, duplicated: duplicated.length }
      report(`nth-fault, ${name}`, { seed, calls, faulted, ...figures })
      expect({ torn, stuck, duplicated }).toEqual({ torn: [], stuck: 0, duplicated: [] })
      expect(faulted).toBeGreaterThan(4)
    })
  },
)

describe('a call of the store that fails while somebody is refused', () => {
  // Guarantee: whichever call it is, nothing that was refused is done, and what is on record of it is whole, and there once.
  it('does nothing, and writes the refusal down whole or not at all', { timeout: LIMIT_MS }, async () => {
    const faults = plantFaults()
    const id = await newConnection()
    const refused = () =>
      server.asDestination('PATCH', `/connect/connections/${id}`, attributes({ 'data-types': ['name'] }))
    const before = await countRows()
    faults.arm(0, 'before')
    expect((await refused()).status).toBe(403)
    const calls = faults.calls()
    const clean = added(before, await countRows())
    expect(clean).toEqual({ audit_entry: 1, audit_object: 1 })
    let faulted = 0
    for (const mode of ['before', 'after'] as const) {
      for (let k = 1; k <= calls; k += 1) {
        // Each in a minute of its own, so that the bound is not reached.
        aheadMs += 61_000
        const before = await countRows()
        faults.arm(k, mode)
        const answer = await refused().catch(() => null)
        if (!faults.disarm()) continue
        faulted += 1
        const made = added(before, await countRows())
        expect([{}, clean], `${mode} ${k}`).toContainEqual(made)
        if (answer !== null) expect([403, 500, 503], `${mode} ${k}`).toContain(answer.status)
      }
    }
    report('nth-fault, be refused', { calls, faulted })
    expect(faulted).toBeGreaterThan(4)
  })
})

const isSame = (one: Record<string, number>, other: Record<string, number>): boolean =>
  COUNTED.every(table => one[table] === other[table])

/** Asks without any fault, and waits until all has been carried out. */
async function succeed(ask: Ask): Promise<void> {
  const { status, text } = await ask()
  if (status >= 300) throw new Error(text)
  await settle()
}
