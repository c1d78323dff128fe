import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, mint, startServer, type TestServer } from '../harness.ts'
import { newWorkflow, until } from '../workflows/setting.ts'
import { create } from './backend.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** The identifiers of a list of the destination's. */
async function listed(path: string, filter: Record<string, string>): Promise<string[]> {
  const query = Object.entries(filter)
    .map(([name, value]) => `filter[${name}]=${encodeURIComponent(value)}`)
    .join('&')
  const { status, json, text } = await server.asDestination('GET', `${path}?page[size]=100&${query}`)
  if (status !== 200) throw new Error(text)
  return json.data.map(({ id }: { id: string }) => id)
}

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString()

const TODAY = { 'created-at-start': day(-1), 'created-at-end': day(1) }
const YESTERDAY = { 'created-at-start': day(-2), 'created-at-end': day(-1) }

/** A redemption into an inquiry that the destination knows by a reference; what it made. */
async function redeemed(reference: string) {
  const { id } = await create(server, 'destination', '/inquiries', {
    'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
    'reference-id': reference,
  })
  const token = await mint(server)
  const path = `/connect/share-tokens/${token.id}/redeem`
  const answer = await server.asDestination('POST', path, attributes({ 'destination-id': id }))
  if (answer.status !== 202) throw new Error(answer.text)
  const [redemption = ''] = await listed('/connect/redemptions', { 'share-token-id': token.id })
  const { consent_id: consent } = await server.connect.api.store.db
    .selectFrom('redemption')
    .select('consent_id')
    .where('id', '=', redemption)
    .executeTakeFirstOrThrow()
  return { inquiry: id, token: token.id, redemption, consent }
}

const WORKFLOW = {
  trigger: { type: 'api', about: 'inquiry' },
  steps: [{ type: 'wait', name: 'wait', seconds: 3600 }],
}

const TEMPLATE = {
  fields: [],
  documents: [],
  verifications: [],
  decision: { passed: 'approved', failed: 'needs_review' },
  'retention-days': null,
}

describe('the lists of sharing', () => {
  // Guarantee: one search finds whatever stands behind a person's run: its token, its consent and its redemption.
  it('are searched by the reference id of the inquiry, and by the partner', async () => {
    const one = await redeemed('customer-1')
    const other = await redeemed('customer-2')
    const found = async (search: string) => ({
      token: await listed('/connect/share-tokens', { search }),
      redemption: await listed('/connect/redemptions', { search }),
      consent: await listed('/connect/consents', { search }),
    })
    const { inquiry: _, ...made } = one
    const alone = Object.fromEntries(Object.entries(made).map(([name, id]) => [name, [id]]))
    expect(await found('customer-1')).toEqual(alone)
    expect(await found(one.inquiry)).toEqual(alone)
    const byPartner = await found('meridian')
    expect(byPartner.redemption).toEqual(expect.arrayContaining([one.redemption, other.redemption]))
    const nobody = { token: [], redemption: [], consent: [] }
    expect(await found('nobody')).toEqual(nobody)
  })

  it('are narrowed by partner, by what has become of it, and by day', async () => {
    const { token, redemption, consent } = await redeemed('customer-3')
    const partner = { 'partner-organization-id': server.sandbox.source['organization-id'] }
    const own = { 'partner-organization-id': server.sandbox.destination['organization-id'] }
    for (const [path, id] of [
      ['/connect/share-tokens', token],
      ['/connect/redemptions', redemption],
      ['/connect/consents', consent],
    ] as const) {
      expect(await listed(path, { ...partner, ...TODAY })).toContain(id)
      expect(await listed(path, own)).toEqual([])
      expect(await listed(path, YESTERDAY)).toEqual([])
    }
    expect(await listed('/connect/consents', { decision: 'granted' })).toContain(consent)
    expect(await listed('/connect/consents', { decision: 'declined' })).toEqual([])
    await until(async () =>
      (await listed('/connect/redemptions', { status: 'finished' })).includes(redemption) ? true : undefined,
    )
    expect(await listed('/connect/redemptions', { status: 'failed' })).toEqual([])
    expect(await listed('/connect/redemptions', { mode: 'hydrate' })).toContain(redemption)
    expect(await listed('/connect/redemptions', { mode: 'clone' })).toEqual([])
  })
})

describe('the runs of workflows', () => {
  it('are narrowed by day, and searched by workflow and by what they are about', async () => {
    const { id } = await newWorkflow(server, 'destination', {
      trigger: { type: 'api', about: 'inquiry' },
      steps: [{ type: 'wait', name: 'wait', seconds: 3600 }],
    })
    const inquiry = await create(server, 'destination', '/inquiries', {
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
      'reference-id': 'customer-4',
    })
    const fields = { 'inquiry-id': inquiry.id }
    const { json } = await server.asDestination('POST', `/workflows/${id}/trigger`, attributes({ fields }))
    const run = json.data.id
    expect(await listed('/workflow-runs', TODAY)).toEqual([run])
    expect(await listed('/workflow-runs', YESTERDAY)).toEqual([])
    for (const search of ['test', 'customer-4', inquiry.id, run]) {
      expect(await listed('/workflow-runs', { search })).toEqual([run])
    }
    expect(await listed('/workflow-runs', { search: 'customer-5' })).toEqual([])
  })
})

describe('the deliveries to webhooks', () => {
  it('are narrowed by the event’s name and by day', async () => {
    const webhook = await create(server, 'destination', '/webhooks', {
      name: 'Core',
      url: 'https://core.bank.example/hooks',
      'enabled-events': ['account.created'],
    })
    await server.asDestination('POST', `/webhooks/${webhook.id}/enable`)
    await create(server, 'destination', '/accounts', {})
    await server.asDestination('POST', `/webhooks/${webhook.id}/disable`)
    const of = (filter: Record<string, string>) => listed('/webhook-deliveries', filter)
    const [delivery] = await of({ 'webhook-id': webhook.id })
    expect(await of({ 'event-name': 'account.created', ...TODAY })).toEqual([delivery])
    expect(await of({ 'event-name': 'inquiry.created,account.created' })).toEqual([delivery])
    expect(await of({ 'event-name': 'inquiry.created' })).toEqual([])
    expect(await of(YESTERDAY)).toEqual([])
  })

  // Guarantee: a person's delivery is found by what is known of it, and nobody else's is.
  it('are searched by themselves, their event, and by what it is about', async () => {
    const webhook = await create(server, 'destination', '/webhooks', {
      name: 'Ledger',
      url: 'https://ledger.bank.example/hooks',
      'enabled-events': ['inquiry.created', 'connect/redemption.accepted'],
    })
    await server.asDestination('POST', `/webhooks/${webhook.id}/enable`)
    const one = await redeemed('customer-5')
    await redeemed('customer-6')
    await server.asDestination('POST', `/webhooks/${webhook.id}/disable`)
    const of = (filter: Record<string, string>) =>
      listed('/webhook-deliveries', { 'webhook-id': webhook.id, ...filter })
    const path = `/webhook-deliveries?page[size]=100&filter[webhook-id]=${webhook.id}`
    const { json } = await server.asDestination('GET', `${path}&filter[search]=customer-5`)
    const found: { id: string; attributes: { 'event-name': string } }[] = json.data
    expect(found.map(({ attributes: { 'event-name': name } }) => name).toSorted()).toEqual([
      'connect/redemption.accepted',
      'inquiry.created',
    ])
    expect(await of({})).toHaveLength(4)
    for (const { id } of found) {
      const delivery = await server.asDestination('GET', `/webhook-deliveries/${id}`)
      expect(await of({ search: id })).toEqual([id])
      expect(await of({ search: delivery.json.data.relationships.event.data.id })).toEqual([id])
    }
    const named = (name: string) =>
      found.filter(({ attributes: { 'event-name': one } }) => one === name).map(({ id }) => id)
    expect(await of({ search: one.inquiry })).toEqual(found.map(({ id }) => id))
    expect(await of({ search: one.token })).toEqual(named('connect/redemption.accepted'))
    expect(await of({ search: one.redemption })).toEqual(named('connect/redemption.accepted'))
    expect(await of({ search: 'nobody' })).toEqual([])
  })
})

describe('what is called something', () => {
  // Guarantee: it is found by its identifier or a part of its name, whatever its capitals and accents, and by nothing else.
  it.each([
    ['/webhooks', { name: 'Zürich ledger', url: 'https://zurich.bank.example/', 'enabled-events': ['*'] }],
    ['/api-keys', { name: 'Zürich ledger' }],
    ['/workflows', { name: 'Zürich ledger', document: WORKFLOW }],
    ['/inquiry-templates', { name: 'Zürich ledger', document: TEMPLATE }],
  ])('is searched: %s', async (path, body) => {
    const { id } = await create(server, 'destination', path, body)
    expect(await listed(path, { search: 'zurich' })).toEqual([id])
    expect(await listed(path, { search: id })).toEqual([id])
    expect(await listed(path, { search: 'zurich bank' })).toEqual([])
    expect((await listed(path, {})).length).toBeGreaterThan(1)
  })

  it.each([
    ['/webhooks', 'disabled', 'enabled'],
    ['/workflows', 'paused', 'running'],
  ])('is narrowed by status: %s', async (path, now, then) => {
    const [id = ''] = await listed(path, { search: 'zurich' })
    expect(await listed(path, { search: 'zurich', status: now })).toEqual([id])
    expect(await listed(path, { search: 'zurich', status: then })).toEqual([])
    await server.asDestination('POST', `${path}/${id}/enable`)
    expect(await listed(path, { search: 'zurich', status: now })).toEqual([])
    expect(await listed(path, { search: 'zurich', status: then })).toEqual([id])
  })
})

describe('the invites', () => {
  it('are searched by their note, whatever its capitals and accents', async () => {
    const { id } = await create(server, 'destination', '/connect/connection-invites', {
      'data-types': ['name'],
      note: 'Für Hafen-Versicherung',
    })
    await create(server, 'destination', '/connect/connection-invites', { 'data-types': ['name'] })
    const of = (search: string) => listed('/connect/connection-invites', { search })
    expect(await of('fur hafen')).toEqual([id])
    expect(await of(id)).toEqual([id])
    expect(await of('harbour')).toEqual([])
  })
})

describe('a filter', () => {
  // Guarantee: what cannot be meant is refused, and never passed over as if nothing had been asked for.
  it.each([
    ['/connect/share-tokens', 'search', ' '],
    ['/connect/share-tokens', 'created-at-start', 'yesterday'],
    ['/connect/consents', 'decision', 'maybe'],
    ['/connect/redemptions', 'status', 'redeemed'],
    ['/connect/redemptions', 'mode', 'copy'],
    ['/workflow-runs', 'created-at-end', '2026-11-27'],
    ['/webhook-deliveries', 'status', 'lost'],
    ['/webhook-deliveries', 'search', ' '],
    ['/webhooks', 'status', 'paused'],
    ['/workflows', 'status', 'enabled'],
  ])('that nothing can be like is refused: %s by %s', async (path, name, value) => {
    const query = `filter[${name}]=${encodeURIComponent(value)}`
    const { status, json } = await server.asDestination('GET', `${path}?${query}`)
    expect(status).toBe(400)
    expect(json.errors[0].details).toContain(`filter[${name}]`)
  })
})
