import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bankStandard, bankStrict } from '../../../demo/sandbox/templates.ts'
import type { InputResource, ProgressEvent, VerificationKind } from '../../../server/api/wire.ts'
import type { TemplateDocument } from '../../../server/connect/template.ts'
import { embeddedVerifiers } from '../../../server/verification/registry.ts'
import {
  type Awaiting,
  askedIn,
  awaitInput,
  BILL,
  FILES,
  giveFields,
  giveForm,
  inquiryOf,
  statusOf,
} from '../awaiting.ts'
import { attributes, followToEnd, startServer, type TestServer } from '../harness.ts'

/** What the verifiers have been asked to look at, in order. */
const looks: VerificationKind[] = []
/** What happens before the next verification looks. */
let meanwhile: () => Promise<void> = async () => {}

const verifiers = new Map(
  [...embeddedVerifiers].map(([kind, verifier]) => [
    kind,
    {
      ...verifier,
      run: async (input: Parameters<typeof verifier.run>[0]) => {
        looks.push(kind)
        await meanwhile()
        return verifier.run(input)
      },
    },
  ]),
)

let server: TestServer
beforeAll(async () => {
  server = await startServer({ verifiers })
})
afterAll(() => server.close())
afterEach(() => {
  looks.length = 0
  meanwhile = async () => {}
})

const ADDRESS = {
  'address-street-1': 'Teststraße 1',
  'address-city': 'Anytown',
  'address-postal-code': '1000',
  'address-country-code': 'AT',
}

const namesOf = (events: ProgressEvent[]) => events.map(({ name }) => name)
const rest = (session: Awaiting) => followToEnd(server, session, session.seen)

/** The results of the inquiry's verifications, by kind. */
async function resultsOf(session: Awaiting): Promise<Record<string, string>> {
  const { relationships } = await inquiryOf(server, session)
  const found = relationships.verifications.data.map(async ({ id }: { id: string }) => {
    const { data } = (await server.asDestination('GET', `/verifications/${id}`)).json
    return [data.type.replace('verification/', ''), data.attributes.status]
  })
  return Object.fromEntries(await Promise.all(found))
}

describe('a redemption that goes on', () => {
  // Guarantee: the same stream, the same words: ids count on, steps never go back, and the last is the last.
  it('tells its stream on, to the end', async () => {
    const session = await awaitInput(server)
    await giveForm(server, session, BILL)
    const events = [...session.events, ...(await rest(session))]
    expect(namesOf(events)).toEqual([
      'share-token.received',
      'redemption.accepted',
      'data.copied',
      'verification.started',
      'verification.finished',
      'inquiry.awaiting-input',
      'verification.started',
      'verification.finished',
      'inquiry.completed',
      'redemption.finished',
    ])
    expect(events.map(({ id }) => Number(id))).toEqual(events.map((_event, at) => at + 1))
    const told = events.slice(1)
    expect(told.map(({ step, steps }) => `${step}/${steps}`)).toEqual([
      '0/5',
      '1/5',
      '1/5',
      '2/5',
      '2/5',
      '2/5',
      '3/5',
      '4/5',
      '5/5',
    ])
  })

  // A page that was following when something was missing hears the rest without asking again.
  it('is heard by whoever has followed it all along', async () => {
    const session = await awaitInput(server)
    const response = await fetch(`${server.origin}/api/v1/connect/session/events`, {
      headers: { authorization: `Bearer ${session.secret}`, accept: 'text/event-stream' },
    })
    const whole = response.text()
    await giveForm(server, session, BILL)
    expect(await whole).toMatch(/event: inquiry\.awaiting-input.+event: redemption\.finished/s)
  })

  it('is redeeming, and then completed, to its page', async () => {
    let seen = ''
    const session = await awaitInput(server)
    meanwhile = async () => {
      seen = await statusOf(server, session)
    }
    await giveForm(server, session, BILL)
    await rest(session)
    expect([seen, await statusOf(server, session)]).toEqual(['redeeming', 'completed'])
  })

  // Guarantee: the token was spent when its data was copied, and both sides hear of that once.
  it('has told both sides of its token once', async () => {
    const session = await awaitInput(server)
    await giveForm(server, session, BILL)
    await rest(session)
    const { db } = server.connect.api.store
    const redemption = await db
      .selectFrom('redemption')
      .select(['share_token_id', 'status', 'attempts', 'fence'])
      .where('session_id', '=', session.id)
      .executeTakeFirstOrThrow()
    expect(redemption).toMatchObject({ status: 'finished', attempts: 1, fence: 2 })
    const path = `/events?filter[object-id]=${redemption.share_token_id}&filter[name]=`
    const inbound = await server.asDestination('GET', `${path}connect/share-token.inbound-redeemed`)
    const outbound = await server.asSource('GET', `${path}connect/share-token.outbound-redeemed`)
    expect([inbound.json.data.length, outbound.json.data.length]).toEqual([1, 1])
    const names = await server.asDestination('GET', `/events?filter[object-id]=${session.inquiryId}`)
    const told = names.json.data.map((event: { attributes: { name: string } }) => event.attributes.name)
    expect(told.filter((name: string) => name === 'inquiry.started')).toHaveLength(1)
    expect(told.filter((name: string) => name === 'inquiry.completed')).toHaveLength(1)
  })
})

describe('the verifications of a redemption that goes on', () => {
  // Guarantee: what came is verified; what has passed is not run a second time.
  it('are those that depend on what came', async () => {
    const session = await awaitInput(server)
    expect(looks).toEqual(['government-id'])
    await giveForm(server, session, BILL)
    await rest(session)
    expect(looks).toEqual(['government-id', 'document'])
    expect(await resultsOf(session)).toEqual({ 'government-id': 'passed', document: 'passed' })
    expect((await inquiryOf(server, session)).attributes.status).toBe('approved')
  })

  it('are not those that do not look at the field that came', async () => {
    const session = await awaitInput(server, {
      document: bankStandard,
      person: 'complete',
      dataTypes: ['name', 'birthdate', 'government-id'],
    })
    await giveFields(server, session, ADDRESS)
    await rest(session)
    expect(looks).toEqual(['government-id'])
  })

  const NAMELESS: TemplateDocument = { ...bankStandard, fields: bankStandard.fields.slice(0, 3) }

  // Guarantee: nobody passes by a document that was looked at before there was a name to compare it with.
  it.each<[what: string, isOwn: boolean, status: string, decided: string]>([
    ['agrees', true, 'passed', 'approved'],
    ['does not agree', false, 'failed', 'needs_review'],
  ])('are run again where the name that came %s with the document', async (_what, isOwn, status, decided) => {
    const session = await awaitInput(server, {
      document: NAMELESS,
      person: 'complete',
      dataTypes: ['birthdate', 'government-id'],
    })
    const before = await resultsOf(session)
    expect(before).toEqual({ 'government-id': 'passed' })
    const shared = await server.asSource('GET', `/inquiries/${await server.inquiryOf('complete')}`)
    const { 'name-first': first, 'name-last': own } = shared.json.data.attributes.fields
    const name = { 'name-first': first.value, 'name-last': isOwn ? own.value : 'Somebody-Else' }
    await giveFields(server, session, name)
    const events = await rest(session)
    expect(looks).toEqual(['government-id', 'government-id'])
    expect(namesOf(events)).toEqual([
      'verification.started',
      'verification.finished',
      'inquiry.completed',
      'redemption.finished',
    ])
    expect(await resultsOf(session)).toEqual({ 'government-id': status })
    expect((await inquiryOf(server, session)).attributes.status).toBe(decided)
  })

  // Guarantee: a document of which nothing was read passes nothing; the inquiry goes to a person.
  it('look at a document that the person gives as at every other', async () => {
    const session = await awaitInput(server, {
      document: bankStandard,
      person: 'complete',
      dataTypes: ['name', 'birthdate', 'address'],
    })
    const pages = {
      'documents[government-id][front]': FILES.passport,
      'documents[government-id][id-class]': 'pp',
    }
    expect((await giveForm(server, session, pages)).json.meta).toEqual({ complete: true })
    await rest(session)
    expect(await resultsOf(session)).toEqual({ 'government-id': 'failed' })
    expect((await inquiryOf(server, session)).attributes.status).toBe('needs_review')
  })

  it('do not wait for what is optional', async () => {
    const { fields } = bankStandard
    const document = {
      ...bankStrict,
      fields: fields.map(field => ({ ...field, required: field.key === 'address-city' })),
      documents: bankStrict.documents.map(one => ({ ...one, required: false })),
      verifications: bankStrict.verifications.map(one => ({ ...one, required: false })),
    }
    const session = await awaitInput(server, { document, person: 'complete', dataTypes: ['name'] })
    await giveFields(server, session, { 'address-city': 'Anytown' })
    expect(namesOf(await rest(session))).toEqual(['inquiry.completed', 'redemption.finished'])
    expect(looks).toEqual([])
  })
})

describe('a redemption of which something goes missing again', () => {
  // Guarantee: it is asked for again, under the same session, and the redemption ends once.
  it('awaits input once more, and then goes on', async () => {
    const session = await awaitInput(server)
    meanwhile = async () => {
      meanwhile = async () => {}
      const path = `/inquiries/${session.inquiryId}`
      const body = attributes({ fields: { 'address-city': null } })
      expect((await server.asDestination('PATCH', path, body)).status).toBe(200)
    }
    await giveForm(server, session, BILL)
    const events = await rest(session)
    expect(events.at(-1)).toMatchObject({
      name: 'inquiry.awaiting-input',
      missing: [{ kind: 'field', name: 'address-city' }],
    })
    expect(await statusOf(server, session)).toBe('awaiting-input')
    const { json } = await askedIn(server, session)
    expect(json.data.map(({ id }: InputResource) => id)).toContain('fields[address-city]')

    expect((await giveFields(server, session, { 'address-city': 'Anytown' })).json.meta.complete).toBe(true)
    const last = await followToEnd(server, session, events.at(-1)?.id)
    // The bill is compared with the address, of which a part is new.
    expect(namesOf(last)).toEqual([
      'verification.started',
      'verification.finished',
      'inquiry.completed',
      'redemption.finished',
    ])
    expect(looks).toEqual(['government-id', 'document', 'document'])
  })
})

describe('a redemption whose inquiry its organization decides while it goes on', () => {
  // Guarantee: a person's decision stands, and the token, which was redeemed, stays so.
  it('fails, and its token is redeemed all the same', async () => {
    const session = await awaitInput(server)
    meanwhile = async () => {
      meanwhile = async () => {}
      await server.asDestination('POST', `/inquiries/${session.inquiryId}/decline`)
    }
    await giveForm(server, session, BILL)
    expect((await rest(session)).at(-1)).toMatchObject({
      name: 'redemption.failed',
      reason: 'import_failed',
      step: 5,
    })
    expect((await inquiryOf(server, session)).attributes.status).toBe('declined')
    const { db } = server.connect.api.store
    const token = await db
      .selectFrom('share_token')
      .innerJoin('redemption', 'redemption.share_token_id', 'share_token.id')
      .select('share_token.status')
      .where('redemption.session_id', '=', session.id)
      .executeTakeFirstOrThrow()
    expect(token.status).toBe('redeemed')
  })
})

describe('two tabs that bring the last input at once', () => {
  const RACERS = 16

  const redemptionsOf = ({ id }: Awaiting) =>
    server.connect.api.store.db.selectFrom('redemption').selectAll().where('session_id', '=', id).execute()

  // Guarantee: one of them sets the redemption going, and it goes on once.
  it('are one continuation', async () => {
    const session = await awaitInput(server)
    const answers = await Promise.all(Array.from({ length: RACERS }, () => giveForm(server, session, BILL)))
    const complete = answers.filter(({ status }) => status === 200)
    expect(complete).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409 || status === 429)).toHaveLength(RACERS - 1)
    const events = await rest(session)
    expect(namesOf(events).filter(name => name === 'redemption.finished')).toHaveLength(1)
    expect(looks).toEqual(['government-id', 'document'])
    expect(await redemptionsOf(session)).toMatchObject([{ status: 'finished', fence: 2 }])
    expect((await inquiryOf(server, session)).relationships.documents.data).toHaveLength(2)
  })

  // Guarantee: of two requests that each bring one of the last two inputs, whichever comes second goes on with both.
  it('and each one of two: are one continuation', async () => {
    const document = { ...bankStrict, verifications: [] }
    for (let round = 0; round < 10; round++) {
      const session = await awaitInput(server, {
        document: {
          ...document,
          fields: document.fields.filter(({ key }) => !/^address-(street|postal|country)/.test(key)),
        },
        dataTypes: ['name', 'birthdate', 'government-id'],
      })
      const answers = await Promise.all([
        giveForm(server, session, BILL),
        giveFields(server, session, { 'address-city': 'Anytown' }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      expect(answers.map(({ json }) => json.meta.complete).sort()).toEqual([false, true])
      expect((await rest(session)).at(-1)?.name).toBe('redemption.finished')
    }
  })
})
