import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { templateOf } from '../connect/templates.ts'
import { attributes, openSession, PAGE, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

describe('POST /connect/sessions', () => {
  // Guarantee: a person is asked in the language that the page names, or else in the template's own.
  it('is in the template’s language where none is named', async () => {
    const template = await server.destination.inquiryTemplates.create({
      name: 'Konto',
      document: { ...templateOf({ fields: ['name-first'] }), locale: 'de-AT' },
    })
    const localeIn = async (more: { locale?: string }) => {
      const { resource } = await openSession(server, 'standard', {
        'inquiry-template-id': template.data.id,
        ...more,
      })
      return [resource.attributes.locale, resource.attributes.notice.locale]
    }
    expect(await localeIn({})).toEqual(['de-AT', 'de'])
    expect(await localeIn({ locale: 'fr' })).toEqual(['fr', 'fr'])
    expect((await openSession(server)).resource.attributes.locale).toBe('en')
  })

  // Guarantee: the client secret is handed out once and is nowhere in the store.
  it('answers the session and, once, its client secret', async () => {
    const session = await openSession(server)
    expect(session.secret).toMatch(/^cses_[0-9a-z]{26}\.[A-Za-z0-9_-]{43}$/)
    const { db } = server.connect.api.store
    const row = await db
      .selectFrom('session')
      .selectAll()
      .where('id', '=', session.id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(session.secret.split('.')[1])
  })

  // Guarantee: who, what, why and what will be missing are known before anybody decides.
  it('says who shares with whom, which data types, why, for how long, and the gap', async () => {
    const { resource } = await openSession(server, 'strict')
    expect(resource.attributes).toMatchObject({
      status: 'open',
      environment: 'sandbox',
      purpose: 'Open an account',
      source: { name: 'Meridian Exchange', 'share-url': expect.stringMatching(/\/demo\/source\/$/) },
      destination: { name: 'Northwind Bank' },
      notice: { 'retention-days': 1825, purpose: 'Open an account' },
      gap: { available: 9, total: 9, missing: [] },
    })
    expect(resource.attributes['data-types']).toContainEqual({
      name: 'selfie',
      required: false,
      biometric: true,
      available: true,
    })
  })

  // Guarantee: what a connection does not let travel is announced as missing, before the choice.
  it('announces what the connection does not let travel', async () => {
    const { db } = server.connect.api.store
    const types = JSON.stringify(['name', 'birthdate', 'government-id'])
    const { data_types_json } = await db.selectFrom('connection').selectAll().executeTakeFirstOrThrow()
    await db.updateTable('connection').set({ data_types_json: types }).execute()
    const { resource } = await openSession(server)
    await db.updateTable('connection').set({ data_types_json }).execute()
    expect(resource.attributes.gap).toMatchObject({ available: 4, total: 8 })
    expect(resource.attributes.gap.missing).toContainEqual({ kind: 'field', name: 'address-city' })
  })

  const wrong: [string, Record<string, unknown>, number][] = [
    ['no purpose', { purpose: '' }, 400],
    ['no origins', { 'allowed-origins': [] }, 400],
    ['an origin with a path', { 'allowed-origins': ['https://bank.example/page'] }, 400],
    ['an origin with a wildcard', { 'allowed-origins': ['https://*.bank.example'] }, 400],
    ['a script as origin', { 'allowed-origins': ['javascript:alert(1)'] }, 400],
    ['a life of a second', { 'expires-in-seconds': 1 }, 400],
    ['an unknown property', { status: 'completed' }, 400],
    ['an unknown template', { 'inquiry-template-id': 'itmpl_0000nothing0000' }, 404],
    ['an unknown connection', { 'connection-id': 'cxn_0000nothing0000' }, 404],
  ]
  // Guarantee: bad input gets a clear error, changes nothing, and is not repeated.
  it.each(wrong)('refuses %s', async (_what, change, status) => {
    const { db } = server.connect.api.store
    const count = () => db.selectFrom('inquiry').select('id').execute()
    const before = await count()
    const body = {
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
      purpose: 'Open an account',
      'allowed-origins': [PAGE],
      ...change,
    }
    const answer = await server.asDestination('POST', '/connect/sessions', attributes(body))
    expect(answer.status).toBe(status)
    expect(answer.json.errors[0].title).toBeTruthy()
    expect(await count()).toEqual(before)
  })
})
