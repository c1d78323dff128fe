import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bankStandard } from '../../../demo/sandbox/templates.ts'
import { redactOutlivedInquiries } from '../../../server/api/inquiries/redact-outlived.ts'
import { findInquiry } from '../../../server/store/inquiries.ts'
import { attributes, followRedemption, mint, share, startServer, type TestServer } from '../harness.ts'
import { NOW, openTestStore } from '../store/fixture.ts'
import { inquiryRow } from '../store/rows.ts'

const START = Date.parse('2026-03-01T12:00:00Z')
const DAY = 86_400_000
/** What the bank's templates tell. */
const FIVE_YEARS = 1825 * DAY

let server: TestServer
let now = START
beforeAll(async () => {
  server = await startServer({ clock: () => now })
})
afterAll(() => server.close())
beforeEach(() => {
  now = START
})

type As = 'asSource' | 'asDestination'

const retrieve = async (as: As, id: string) => (await server[as]('GET', `/inquiries/${id}`)).json.data
const attributesOf = async (id: string) => (await retrieve('asDestination', id)).attributes
const post = (path: string, body?: unknown) => server.asDestination('POST', path, body)
const sweep = () => redactOutlivedInquiries(server.connect.api)

/** How often an event has been recorded of an object. */
const recorded = async (objectId: string, name: string): Promise<number> => {
  const events = await server.asDestination(
    'GET',
    `/events?filter[object-id]=${objectId}&filter[name]=${name}`,
  )
  return events.json.data.length
}

/** A template that keeps what it asks for so long; its identifier. */
async function templateFor(days: number | null): Promise<string> {
  const document = { ...bankStandard, 'retention-days': days }
  const answer = await post('/inquiry-templates', attributes({ name: 'Kept', document }))
  expect(answer.status, answer.text).toBe(201)
  return answer.json.data.id
}

async function newInquiry(days: number | null): Promise<string> {
  const body = attributes({
    'inquiry-template-id': await templateFor(days),
    fields: { 'name-first': 'Zqviteri' },
  })
  const answer = await post('/inquiries', body)
  expect(answer.status, answer.text).toBe(201)
  return answer.json.data.id
}

const simulate = (id: string, type: string) =>
  post(`/inquiries/${id}/perform-simulate-actions`, { meta: { 'simulate-actions': [{ type }] } })

/** What there is of an inquiry, but for its name and times: how much the tables hold, its events, and how it is shown. */
async function whatIsLeftOf(id: string) {
  const { db } = server.connect.api.store
  const ofDocuments = async (table: 'file' | 'picture') =>
    (
      await db
        .selectFrom(table)
        .innerJoin('document', 'document.id', `${table}.document_id`)
        .select('document.id')
        .where('document.inquiry_id', '=', id)
        .execute()
    ).length
  const fields = await db.selectFrom('field').select('name').where('owner_id', '=', id).execute()
  const codes = await db.selectFrom('confirmation_code').select('kind').where('inquiry_id', '=', id).execute()
  const checks = await db
    .selectFrom('verification')
    .select('checks_json')
    .where('inquiry_id', '=', id)
    .execute()
  const events = await db
    .selectFrom('event')
    .select('name')
    .where('object_id', '=', id)
    .orderBy('id')
    .execute()
  return {
    fields: fields.length,
    files: await ofDocuments('file'),
    pictures: await ofDocuments('picture'),
    codes: codes.length,
    checks: checks.map(row => row.checks_json),
    events: events.map(({ name }) => name),
    shown: { ...(await attributesOf(id)), 'reference-id': null, 'redacted-at': null, 'updated-at': null },
  }
}

describe('an inquiry whose retention has run out', () => {
  // Guarantee: nobody has to ask, and not a millisecond early.
  it('is redacted by itself', async () => {
    const id = await newInquiry(1)
    expect((await simulate(id, 'complete_inquiry')).status).toBe(200)
    now += DAY - 1
    await sweep()
    expect(await attributesOf(id)).toMatchObject({
      'redacted-at': null,
      fields: { 'name-first': { value: 'Zqviteri' } },
    })
    now += 1
    const redactedAt = async () => (await attributesOf(id))['redacted-at']
    await expect.poll(redactedAt, { timeout: 30_000 }).toBe(new Date(now).toISOString())
    expect(JSON.stringify(await retrieve('asDestination', id))).not.toContain('Zqviteri')
    expect(await recorded(id, 'inquiry.redacted')).toBe(1)
  })

  // Guarantee: it is the same as if its organization had done it, down to the last file.
  it('is left as a request leaves one', async () => {
    const asked = (await share(server)).session.inquiryId
    const due = (await share(server)).session.inquiryId
    const before = await whatIsLeftOf(due)
    expect(before.fields).toBeGreaterThan(3)
    expect(before.files).toBeGreaterThan(1)

    now += FIVE_YEARS - 1
    expect((await server.asDestination('DELETE', `/inquiries/${asked}`)).status).toBe(200)
    await sweep()
    expect(await whatIsLeftOf(due)).toEqual(before)
    now += 1
    await sweep()
    expect(await whatIsLeftOf(due)).toEqual(await whatIsLeftOf(asked))
    expect(await whatIsLeftOf(due)).toMatchObject({ fields: 0, files: 0, pictures: 0 })
  })

  // Guarantee: what was consented to, and that it was carried out, can be shown after the data is gone; the source and
  // whoever has a copy of their own keep theirs.
  it('leaves consents, receipts and the copies of others', async () => {
    const sourceId = await server.inquiryOf('complete')
    const theirs = await retrieve('asSource', sourceId)
    const { session, redemptionId } = await share(server)
    const paths = [`/connect/redemptions/${redemptionId}`, `/connect/redemptions/${redemptionId}/receipt`]
    const consents = async () =>
      (await server.asDestination('GET', '/connect/consents?page[size]=100')).json.data.filter(
        (one: { relationships: { session: { data: { id: string } | null } } }) =>
          one.relationships.session.data?.id === session.id,
      )
    const [consent] = await consents()
    paths.push(`/connect/consents/${consent.id}`, `/connect/consents/${consent.id}/receipt`)
    const read = async () => {
      const answers = await Promise.all(paths.map(path => server.asDestination('GET', path)))
      return answers.map(({ status, text }) => ({ status, text }))
    }
    const before = await read()
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 200])

    now += FIVE_YEARS
    await sweep()
    expect(await attributesOf(session.inquiryId)).toMatchObject({ fields: {} })
    expect((await attributesOf(session.inquiryId))['redacted-at']).not.toBeNull()
    expect(await read()).toEqual(before)
    expect(await retrieve('asSource', sourceId)).toEqual(theirs)
    // The source's own is as good as ever: it can be shared once more, with its files.
    const { events } = await share(server)
    expect(events.at(-1)).toMatchObject({ name: 'redemption.finished' })
  })

  it('cannot be decided any more', async () => {
    const id = await newInquiry(1)
    await post(`/inquiries/${id}/mark-for-review`)
    now += DAY
    await sweep()
    expect((await post(`/inquiries/${id}/approve`)).status).toBe(409)
    expect(await attributesOf(id)).toMatchObject({ status: 'needs_review' })
  })
})

describe('an inquiry that is kept', () => {
  it('is one that is still open, however old', async () => {
    const id = await newInquiry(1)
    await simulate(id, 'start_inquiry')
    now += 1_000 * DAY
    await sweep()
    expect(await attributesOf(id)).toMatchObject({ status: 'pending', 'redacted-at': null })
  })

  // The person goes on with it: its time begins when it ends for good.
  it('is one that has expired and was resumed, until it has ended again', async () => {
    const id = await newInquiry(2)
    await post(`/inquiries/${id}/expire`)
    now += DAY
    expect((await post(`/inquiries/${id}/resume`)).status).toBe(200)
    now += DAY
    await sweep()
    expect(await attributesOf(id)).toMatchObject({ status: 'pending', 'redacted-at': null })
    await simulate(id, 'complete_inquiry')
    now += 2 * DAY - 1
    await sweep()
    expect(await attributesOf(id)).toMatchObject({ status: 'completed', 'redacted-at': null })
    now += 1
    await sweep()
    expect((await attributesOf(id))['redacted-at']).not.toBeNull()
  })

  it('is one whose template leaves it to the organization', async () => {
    const id = await newInquiry(null)
    await simulate(id, 'complete_inquiry')
    now += 36_500 * DAY
    await sweep()
    expect(await attributesOf(id)).toMatchObject({ 'redacted-at': null })
  })

  // A clone has no template here, and nobody was told a time.
  it('is a clone', async () => {
    const token = await mint(server)
    expect((await post(`/connect/share-tokens/${token.id}/redeem`)).status).toBe(202)
    const [redemption] = (await server.asDestination('GET', '/connect/redemptions?page[size]=1')).json.data
    await followRedemption(server, redemption.id)
    const { relationships } = (await server.asDestination('GET', `/connect/share-tokens/${token.id}`)).json
      .data
    now += 36_500 * DAY
    await sweep()
    const clone = await attributesOf(relationships.destination.data.id)
    expect(clone['redacted-at']).toBeNull()
    expect(Object.keys(clone.fields).length).toBeGreaterThan(3)
  })
})

describe('a sweep', () => {
  /** A store in which so many inquiries ended a day ago and were kept for one. */
  async function withOutlived(count: number) {
    const { db, store, vault, destination, source } = await openTestStore()
    const ids: string[] = []
    for (let made = 0; made < count; made += 1) {
      const id = await inquiryRow(db, made % 2 ? source : destination, {
        note: 'called twice',
        retention_days: 1,
      })
      ids.push(id)
    }
    await db.updateTable('inquiry').set({ status: 'completed', completed_at: NOW }).execute()
    const deps = { store, vault, clock: () => NOW + DAY, stopping: new AbortController().signal }
    const left = async () =>
      (await db.selectFrom('inquiry').select('id').where('redacted_at', 'is', null).execute()).map(
        row => row.id,
      )
    const told = async () => {
      const events = db.selectFrom('event').select('object_id').where('name', '=', 'inquiry.redacted')
      return (await events.orderBy('object_id').execute()).map(row => row.object_id)
    }
    return { db, deps, vault, destination, ids: ids.sort(), left, told }
  }

  // Guarantee: of several instances that sweep at the same time, one redacts each: everything is told once.
  it('redacts each once, however many sweep at once', async () => {
    const { deps, ids, left, told } = await withOutlived(12)
    const counts = await Promise.all([1, 2, 3, 4].map(() => redactOutlivedInquiries(deps)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(12)
    expect(await left()).toEqual([])
    expect(await told()).toEqual(ids)
  })

  it('goes on for as long as there are any, more than are looked for at once', async () => {
    const { deps, ids, left, told } = await withOutlived(101)
    expect(await redactOutlivedInquiries(deps)).toBe(101)
    expect(await left()).toEqual([])
    expect(await told()).toEqual(ids)
    expect(await redactOutlivedInquiries(deps)).toBe(0)
  })

  // Guarantee: what fails in the middle is whole as it was, holds up none of the others, and its turn comes again.
  it('that fails at one of them redacts the others, and it the next time', async () => {
    const { db, deps, vault, destination, ids, told } = await withOutlived(5)
    const third = ids[2] ?? ''
    let asked = 0
    const failing = {
      ...vault,
      of: (...said: Parameters<typeof vault.of>) => {
        asked += 1
        if (asked === 3) throw new Error('the third is not to be had')
        return vault.of(...said)
      },
    }
    const failed = redactOutlivedInquiries({ ...deps, vault: failing })
    await expect(failed).rejects.toThrow('could not be redacted: 1')
    expect(await told()).toEqual(ids.filter(id => id !== third))
    const row = await db.selectFrom('inquiry').selectAll().where('id', '=', third).executeTakeFirst()
    expect(row).toMatchObject({ redacted_at: null, note: 'called twice' })

    expect(await redactOutlivedInquiries(deps)).toBe(1)
    expect(await told()).toEqual(ids)
    expect(await findInquiry(db, destination.environmentId, ids[0] ?? '')).toBeDefined()
  })

  // Guarantee: what a person goes on with between the look and the act stays.
  it('leaves what has been resumed since it looked', async () => {
    const { db, deps, ids, left } = await withOutlived(2)
    const [first = '', second = ''] = ids
    const vault = {
      ...deps.vault,
      of: async (...said: Parameters<typeof deps.vault.of>) => {
        await said[0]
          .updateTable('inquiry')
          .set({ status: 'pending', completed_at: null })
          .where('id', '=', second)
          .execute()
        return deps.vault.of(...said)
      },
    }
    expect(await redactOutlivedInquiries({ ...deps, vault })).toBe(1)
    expect(await left()).toEqual([second])
    const row = await db.selectFrom('inquiry').selectAll().where('id', '=', first).executeTakeFirst()
    expect(row).toMatchObject({ redacted_at: NOW + DAY, note: null })
  })

  it('ends early where the instance stops', async () => {
    const { deps, left } = await withOutlived(1)
    expect(await redactOutlivedInquiries({ ...deps, stopping: AbortSignal.abort() })).toBe(0)
    expect(await left()).toHaveLength(1)
  })
})
