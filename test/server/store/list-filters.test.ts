import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { listConnections } from '../../../server/store/connections.ts'
import { listConsents } from '../../../server/store/consents.ts'
import { listRedemptions } from '../../../server/store/redemptions.ts'
import { listShareTokens } from '../../../server/store/share-tokens.ts'
import { insertSide, NOW, openTestStore, type Side, type TestStore } from './fixture.ts'
import { connectionRow, consentRow, inquiryRow, redemptionRow, sessionRow, shareTokenRow } from './rows.ts'

const PAGE = { size: 100, cursor: null }
const REFERENCE = 'customer-4711'

const idsOf = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id)

/** A destination with two partners: the source, which is called something, and another. */
async function withPartners() {
  const store = await openTestStore()
  const { db, vault, source, destination } = store
  await db
    .updateTable('organization')
    .set({ name: 'Café Zürich' })
    .where('id', '=', source.organizationId)
    .execute()
  const other = await insertSide(db, vault)
  return {
    ...store,
    other,
    near: await connectionRow(db, source, destination),
    far: await connectionRow(db, other, destination),
    back: await connectionRow(db, destination, source),
  }
}

type Partners = Awaited<ReturnType<typeof withPartners>>

const tokensOf = async ({ db, destination }: TestStore, filter: Parameters<typeof listShareTokens>[2]) =>
  idsOf(await listShareTokens(db, destination.environmentId, filter, PAGE, NOW))

const consentsOf = async ({ db, destination }: TestStore, filter: Parameters<typeof listConsents>[2]) =>
  idsOf(await listConsents(db, destination.environmentId, filter, PAGE))

const redemptionsOf = async ({ db, destination }: TestStore, filter: Parameters<typeof listRedemptions>[2]) =>
  idsOf(await listRedemptions(db, destination.environmentId, filter, PAGE))

/** An inquiry that a side knows by the reference. */
const known = ({ db }: TestStore, side: Side) => inquiryRow(db, side, { reference_id: REFERENCE })

describe('share tokens', () => {
  // Guarantee: a partner is the other side, whichever way a token goes, and over whichever connection.
  it('are found by the partner, in both directions', async () => {
    const store = await withPartners()
    const { db, source, near, far, back } = store
    const [inbound, outbound] = [await shareTokenRow(db, near), await shareTokenRow(db, back)]
    const elsewhere = await shareTokenRow(db, far)
    const partner = { partnerOrganizationId: source.organizationId }
    expect(await tokensOf(store, partner)).toEqual([outbound.id, inbound.id])
    expect(await tokensOf(store, { ...partner, direction: 'inbound' })).toEqual([inbound.id])
    expect(await tokensOf(store, { ...partner, connectionId: back.id })).toEqual([outbound.id])
    expect(await tokensOf(store, { ...partner, connectionId: far.id })).toEqual([])
    expect(await tokensOf(store, { partnerOrganizationId: newId('organization') })).toEqual([])
    expect(await tokensOf(store, {})).toContain(elsewhere.id)
  })

  it.each(['Café Zürich', 'cafe', 'ZÜR', 'zurich'])(
    'are found by a part of the partner’s name: %s',
    async text => {
      const store = await withPartners()
      const [found] = [await shareTokenRow(store.db, store.near), await shareTokenRow(store.db, store.far)]
      expect(await tokensOf(store, { search: text })).toEqual([found.id])
    },
  )

  // Guarantee: what is one's own leads to a token, by identifier and by reference id.
  it('are found by the object on one’s own side', async () => {
    const store = await withPartners()
    const { db, destination, near, back } = store
    const inquiryId = await known(store, destination)
    const hydrated = await shareTokenRow(db, near, { destination_type: 'inquiry', destination_id: inquiryId })
    const shared = await shareTokenRow(db, back, { source_id: inquiryId })
    await shareTokenRow(db, near)
    const both = [shared.id, hydrated.id]
    expect(await tokensOf(store, { search: inquiryId })).toEqual(both)
    expect(await tokensOf(store, { search: REFERENCE })).toEqual(both)
    expect(await tokensOf(store, { search: hydrated.id })).toEqual([hydrated.id])
    expect(await tokensOf(store, { search: REFERENCE.slice(1) })).toEqual([])
  })

  // Guarantee: nobody finds out by searching what the other side knows: which object it is, or how it calls it.
  it('are not found by the object on the other side', async () => {
    const store = await withPartners()
    const inquiryId = await known(store, store.source)
    await shareTokenRow(store.db, store.near, { source_id: inquiryId })
    expect(await tokensOf(store, { search: inquiryId })).toEqual([])
    expect(await tokensOf(store, { search: REFERENCE })).toEqual([])
  })

  it('that an organization shares with itself are in the list once', async () => {
    const store = await withPartners()
    const own = await connectionRow(store.db, store.destination, store.destination)
    const token = await shareTokenRow(store.db, own)
    expect(await tokensOf(store, {})).toEqual([token.id])
  })
})

/** What consents and redemptions have in common: over which connection, and when. */
const KINDS = [
  ['consents', consentsOf, async ({ db }: Partners, row: Row) => consentRow(db, row.over, at(row))],
  ['redemptions', redemptionsOf, async ({ db }: Partners, row: Row) => redemptionRow(db, row.over, at(row))],
] as const

interface Row {
  over: Partners['near']
  time?: number
}
const at = ({ time = NOW }: Row) => ({ created_at: time })

describe.each(KINDS)('%s', (_name, listed, make) => {
  it('are found by connection, by partner and by a part of its name', async () => {
    const store = await withPartners()
    const { near, far, source } = store
    const found = await make(store, { over: near })
    const other = await make(store, { over: far })
    expect(await listed(store, { connectionId: near.id })).toContain(found.id)
    expect(await listed(store, { connectionId: near.id })).not.toContain(other.id)
    expect(await listed(store, { partnerOrganizationId: source.organizationId })).toContain(found.id)
    expect(await listed(store, { partnerOrganizationId: source.organizationId })).not.toContain(other.id)
    expect(await listed(store, { search: 'cafe' })).toContain(found.id)
    expect(await listed(store, { search: 'cafe' })).not.toContain(other.id)
    expect(await listed(store, { search: found.id })).toEqual([found.id])
    expect(await listed(store, { partnerOrganizationId: newId('organization') })).toEqual([])
  })

  it('are found by when they were made, both ends included', async () => {
    const store = await withPartners()
    const early = await make(store, { over: store.near, time: NOW - 1_000 })
    const late = await make(store, { over: store.near, time: NOW + 1_000 })
    const within = (from: number, to: number) =>
      listed(store, { createdFrom: NOW + from, createdTo: NOW + to })
    expect(await within(-1_000, -1_000)).toEqual([early.id])
    expect(await within(1_000, 2_000)).toEqual([late.id])
    expect(await within(1_001, 2_000)).toEqual([])
  })
})

describe('consents', () => {
  it('are found by what was decided', async () => {
    const store = await withPartners()
    const declined = await consentRow(store.db, store.near, { decision: 'declined', data_types_json: '[]' })
    await consentRow(store.db, store.near)
    expect(await consentsOf(store, { decision: 'declined' })).toEqual([declined.id])
    expect(await consentsOf(store, { decision: 'withdrawn' })).toEqual([])
  })

  it('are found by the inquiry of their session and of their share token', async () => {
    const store = await withPartners()
    const { db, destination, near } = store
    const session = await sessionRow(db, destination, near)
    const inSession = await consentRow(db, near, { session_id: session.id })
    const inquiryId = await known(store, destination)
    const token = await shareTokenRow(db, near, { destination_type: 'inquiry', destination_id: inquiryId })
    const byToken = await consentRow(db, near, { share_token_id: token.id })
    expect(await consentsOf(store, { search: session.inquiry_id })).toEqual([inSession.id])
    expect(await consentsOf(store, { search: session.id })).toEqual([inSession.id])
    expect(await consentsOf(store, { search: REFERENCE })).toEqual([byToken.id])
    expect(await consentsOf(store, { search: token.id })).toEqual([byToken.id])
  })
})

describe('redemptions', () => {
  it('are found by status', async () => {
    const store = await withPartners()
    const failed = await redemptionRow(store.db, store.near, { status: 'failed' })
    await redemptionRow(store.db, store.near)
    expect(await redemptionsOf(store, { status: 'failed' })).toEqual([failed.id])
    expect(await redemptionsOf(store, { status: 'finished' })).toEqual([])
  })

  it('are found by the reference id of the inquiry that they lead to', async () => {
    const store = await withPartners()
    const { db, destination, near } = store
    const inquiryId = await known(store, destination)
    const redemption = await redemptionRow(db, near, { destination_id: inquiryId })
    await db
      .updateTable('share_token')
      .set({ destination_type: 'inquiry', destination_id: inquiryId })
      .where('id', '=', redemption.share_token_id)
      .execute()
    await redemptionRow(db, near)
    expect(await redemptionsOf(store, { search: REFERENCE })).toEqual([redemption.id])
  })
})

describe('connections', () => {
  it('are found by their partner, by name and by identifier', async () => {
    const store = await withPartners()
    const { db, destination, source, near, far, back } = store
    const listed = async (search: string) =>
      idsOf(await listConnections(db, destination.environmentId, { search }, PAGE))
    expect(await listed('zurich')).toEqual([back.id, near.id])
    expect(await listed(source.organizationId)).toEqual([back.id, near.id])
    expect(await listed(far.id)).toEqual([far.id])
    expect(await listed('nobody')).toEqual([])
  })
})
