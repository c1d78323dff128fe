import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankStandard } from '../../../demo/sandbox/templates.ts'
import type { TemplateDocument } from '../../../server/connect/template.ts'
import { type Awaiting, awaitInput, FILES, giveForm, inquiryOf } from '../awaiting.ts'
import { followToEnd, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const template: TemplateDocument = {
  ...bankStandard,
  documents: [{ kind: 'government-id', required: true }],
  verifications: [{ kind: 'government-id', required: true, checks: [] }],
}

/** What stands in the zone of that passport. */
const IN_THE_ZONE = {
  'id-class': 'pp',
  'name-first': 'AMANI BARAKA',
  'name-last': 'ODHIAMWE',
  birthdate: '1989-02-14',
  'document-number': 'SPC890214',
  'expiration-date': '2035-01-21',
  sex: 'M',
  nationality: 'KE',
}

/** Somebody whose source shares no papers photographs a passport; the session, and what its stream told. */
async function givenPassport(): Promise<{ session: Awaiting; told: string }> {
  const session = await awaitInput(server, {
    document: template,
    person: 'passport-holder',
    dataTypes: ['name', 'birthdate', 'address'],
  })
  const parts = {
    'documents[government-id][front]': FILES.passport,
    'documents[government-id][id-class]': 'pp',
  }
  expect((await giveForm(server, session, parts)).json.meta).toEqual({ complete: true })
  const told = JSON.stringify(await followToEnd(server, session, session.seen))
  return { session, told }
}

const get = async (path: string) => (await server.asDestination('GET', path)).json.data.attributes

describe('what a verification has read from the pictures that a person gave', () => {
  it('is at the verification and at the document, by the published names', async () => {
    const { session } = await givenPassport()
    const { attributes, relationships } = await inquiryOf(server, session)
    expect(attributes.status).toBe('approved')
    const [verification] = relationships.verifications.data
    const [document] = relationships.documents.data
    expect(await get(`/verifications/${verification.id}`)).toMatchObject({
      ...IN_THE_ZONE,
      'country-code': 'KE',
      'issue-date': null,
    })
    expect(await get(`/documents/${document.id}`)).toMatchObject(IN_THE_ZONE)
  })

  // Guarantee: values are told to the organization that asks with its key, and to nobody on the way.
  it('is in no stream, event or log', async () => {
    const { told } = await givenPassport()
    const events = (await server.asDestination('GET', '/events?page[size]=100')).text
    for (const place of [told, events, server.log()]) {
      expect(place).toContain('verification')
      for (const value of [IN_THE_ZONE['document-number'], IN_THE_ZONE['name-last'], IN_THE_ZONE.birthdate])
        expect(place).not.toContain(value)
    }
  })

  // Guarantee: an erasure leaves nothing of what was read.
  it('goes with the inquiry’s redaction, and with the verification’s', async () => {
    for (const redacted of ['inquiry', 'verification']) {
      const { session } = await givenPassport()
      const { relationships } = await inquiryOf(server, session)
      const [verification] = relationships.verifications.data
      const [document] = relationships.documents.data
      const path =
        redacted === 'inquiry' ? `/inquiries/${session.inquiryId}` : `/verifications/${verification.id}`
      expect((await server.asDestination('DELETE', path)).status).toBe(200)
      const nothing = Object.fromEntries(Object.keys(IN_THE_ZONE).map(name => [name, null]))
      expect(await get(`/verifications/${verification.id}`)).toMatchObject({
        ...nothing,
        'country-code': null,
      })
      expect(await get(`/documents/${document.id}`)).toMatchObject(nothing)
      const rows = await server.connect.api.store.db
        .selectFrom('document')
        .select('sealed_read')
        .where('id', '=', document.id)
        .execute()
      expect(rows).toEqual([{ sealed_read: null }])
    }
  })
})
