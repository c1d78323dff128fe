import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankStandard, bankStrict } from '../../../demo/sandbox/templates.ts'
import type { InputResource } from '../../../server/api/wire.ts'
import {
  type Awaiting,
  askedIn,
  awaitInput,
  BILL,
  FILES,
  giveFields,
  giveForm,
  INPUTS,
  inquiryOf,
  statusOf,
} from '../awaiting.ts'
import { filesOf } from '../database.ts'
import { attributes, followToEnd, PAGE, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** A bank that wants an address and one thing of its own, and is told the name alone. */
const document = {
  ...bankStandard,
  fields: [
    ...bankStandard.fields,
    {
      key: 'employment',
      type: 'choice' as const,
      label: 'Employment',
      translations: [{ locale: 'de', label: 'Beschäftigung' }],
      required: true,
      options: [
        { value: 'employed', label: 'Employed', translations: [{ locale: 'de', label: 'Angestellt' }] },
        { value: 'none', label: 'Not employed' },
      ],
    },
  ],
}
const nameAlone = () =>
  awaitInput(server, { document, person: 'complete', dataTypes: ['name', 'birthdate', 'government-id'] })

const ADDRESS = {
  'address-street-1': 'Rue de la Loi 16',
  'address-city': 'Villefranche-sous-Test',
  'address-postal-code': '1000-QX',
  'address-country-code': 'be',
}

const givenIn = (inputs: InputResource[]) =>
  inputs.filter(({ attributes }) => attributes.given).map(({ attributes }) => attributes.name)

describe('GET /connect/session/inputs', () => {
  // Guarantee: what is asked is what the template wants and nobody has brought; nothing is asked twice.
  it('answers what the template asks for and nobody has brought, in its order', async () => {
    const session = await nameAlone()
    const { status, json } = await askedIn(server, session)
    expect(status).toBe(200)
    expect(json.data.map(({ id }: InputResource) => id)).toEqual([
      'fields[address-street-1]',
      'fields[address-street-2]',
      'fields[address-city]',
      'fields[address-subdivision]',
      'fields[address-postal-code]',
      'fields[address-country-code]',
      'fields[email-address]',
      'fields[phone-number]',
      'fields[employment]',
      'documents[selfie]',
    ])
    const missing = session.events.at(-1)
    const required = json.data.filter(({ attributes }: InputResource) => attributes.required)
    expect(missing).toMatchObject({
      missing: required.map(({ attributes }: InputResource) => ({
        kind: attributes.kind,
        name: attributes.name,
      })),
    })
  })

  it('says the template’s words in the language that is asked for, where it has them', async () => {
    const session = await nameAlone()
    const labelsIn = async (query: string) => {
      const { json } = await server.call(session.secret, 'GET', `${INPUTS}${query}`)
      return json.data.at(-2).attributes
    }
    expect(await labelsIn('?locale=de-AT')).toMatchObject({
      label: 'Beschäftigung',
      'label-locale': 'de',
      options: [
        { value: 'employed', label: 'Angestellt', 'label-locale': 'de' },
        { value: 'none', label: 'Not employed', 'label-locale': null },
      ],
    })
    expect(await labelsIn('')).toMatchObject({ label: 'Employment', 'label-locale': null })
    const written = await awaitInput(server, {
      document: { ...document, locale: 'en-GB' },
      person: 'complete',
      dataTypes: ['name', 'birthdate', 'government-id'],
    })
    const { json } = await server.call(written.secret, 'GET', `${INPUTS}?locale=fr`)
    expect(json.data.at(-2).attributes).toMatchObject({ label: 'Employment', 'label-locale': 'en-GB' })
    for (const query of ['?locale=', '?locale=German', '?locale=de&locale=fr', '?colour=red']) {
      expect((await server.call(session.secret, 'GET', `${INPUTS}${query}`)).status, query).toBe(400)
    }
  })

  // Guarantee: a page of another origin, or without the secret, learns nothing.
  it('is for the session’s own page', async () => {
    const session = await awaitInput(server)
    const ask = (secret: string, origin: string) =>
      server.call(secret, 'GET', INPUTS, { headers: { origin } })
    const answer = await ask(session.secret, PAGE)
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, PAGE])
    expect((await ask(session.secret, 'https://evil.example')).status).toBe(403)
    expect((await ask(session.id, PAGE)).status).toBe(401)
  })
})

describe('POST /connect/session/inputs', () => {
  // Guarantee: what was acknowledged is there for a reload, and for a second tab.
  it('saves each part as it comes, and says what is still missing', async () => {
    const session = await nameAlone()
    const first = await giveFields(server, session, { 'address-city': ADDRESS['address-city'] })
    expect([first.status, first.json.meta]).toEqual([200, { complete: false }])
    expect(givenIn(first.json.data)).toEqual(['address-city'])
    const second = await giveForm(server, session, { 'fields[employment]': 'none' })
    expect(givenIn(second.json.data)).toEqual(['address-city', 'employment'])
    const again = await askedIn(server, session)
    expect(again.json.data).toEqual(second.json.data)
    expect(await statusOf(server, session)).toBe('awaiting-input')
    expect((await inquiryOf(server, session)).attributes.status).toBe('pending')
  })

  // Guarantee: the person gives just what is missing, and the redemption goes on by itself to completion.
  it('goes on to completion with the last of what is required', async () => {
    const session = await nameAlone()
    await giveFields(server, session, ADDRESS)
    const last = await giveForm(server, session, { 'fields[employment]': 'employed' })
    expect([last.status, last.json.meta]).toEqual([200, { complete: true }])
    const events = await followToEnd(server, session, session.seen)
    expect(events.map(({ name }) => name)).toEqual(['inquiry.completed', 'redemption.finished'])
    expect(await statusOf(server, session)).toBe('completed')
    const { attributes: inquiry } = await inquiryOf(server, session)
    expect(inquiry.status).toBe('approved')
    expect(inquiry.fields['address-city']).toEqual({ type: 'string', value: 'Villefranche-sous-Test' })
    expect(inquiry.fields['address-country-code']).toEqual({ type: 'string', value: 'BE' })
    expect(inquiry.fields.employment).toEqual({ type: 'choices', value: 'employed' })
  })

  // Guarantee: optional inputs never block, can be given all the same, and can be taken back.
  it('takes optional inputs, and takes them back', async () => {
    const session = await nameAlone()
    await giveFields(server, session, {
      'email-address': 'zoe@mail.example',
      'phone-number': '+32 2 555 01 23',
    })
    const back = await giveFields(server, session, { 'email-address': '' })
    expect(givenIn(back.json.data)).toEqual(['phone-number'])
    const last = await giveFields(server, session, { ...ADDRESS, employment: 'none' })
    expect(last.json.meta.complete).toBe(true)
    await followToEnd(server, session, session.seen)
    const { fields } = (await inquiryOf(server, session)).attributes
    expect([fields['phone-number'].value, fields['email-address'].value]).toEqual(['+3225550123', null])
  })

  // Guarantee: bad input gets an error that names the input and changes nothing, not even by its good parts.
  it('saves nothing of a request of which something is not right', async () => {
    const session = await nameAlone()
    const parts = {
      'fields[address-city]': 'Villefranche-sous-Test',
      'fields[phone-number]': '0664 SECRET',
      'documents[selfie][center]': FILES.selfie,
    }
    const answer = await giveForm(server, session, parts)
    expect(answer.status).toBe(422)
    expect(answer.json.errors).toEqual([
      {
        title: 'Unprocessable entity',
        details: 'fields[phone-number] must be a phone number with its country code, such as +15550100123',
      },
    ])
    expect(givenIn((await askedIn(server, session)).json.data)).toEqual([])
    const { db } = server.connect.api.store
    const rows = await db
      .selectFrom('document')
      .select('kind')
      .where('inquiry_id', '=', session.inquiryId)
      .execute()
    expect(rows.map(({ kind }) => kind)).toEqual(['government-id'])
  })

  // Guarantee: what the source vouches for, nobody can replace from a page.
  it('lets nobody write over what was copied', async () => {
    const session = await nameAlone()
    const before = (await inquiryOf(server, session)).attributes.fields
    for (const parts of [
      { 'fields[name-last]': 'Mallory' },
      { 'documents[government-id][front]': FILES.front },
      { 'documents[government-id][id-class]': 'pp' },
    ]) {
      const answer = await giveForm(server, session, parts)
      expect(answer.status).toBe(422)
      expect(answer.json.errors[0].details).toMatch(/^(fields|documents)\[[a-z-]+\] is not asked for$/)
    }
    expect((await inquiryOf(server, session)).attributes.fields).toEqual(before)
  })

  // Guarantee: a name that a caller made up is never told back.
  it('refuses what no template asks for, without repeating it', async () => {
    const session = await nameAlone()
    for (const name of [
      'fields[mallory-was-here]',
      'mallory-was-here',
      'fields[name-first][mallory-was-here]',
      '',
    ]) {
      const answer = await giveForm(server, session, { [name]: 'x' })
      expect([answer.status, answer.text.includes('mallory')], name).toEqual([422, false])
    }
    const json = await giveFields(server, session, { 'mallory-was-here': 'x' })
    expect([json.status, json.text.includes('mallory')]).toEqual([422, false])
  })

  it('refuses a text where a file belongs, and a file where a text belongs', async () => {
    const session = await nameAlone()
    const text = await giveForm(server, session, { 'documents[selfie][center]': 'a face' })
    expect(text.json.errors[0].details).toBe('the request has a text where a file belongs')
    const file = await giveForm(server, session, { 'fields[address-city]': FILES.selfie })
    expect(file.json.errors[0].details).toBe('the request has a file where a text belongs')
  })

  it.each<[string, unknown, number]>([
    ['nothing', undefined, 400],
    ['no envelope', { fields: {} }, 400],
    ['a number for a text', attributes({ fields: { 'address-city': 7 } }), 400],
    ['more than fields', attributes({ fields: {}, documents: {} }), 400],
    ['a text of 1025 letters', attributes({ fields: { 'address-city': 'x'.repeat(1025) } }), 400],
    ['half of a pair', attributes({ fields: { 'address-city': 'a\ud800' } }), 422],
  ])('refuses JSON with %s', async (_what, body, status) => {
    const session = await nameAlone()
    expect((await server.call(session.secret, 'POST', INPUTS, { body })).status).toBe(status)
    expect(await statusOf(server, session)).toBe('awaiting-input')
  })

  // A page of the destination's that has filled in the rest by itself only needs to say that the person is done.
  it('goes on with nothing, where nothing is missing any more', async () => {
    const session = await awaitInput(server, {
      document: { ...bankStandard, documents: [], verifications: [] },
      person: 'complete',
      dataTypes: ['name', 'birthdate'],
    })
    const patched = await server.asDestination(
      'PATCH',
      `/inquiries/${session.inquiryId}`,
      attributes({ fields: ADDRESS }),
    )
    expect(patched.status, patched.text).toBe(200)
    const asked = (await askedIn(server, session)).json.data
    expect(asked.every(({ attributes }: InputResource) => !attributes.required)).toBe(true)
    expect((await giveFields(server, session, {})).json.meta).toEqual({ complete: true })
    expect((await followToEnd(server, session, session.seen)).at(-1)?.name).toBe('redemption.finished')
  })

  // CORS: a form with a client secret is asked about beforehand, and its answer, also a refusal, is for its page.
  it('can be called by the session’s page and no other', async () => {
    const session = await awaitInput(server)
    const preflight = await fetch(`${server.origin}/api/v1${INPUTS}`, {
      method: 'OPTIONS',
      headers: {
        origin: PAGE,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,idempotency-key',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Idempotency-Key/)
    const foreign = await giveForm(server, session, BILL, { origin: 'https://evil.example' })
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const bad = await giveForm(server, session, { 'fields[x]': 'y' }, { origin: PAGE })
    expect([bad.status, bad.headers.get('access-control-allow-origin')]).toEqual([422, PAGE])
    const good = await giveForm(server, session, BILL, { origin: PAGE })
    expect([good.status, good.headers.get('access-control-allow-origin')]).toEqual([200, PAGE])
  })
})

describe('what a person has given', () => {
  const SECRET = { 'address-street-1': 'Xylophonweg 4711', 'address-city': 'Sankt Geheimnis am See' }

  async function giveSecrets(session: Awaiting) {
    await giveFields(server, session, { ...ADDRESS, ...SECRET })
    await giveFields(server, session, { 'phone-number': 'Xylophonweg 4711' })
    await giveForm(server, session, {
      'documents[selfie][center]': FILES.selfie,
      'fields[employment]': 'none',
    })
    await followToEnd(server, session, session.seen)
  }

  // Guarantee: no value is readable in any file of the data directory, in the log, in an event or in the stream.
  it('is nowhere in the clear', async () => {
    const session = await nameAlone()
    await giveSecrets(session)
    const events = await server.asDestination('GET', '/events?page[size]=100')
    const stream = await server.call(session.secret, 'GET', '/connect/session/events')
    const answers = [
      events.text,
      stream.text,
      (await server.call(session.secret, 'GET', '/connect/session')).text,
    ]
    const files = await filesOf(server.dataDir)
    const places = [...files, ...[server.log(), ...answers].map(text => Buffer.from(text))]
    const portrait = FILES.selfie.subarray(1000, 1100)
    for (const value of [...Object.values(SECRET).map(text => Buffer.from(text)), portrait]) {
      expect(places.some(place => place.includes(value))).toBe(false)
    }
    // The search itself finds what is there.
    expect(files.some(place => place.includes('Meridian Exchange'))).toBe(true)
    expect((await inquiryOf(server, session)).attributes.fields['address-city'].value).toBe(
      SECRET['address-city'],
    )
  })

  // Guarantee: the destination can tell what the person has given from what was copied.
  it('is told to the destination’s events by how much it was, in the same transaction', async () => {
    const session = await nameAlone()
    await giveForm(server, session, {
      'documents[selfie][center]': FILES.selfie,
      'fields[employment]': 'none',
    })
    const { json } = await server.asDestination('GET', '/events?filter[name]=connect/redemption.input-given')
    expect(json.data[0].attributes.payload.data.attributes).toEqual({ fields: 1, files: 1 })
    const { db } = server.connect.api.store
    const rows = await db
      .selectFrom('field')
      .select(['name', 'session_id'])
      .where('owner_id', '=', session.inquiryId)
      .where('session_id', 'is not', null)
      .execute()
    expect(rows).toEqual([{ name: 'employment', session_id: session.id }])
  })

  // Guarantee: what an organization writes in its place is the organization's, and is asked of nobody any more.
  it('is the organization’s once that has written over it', async () => {
    const session = await nameAlone()
    await giveFields(server, session, { 'address-city': 'Anytown' })
    await server.asDestination(
      'PATCH',
      `/inquiries/${session.inquiryId}`,
      attributes({ fields: { 'address-city': 'Othertown' } }),
    )
    expect((await giveFields(server, session, { 'address-city': 'Anytown' })).status).toBe(422)
    expect((await inquiryOf(server, session)).attributes.fields['address-city'].value).toBe('Othertown')
  })

  // Guarantee: redacting the inquiry leaves nothing of what was given, whole or not.
  it('is erased with the inquiry', async () => {
    const session = await awaitInput(server, {
      document: bankStrict,
      person: 'complete',
      dataTypes: ['name', 'birthdate', 'address'],
    })
    await giveForm(server, session, { 'documents[government-id][front]': FILES.front })
    const { db } = server.connect.api.store
    const filesLeft = () =>
      db
        .selectFrom('file')
        .innerJoin('document', 'document.id', 'file.document_id')
        .select('file.id')
        .where('document.inquiry_id', '=', session.inquiryId)
        .execute()
    expect(await filesLeft()).toHaveLength(1)
    await server.asDestination('DELETE', `/inquiries/${session.inquiryId}`)
    expect(await filesLeft()).toEqual([])
  })
})
