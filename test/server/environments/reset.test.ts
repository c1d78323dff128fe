import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { sandboxPeople } from '../../../demo/sandbox/open.ts'
import { newId } from '../../../server/ids.ts'
import { dropDatabaseOf } from '../database.ts'
import { attributes, mint, openSession, share, startServer, type TestServer } from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'
import { openProduction, type Production } from '../production.ts'
import { temporaryDirectory } from '../store/temporary-directory.ts'

const RESET = '/connect/sandbox/reset'

let server: TestServer
let real: Production
beforeAll(async () => {
  server = await startServer()
  real = await openProduction(server)
})
afterAll(() => server.close())

const listed = async (path: string) => (await server.asDestination('GET', `${path}?page[size]=100`)).json.data

/** How many rows of people the destination's sandbox has. */
async function valuesOf(organizationId: string) {
  const { db } = server.connect.api.store
  const { id } = await db
    .selectFrom('environment')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'sandbox')
    .executeTakeFirstOrThrow()
  const count = async (table: 'field' | 'file' | 'picture' | 'reference_row' | 'idempotency') =>
    (await db.selectFrom(table).select('environment_id').where('environment_id', '=', id).execute()).length
  return Promise.all(
    (['field', 'file', 'picture', 'reference_row', 'idempotency'] as const).map(name => count(name)),
  )
}

describe('POST /connect/sandbox/reset', () => {
  // Guarantee: nothing of anybody is left in the sandbox; how it is set up stays, and so does everybody else's.
  it('erases everything of people and ends what is under way', async () => {
    const shared = await share(server)
    const open = await openSession(server, 'standard', { 'connection-id': server.sandbox['connection-id'] })
    const token = await mint(server)
    const key = server.sandbox.destination['api-key']
    await server.call(key, 'POST', '/accounts', {
      body: attributes({ 'reference-id': 'kept' }),
      headers: { 'idempotency-key': 'before' },
    })
    await server.asDestination('POST', '/transactions', attributes({ fields: {} }))
    const setUp = ['/api-keys', '/inquiry-templates', '/connect/connections', '/connect/consents']
    const before = await Promise.all(setUp.map(listed))
    const sourceBefore = await server.asSource('GET', `/inquiries/${server.sandbox['source-inquiry-id']}`)
    expect((await valuesOf(server.sandbox.destination['organization-id'])).every(count => count > 0)).toBe(
      true,
    )

    const { status, json } = await server.asDestination('POST', RESET)
    expect(status).toBe(200)
    expect(json.data.attributes).toMatchObject({ complete: true, 'share-tokens': 1, 'reference-lists': 1 })
    expect(json.data.attributes.inquiries).toBeGreaterThanOrEqual(2)

    expect(await valuesOf(server.sandbox.destination['organization-id'])).toEqual([0, 0, 0, 0, 0])
    for (const inquiry of await listed('/inquiries')) {
      expect(inquiry.attributes['redacted-at']).not.toBeNull()
    }
    expect(await Promise.all(setUp.map(listed))).toEqual(before)
    expect(await listed('/connect/reference-lists')).toEqual([])
    const expired = await server.asSource('GET', `/connect/share-tokens/${token.id}`)
    expect(expired.json.data.attributes.status).toBe('expired')
    const page = await server.call(open.secret, 'GET', '/connect/session')
    expect(page.json.data.attributes.status).toBe('expired')
    // What was shared stays on record, and the source's own data is the source's.
    const redemption = await server.asDestination(
      'GET',
      `/connect/redemptions/${shared.redemptionId}/receipt`,
    )
    expect(redemption.status).toBe(200)
    const sourceAfter = await server.asSource('GET', `/inquiries/${server.sandbox['source-inquiry-id']}`)
    expect(sourceAfter.json.data.attributes.fields).toEqual(sourceBefore.json.data.attributes.fields)
  })

  it('lets everything begin anew, with the same keys, templates and connections', async () => {
    await server.asDestination('POST', RESET)
    const { inquiry } = await share(server)
    expect(inquiry.attributes.status).toBe('approved')
    expect((await server.asDestination('POST', RESET)).json.data.attributes.inquiries).toBe(1)
    expect((await server.asDestination('POST', RESET)).json.data.attributes.inquiries).toBe(0)
  })

  it('redacts accounts and transactions that no inquiry is about', async () => {
    const made = {
      accounts: await server.asDestination('POST', '/accounts', attributes({ 'reference-id': 'alone' })),
      transactions: await server.asDestination('POST', '/transactions', attributes({ fields: {} })),
    }
    const told = (await server.asDestination('POST', RESET)).json.data.attributes
    for (const kind of ['accounts', 'transactions'] as const) {
      expect(told[kind], kind).toBe(1)
      const { json } = await server.asDestination('GET', `/${kind}/${made[kind].json.data.id}`)
      expect(json.data.attributes['redacted-at'], kind).not.toBeNull()
    }
    const again = (await server.asDestination('POST', RESET)).json.data.attributes
    expect([again.accounts, again.transactions]).toEqual([0, 0])
  })

  // Guarantee: whoever else uses this server goes on with what they are doing.
  it('ends no session of another organization, and every request of its own', async () => {
    const own = await openSession(server)
    const to = attributes({ 'destination-organization-id': server.sandbox.source['organization-id'] })
    const { id } = (await server.asDestination('POST', '/connect/connections', to)).json.data
    await server.asSource('POST', `/connect/connections/${id}/accept`)
    const templates = (await server.asSource('GET', '/inquiry-templates')).json.data
    const theirs = await server.asSource(
      'POST',
      '/connect/sessions',
      attributes({
        'inquiry-template-id': templates[0].id,
        'connection-id': id,
        purpose: 'Open an account',
        'allowed-origins': ['https://exchange.example'],
      }),
    )
    const secret: string = theirs.json.meta['client-secret']
    expect((await server.asDestination('POST', RESET)).json.data.attributes.sessions).toBe(1)
    const page = await server.call(secret, 'GET', '/connect/session')
    expect(page.json.data.attributes.status).not.toBe('expired')
    // A source cannot mint for the session that is over, not even by the request that it still knows.
    const asked = attributes({
      'connection-id': server.sandbox['connection-id'],
      'source-id': server.sandbox['source-inquiry-id'],
      'share-request-id': own.shareRequestId,
    })
    expect((await server.asSource('POST', '/connect/share-tokens', asked)).status).toBe(422)
  })

  it('says that more is left where one call has taken as much as it takes', async () => {
    const { db } = server.connect.api.store
    const { json } = await server.asDestination('POST', '/accounts', attributes({}))
    const row = await db
      .selectFrom('account')
      .selectAll()
      .where('id', '=', json.data.id)
      .executeTakeFirstOrThrow()
    const rows = Array.from({ length: 500 }, () => ({ ...row, id: newId('account') }))
    for (let at = 0; at < rows.length; at += 100) {
      await db
        .insertInto('account')
        .values(rows.slice(at, at + 100))
        .execute()
    }
    const once = async () => (await server.asDestination('POST', RESET)).json.data.attributes
    expect(await once()).toMatchObject({ complete: false, accounts: 500 })
    expect(await once()).toMatchObject({ complete: true, accounts: 1 })
  }, 60_000)

  // Guarantee: there is no such thing in production, with any key, and a sandbox's key never reaches it.
  it('is refused in production, and leaves production alone', async () => {
    const answer = await server.call(real.source.key, 'POST', RESET)
    expect([answer.status, answer.json.errors[0].details]).toEqual([403, 'only a sandbox can be reset'])
    await server.asSource('POST', RESET)
    const { json } = await server.call(real.source.key, 'GET', `/inquiries/${real.inquiryId}`)
    expect(json.data.attributes['redacted-at']).toBeNull()
    expect(json.data.attributes.fields['name-first'].value).toBe('Ada')
  })

  it('needs a permission of its own', async () => {
    const environmentId = await newEnvironment(server.connect)
    const key = await newKey(server.connect, environmentId, {
      permissions: ['inquiry.write', 'account.write'],
    })
    expect((await server.call(key, 'POST', RESET)).status).toBe(403)
  })
})

describe('the demo', () => {
  // Guarantee: a reset of the demo's own source is undone by a start, with the same people; and no start doubles anybody.
  it('makes its people again at the next start', async () => {
    const dataDir = temporaryDirectory()
    onTestFinished(() => dropDatabaseOf(dataDir))
    const started = async <T>(work: (at: TestServer) => Promise<T>): Promise<T> => {
      const at = await startServer({ dataDir })
      try {
        return await work(at)
      } finally {
        await at.close()
      }
    }
    const peopleOf = async (at: TestServer) =>
      (await sandboxPeople(at.connect.api, at.sandbox)).map(({ key, inquiryId }) => [key, inquiryId])
    const before = await started(async at => {
      const found = await peopleOf(at)
      await at.asSource('POST', RESET)
      expect(await peopleOf(at)).toEqual([])
      return found
    })
    const after = await started(async at => {
      expect((await share(at)).inquiry.attributes.status).toBe('approved')
      return peopleOf(at)
    })
    expect(after.map(([key]) => key)).toEqual(before.map(([key]) => key))
    expect(after.map(([, id]) => id)).not.toEqual(before.map(([, id]) => id))
    await started(async at => {
      expect(await peopleOf(at)).toEqual(after)
      const [complete] = after
      expect(at.sandbox['source-inquiry-id']).toBe(complete?.[1])
    })
  }, 60_000)
})
