import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { isPostgres } from '../database.ts'
import { attributes, PAGE, startServer, type TestServer } from '../harness.ts'
import { done, mintReal, openProduction, type Production, publish, redeemReal, sign } from '../production.ts'

const DAY = 86_400_000

let ahead = 0
let server: TestServer
let real: Production
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
  real = await openProduction(server)
})
afterAll(() => server.close())

/** The status of an answer, and which refusal it is. */
const told = ({ status, json }: Awaited<ReturnType<typeof mintReal>>) => [status, json?.errors?.[0].code]

const statusOf = async (tokenId: string) =>
  (await server.call(real.source.key, 'GET', `/connect/share-tokens/${tokenId}`)).json.data.attributes.status

async function redemptions(tokenId: string): Promise<number> {
  const { db } = server.connect.api.store
  const rows = await db.selectFrom('redemption').select('id').where('share_token_id', '=', tokenId).execute()
  return rows.length
}

/** A share token that there is because its source had signed then. */
const token = async () => done(mintReal(server, real))

/** Opens a session for a person, as the destination's backend does. */
const openReal = () =>
  server.call(real.destination.key, 'POST', '/connect/sessions', {
    body: attributes({
      'inquiry-template-id': real.templateId,
      'connection-id': real.connectionId,
      purpose: 'Open an account',
      'allowed-origins': [PAGE],
    }),
  })

/** A new version in force at once: nobody's signature of it is there yet. */
async function supersede(graceDays: number) {
  ahead += 1
  return publish(server.connect, { graceDays })
}

describe('in production', () => {
  it('nothing is shared while no agreement is in force', async () => {
    expect(told(await mintReal(server, real))).toEqual([403, 'agreement_not_published'])
    expect(told(await openReal())).toEqual([403, 'agreement_not_published'])
  })

  // Guarantee: neither side shares without its own signature, and what is refused is not spent.
  it('a share token needs its source’s signature, and a redemption both', async () => {
    const agreement = await publish(server.connect)
    const refused = await mintReal(server, real)
    expect(told(refused)).toEqual([403, 'agreement_not_signed'])
    expect(refused.json.errors[0].details).toContain('POST /connect/agreement-signatures')
    await sign(server, real.source.key, agreement)
    const id = await token()

    const early = await redeemReal(server, real, id)
    expect(told(early)).toEqual([403, 'agreement_not_signed'])
    expect([await statusOf(id), await redemptions(id)]).toEqual(['created', 0])

    await sign(server, real.destination.key, agreement)
    expect((await redeemReal(server, real, id)).status).toBeLessThan(300)
    expect(await redemptions(id)).toBe(1)
  })

  it('a redemption waits for a source that has not signed the new version', async () => {
    const id = await token()
    const agreement = await supersede(0)
    await sign(server, real.destination.key, agreement)
    expect(told(await redeemReal(server, real, id))).toEqual([403, 'partner_agreement_missing'])
    expect(await statusOf(id)).toBe('created')
    await sign(server, real.source.key, agreement)
    expect((await redeemReal(server, real, id)).status).toBeLessThan(300)
  })

  // Guarantee: the grace period ends at its very millisecond, for tokens and for redemptions.
  it('the version before is enough until the grace period is over, and not a millisecond longer', async () => {
    // Time stands still here: only the test moves it.
    let now = server.connect.api.clock()
    const still = await startServer({ clock: () => now })
    try {
      const there = await openProduction(still)
      const first = await publish(still.connect)
      await sign(still, there.source.key, first)
      await sign(still, there.destination.key, first)
      now += 1
      const second = await publish(still.connect, { graceDays: 10 })
      const minted = [await done(mintReal(still, there)), await done(mintReal(still, there))] as const
      now = second.grace_until - 1
      expect((await mintReal(still, there)).status).toBe(201)
      expect((await redeemReal(still, there, minted[0])).status).toBeLessThan(300)
      now = second.grace_until
      const late = minted[1]
      expect(told(await mintReal(still, there))).toEqual([403, 'agreement_outdated'])
      expect(told(await redeemReal(still, there, late))).toEqual([403, 'agreement_outdated'])
    } finally {
      await still.close()
    }
  }, 60_000)

  // Guarantee: nobody is asked for anything that could not be shared afterwards.
  it('a session is opened once both have signed, and nothing is made before', async () => {
    const agreement = await supersede(0)
    const inquiries = async () => (await server.call(real.destination.key, 'GET', '/inquiries')).text
    const before = await inquiries()
    expect(told(await openReal())).toEqual([403, 'agreement_outdated'])
    await sign(server, real.destination.key, agreement)
    expect(told(await openReal())).toEqual([403, 'partner_agreement_missing'])
    expect(await inquiries()).toBe(before)
    await sign(server, real.source.key, agreement)
    expect((await openReal()).status).toBe(201)
  })

  // Guarantee: a person's page is told as well, and the person's token is still good afterwards.
  it('a session’s redemption is refused by the same rule, and goes through once it is signed', async () => {
    const opened = await openReal()
    const bothSigned = await supersede(0)
    await sign(server, real.source.key, bothSigned)
    const secret: string = opened.json.meta['client-secret']
    const notice: string = opened.json.data.attributes['notice-hash']
    const granted = { decision: 'granted', 'data-types': ['name'], 'notice-hash': notice, locale: 'en' }
    await done(server.call(secret, 'POST', '/connect/session/consents', { body: attributes(granted) }))
    const { json } = await mintReal(server, real)
    const redeem = () =>
      server.call(secret, 'POST', '/connect/session/redemption', {
        body: attributes({ 'share-token': json.meta['share-token'] }),
      })
    expect(told(await redeem())).toEqual([403, 'agreement_outdated'])
    expect(await statusOf(json.data.id)).toBe('created')
    await sign(server, real.destination.key, bothSigned)
    expect((await redeem()).status).toBe(202)
  })

  it('what an organization signs in its sandbox counts for nothing', async () => {
    const agreement = await supersede(0)
    await sign(server, server.sandbox.source['api-key'], agreement)
    expect(told(await mintReal(server, real))).toEqual([403, 'agreement_outdated'])
    await sign(server, real.source.key, agreement)
    await sign(server, real.destination.key, agreement)
  })
})

describe('the sandbox', () => {
  it('shares whatever has been signed', async () => {
    await supersede(0)
    const minted = await server.asSource(
      'POST',
      '/connect/share-tokens',
      attributes({
        'connection-id': server.sandbox['connection-id'],
        'source-id': await server.inquiryOf('complete'),
      }),
    )
    expect(minted.status).toBe(201)
    const answer = await server.asDestination(
      'POST',
      `/connect/share-tokens/${minted.json.data.id}/redeem`,
      {},
    )
    expect(answer.status).toBeLessThan(300)
  })
})

describe('many at once', () => {
  const ROUNDS = 8

  // Guarantee: a new version comes before a redemption or after it: what is refused has left its token as it was.
  it('are covered or refused while a version is published, and never half of it', async () => {
    const current = await supersede(0)
    for (const side of [real.source, real.destination]) await sign(server, side.key, current)
    for (let round = 0; round < ROUNDS; round += 1) {
      const ids = await Promise.all([token(), token(), token(), token()])
      const [next, ...answers] = await Promise.all([
        supersede(0),
        ...ids.map(id => redeemReal(server, real, id)),
      ])
      const refused = ids.filter((_, n) => answers[n]?.status === 403)
      for (const id of refused) expect([await statusOf(id), await redemptions(id)]).toEqual(['created', 0])
      for (const id of ids) if (!refused.includes(id)) expect(await redemptions(id)).toBe(1)
      for (const side of [real.source, real.destination]) await sign(server, side.key, next)
      for (const id of refused) expect((await redeemReal(server, real, id)).status).toBeLessThan(300)
    }
  }, 60_000)

  // Guarantee: the end of a grace period cuts through redemptions that run at the same time, at one moment for all.
  it('are covered exactly until the grace is over, by the moment that each is recorded with', async () => {
    let now = systemClock()
    let step = 0
    // Time moves with each look at it.
    const ticking = await startServer({ clock: () => (now += step) })
    try {
      const there = await openProduction(ticking)
      const first = await publish(ticking.connect)
      for (const side of [there.source, there.destination]) await sign(ticking, side.key, first)
      now += 1
      const { grace_until: end } = await publish(ticking.connect, { graceDays: 10 })
      const outcomes = new Set<boolean>()
      for (let early = 0; early <= 60; early += 10) {
        step = 0
        now = end - 1000
        const ids = []
        for (let n = 0; n < 4; n += 1) ids.push(await done(mintReal(ticking, there)))
        now = end - early
        step = 1
        await Promise.all(ids.map(id => redeemReal(ticking, there, id)))
        const { db } = ticking.connect.api.store
        const taken = await db
          .selectFrom('redemption')
          .selectAll()
          .where('share_token_id', 'in', ids)
          .execute()
        for (const row of taken) expect(row.created_at).toBeLessThan(end)
        const tokens = await db.selectFrom('share_token').select('status').where('id', 'in', ids).execute()
        expect(tokens.filter(({ status }) => status === 'created')).toHaveLength(ids.length - taken.length)
        outcomes.add(taken.length > 0).add(taken.length < ids.length)
      }
      // The boundary was met, and not by all on one side.
      expect(outcomes).toEqual(new Set([true, false]))
    } finally {
      await ticking.close()
    }
  }, 60_000)

  it('go through when they begin after the signature', async () => {
    const next = await supersede(0)
    await sign(server, real.source.key, next)
    const id = await token()
    expect((await redeemReal(server, real, id)).status).toBe(403)
    const [signed] = await Promise.all([
      sign(server, real.destination.key, next),
      ...[1, 2, 3].map(() => redeemReal(server, real, id)),
    ])
    expect(signed.status).toBe(201)
    await redeemReal(server, real, id)
    expect(await redemptions(id)).toBe(1)
  })
})

// Guarantee: on PostgreSQL it is the database's clock that tells, however wrong the clock of an instance is.
it.runIf(isPostgres)('a grace period ends by the clock of the database', async () => {
  const instance = await startServer()
  onTestFinished(() => instance.close())
  const there = await openProduction(instance)
  const first = await publish(instance.connect)
  await sign(instance, there.source.key, first)
  await vi.waitUntil(() => instance.connect.api.clock() > first.effective_at)
  await publish(instance.connect, { graceDays: 1 })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY })
  onTestFinished(() => void vi.useRealTimers())
  expect((await mintReal(instance, there)).status).toBe(201)
})
