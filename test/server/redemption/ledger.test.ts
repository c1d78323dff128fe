import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { PersonKey } from '../../../demo/people/person.ts'
import { bankStandard, bankStrict } from '../../../demo/sandbox/templates.ts'
import { systemClock } from '../../../server/clock.ts'
import {
  type Amount,
  monthOf,
  NOTICE_MS,
  type Rates,
  totalsOf,
  type UsageKind,
} from '../../../server/connect/pricing.ts'
import type { TemplateDocument } from '../../../server/connect/template.ts'
import { addPriceList } from '../../../server/operations/prices/add-price-list.ts'
import { newSecret } from '../../../server/secrets.ts'
import { embeddedVerifiers, type Verifiers } from '../../../server/verification/registry.ts'
import { notApplicable, passed, type Verifier } from '../../../server/verification/verifier.ts'
import { BILL, giveForm } from '../awaiting.ts'
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
import { type Faults, type Mode, plantFaults } from '../proofs/faults.ts'

const RUNS = 4
const STEPS_MAX = 10
/** Latest call of the store that is let fail. */
const CALL_MAX = 90
const DAY_MS = 86_400_000

/** A kind of verification that a service outside makes, which is never there, or which fails whatever is tried. */
const outside = (kind: Verifier['kind'], run: Verifier['run']): [Verifier['kind'], Verifier] => [
  kind,
  { kind, evidence: null, compares: ['name-last'], checks: () => ({ answered: true, asked: false }), run },
]
const VERIFIERS: Verifiers = new Map([
  ...embeddedVerifiers,
  outside('database', async () => [passed('asked'), notApplicable('answered', 'service_unavailable')]),
  outside('email-address', async () => {
    throw new Error('never carried out')
  }),
])

const wanting = (...kinds: Verifier['kind'][]): TemplateDocument => ({
  ...bankStandard,
  verifications: [
    ...bankStandard.verifications,
    ...kinds.map(kind => ({ kind, required: true, checks: [] })),
  ],
})

const taking: TemplateDocument = {
  ...bankStandard,
  verifications: [{ kind: 'government-id', required: true, checks: [], reuse: 'either' }],
}

/** What is done, and what a redemption of it is charged for. */
const SHARES = {
  'run again': { document: bankStandard, person: 'complete', charged: ['government-id'] },
  'run again, and found wanting': {
    document: bankStandard,
    person: 'wrong-check-digit',
    charged: ['government-id'],
  },
  'taken over': { document: taking, person: 'complete', charged: ['clone'] },
  'asked of a service that is away': {
    document: wanting('database'),
    person: 'complete',
    charged: ['government-id'],
  },
  'never carried out': { document: wanting('email-address'), person: 'complete', charged: [] },
} as const satisfies Record<string, { document: TemplateDocument; person: PersonKey; charged: UsageKind[] }>

type Share = keyof typeof SHARES

type Step =
  | {
      act: Share | 'clone' | 'into an account' | 'awaiting, and given' | 'awaiting, and left'
      fault: [number, Mode] | null
    }
  | { act: 'prices'; rates: Rates; currency: string }
  | { act: 'time'; days: number }
  | { act: 'redact' }

const fault = fc.option(
  fc.tuple(fc.integer({ min: 1, max: CALL_MAX }), fc.constantFrom<Mode>('before', 'after')),
  { freq: 3 },
)
const rate = fc.integer({ min: 0, max: 100_000_000 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'run again' as const,
        'run again, and found wanting' as const,
        'taken over' as const,
        'asked of a service that is away' as const,
        'never carried out' as const,
        'clone' as const,
        'into an account' as const,
        'awaiting, and given' as const,
        'awaiting, and left' as const,
      ),
      fault,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('prices' as const),
      currency: fc.constantFrom('EUR', 'USD', 'JPY'),
      rates: fc.record({
        'government-id': rate,
        selfie: rate,
        document: rate,
        database: rate,
        'phone-number': rate,
        'email-address': rate,
        clone: rate,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('time' as const), days: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ act: 'redact' as const }) },
)

/** A server whose clock is ahead of time, and what it must have charged. */
interface Ledger {
  server: TestServer
  faults: Faults
  ahead(ms: number): void
  now(): number
  prices: { rates: Rates; currency: string }
  /** By redemption, each charged once. */
  expected: Map<string, (Amount & { kind: UsageKind })[]>
  inquiries: string[]
}

describe('the ledger', () => {
  // Guarantee: whatever is shared, fails, is tried again, cloned or left, and whatever it costs by then: each finished
  // redemption is charged once, everything else not at all, and all totals are the sum of the entries.
  it('adds up after any sequence of redemptions, faults and prices', { timeout: 300_000 }, async () => {
    const faults = plantFaults()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: STEPS_MAX }), async steps => {
        let aheadMs = 0
        const clock = () => systemClock() + aheadMs
        const server = await startServer({ clock, verifiers: VERIFIERS })
        const ledger: Ledger = {
          server,
          faults,
          ahead: ms => {
            aheadMs += ms
          },
          now: clock,
          prices: { rates: FREE, currency: 'USD' },
          expected: new Map(),
          inquiries: [],
        }
        try {
          for (const one of steps) await carryOut(ledger, one)
          await compare(ledger)
        } finally {
          await server.close()
        }
      }),
      { numRuns: RUNS },
    )
  })
})

const FREE: Rates = {
  'government-id': 0,
  selfie: 0,
  document: 0,
  database: 0,
  'phone-number': 0,
  'email-address': 0,
  clone: 0,
}

async function carryOut(ledger: Ledger, one: Step): Promise<void> {
  const { server } = ledger
  switch (one.act) {
    case 'prices': {
      const from = ledger.now() + NOTICE_MS + 1_000
      const { rates, currency } = one
      const text = JSON.stringify({ currency, rates, 'effective-from': new Date(from).toISOString() })
      await addPriceList(
        server.connect.api.store.db,
        server.sandbox.destination['organization-id'],
        text,
        ledger.now(),
      )
      ledger.ahead(NOTICE_MS + 1_000)
      ledger.prices = { rates, currency }
      return
    }
    case 'time':
      return ledger.ahead(one.days * DAY_MS)
    case 'redact': {
      const id = ledger.inquiries.pop()
      if (id) expect((await server.asDestination('DELETE', `/inquiries/${id}`)).status).toBe(200)
      return
    }
    case 'clone': {
      const token = await mint(server)
      return charged(ledger, one.fault, ['clone'], redeemed(server, token.id))
    }
    case 'into an account': {
      const { data } = await server.destination.accounts.create({})
      const token = await mint(server)
      return charged(ledger, one.fault, [], redeemed(server, token.id, data.id))
    }
    case 'awaiting, and given':
    case 'awaiting, and left': {
      const session = await sessionInto(server, bankStrict)
      const token = await mint(server, 'no-proof-of-address', { 'share-request-id': session.shareRequestId })
      const isLeft = one.act === 'awaiting, and left'
      await charged(ledger, isLeft ? one.fault : null, [], () => redeem(server, session, token.id))
      if (isLeft) return
      const headers = { 'idempotency-key': newSecret() }
      return charged(ledger, one.fault, ['government-id', 'document'], () =>
        giveForm(server, session, BILL, headers),
      )
    }
    default: {
      const { document, person, charged: kinds } = SHARES[one.act]
      const session = await sessionInto(server, document)
      const token = await mint(server, person, { 'share-request-id': session.shareRequestId })
      await charged(ledger, one.fault, kinds, () => redeem(server, session, token.id))
      ledger.inquiries.push(session.inquiryId)
    }
  }
}

async function sessionInto(server: TestServer, document: TemplateDocument) {
  const made = await server.destination.inquiryTemplates.create({ name: 'Ledger', document })
  const session = await openSession(server, 'standard', { 'inquiry-template-id': made.data.id })
  await decide(server, session)
  return session
}

/** Redeems as a backend does, which repeats what got no answer under the same key. */
function redeemed(server: TestServer, tokenId: string, destinationId?: string): () => Promise<Answer> {
  const key = server.sandbox.destination['api-key']
  const body = destinationId ? attributes({ 'destination-id': destinationId }) : {}
  const headers = { 'idempotency-key': newSecret() }
  return () => server.call(key, 'POST', `/connect/share-tokens/${tokenId}/redeem`, { body, headers })
}

/** Asks for something during which a call of the store may fail, sees it to its end, and notes what that must cost. */
async function charged(
  ledger: Ledger,
  fault: [number, Mode] | null,
  kinds: readonly UsageKind[],
  ask: () => Promise<Answer>,
): Promise<void> {
  const { server, faults, expected, prices } = ledger
  if (fault) faults.arm(...fault)
  const first = await ask()
  await settle(ledger)
  faults.disarm()
  if (first.status >= 300) expect((await ask()).status).toBeLessThan(300)
  await settle(ledger)
  const latest = await server.destination.redemptions.list({ page: { size: 1 } })
  const { currency, rates } = prices
  const entries = kinds.map(kind => ({ kind, currency, amount: rates[kind] }))
  expected.set(latest.data[0]?.id ?? '', entries)
}

/** Waits until no redemption runs; where a stage has failed its lease runs out at once instead of in some seconds. */
async function settle({ server, ahead }: Ledger): Promise<void> {
  const { store, runner } = server.connect.api
  const running = store.db.selectFrom('redemption').select('id').where('status', '=', 'running')
  const isIdle = () =>
    vi
      .waitFor(async () => expect(await running.execute()).toEqual([]), { interval: 20, timeout: 300 })
      .then(
        () => true,
        () => false,
      )
  for (let tries = 0; tries < 20 && !(await isIdle()); tries += 1) {
    ahead(6_000)
    await runner.lookForAbandoned()
  }
}

const byKind = (one: { kind: string }, other: { kind: string }) => (one.kind < other.kind ? -1 : 1)

async function compare({ server, expected }: Ledger): Promise<void> {
  const { usageEntries, statements } = server.destination
  const entries: Awaited<ReturnType<typeof usageEntries.retrieve>>['data'][] = []
  for await (const entry of usageEntries.all({ page: { size: 7 } })) entries.push(entry)

  const byRedemption = Map.groupBy(entries, entry => entry.relationships?.redemption.data?.id ?? '')
  const found = [...byRedemption].map(([id, all]) => {
    const charges = all.map(({ attributes: { kind, currency, amount } }) => ({ kind, currency, amount }))
    return [id, charges.sort(byKind)] as const
  })
  const wanted = [...expected]
    .filter(([, all]) => all.length > 0)
    .map(([id, all]) => [id, [...all].sort(byKind)] as const)
  expect(new Map(found)).toEqual(new Map(wanted))

  const told: unknown[] = []
  for await (const { id, attributes, links } of statements.all({ page: { size: 2 } })) {
    const ofMonth = entries.filter(entry => monthOf(Date.parse(entry.attributes['occurred-at'])) === id)
    const amounts = ofMonth.map(entry => entry.attributes)
    expect(attributes.totals).toEqual(totalsOf(amounts))
    expect(totalsOf(attributes.lines)).toEqual(totalsOf(amounts))
    const quantity = attributes.lines.reduce((sum, line) => sum + line.quantity, 0)
    expect(quantity).toBe(ofMonth.length)
    const linked = await server.asDestination('GET', `${links.entries.replace('/api/v1', '')}&page[size]=100`)
    expect(linked.json.data.map((entry: { id: string }) => entry.id)).toEqual(ofMonth.map(entry => entry.id))
    told.push(...ofMonth)
  }
  expect(told).toHaveLength(entries.length)

  const lines = (await (await usageEntries.csv()).text())
    .split('\r\n')
    .slice(1, -1)
    .map(line => line.split(','))
  const fromCsv = lines.map(line => ({ currency: line[7] ?? '', amount: Number(line[6]) }))
  expect(totalsOf(fromCsv)).toEqual(totalsOf(entries.map(entry => entry.attributes)))
}
