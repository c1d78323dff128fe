import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import type { TemplateDocument } from '../../../server/connect/template.ts'
import { giveFields, inquiryOf } from '../awaiting.ts'
import { askedCodes, awaitCode, confirmCode, confirmed, otherThan, sentCode } from '../codes.ts'
import { followToEnd, startServer, type TestServer } from '../harness.ts'

const SHARED = '+46701740617'
const NEW = '+46701740658'

const MINUTE = 60_000

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

const replaceable = confirmed(['phone-number'], { 'address-replaceable': true })

const awaitReplaceable = (document: TemplateDocument = replaceable) =>
  awaitCode(server, ['phone-number'], { document })

describe('a shared phone number that is no longer the person’s', () => {
  it('is replaced by one that they confirm, where the template lets it be', async () => {
    const session = await awaitReplaceable()
    const code = await sentCode(server, session)
    const answer = await giveFields(server, session, { 'phone-number': NEW })
    expect([answer.status, answer.json.meta]).toEqual([200, { complete: false }])
    expect(await askedCodes(server, session)).toMatchObject([
      { name: 'phone-number', given: false, 'sent-to': '•••• 58', 'attempts-left': 0 },
    ])
    // Guarantee: what was sent to the number before confirms nothing of the new one.
    expect((await confirmCode(server, session, code)).json.errors[0].code).toBe('code_not_sent')
    ahead += MINUTE
    expect((await confirmCode(server, session, await sentCode(server, session))).json.meta).toEqual({
      complete: true,
    })
    const told = JSON.stringify(await followToEnd(server, session, session.seen))
    const { attributes } = await inquiryOf(server, session)
    expect([attributes.status, attributes.fields['phone-number'].value]).toEqual(['approved', NEW])
    for (const place of [told, server.log()])
      for (const number of [SHARED, NEW]) expect(place).not.toContain(number)
  })

  // Guarantee: a page offers it to the person just where the server takes it, and is not told the number.
  it.each([
    ['is offered to be changed, as given', replaceable, [{ kind: 'field', given: true, required: true }]],
    ['is not offered where the template does not let it be', confirmed(['phone-number']), []],
  ])('%s', async (_what, document, offered) => {
    const session = await awaitReplaceable(document)
    const { text, json } = await server.call(session.secret, 'GET', '/connect/session/inputs')
    const named = json.data.filter((one: { id: string }) => one.id === 'fields[phone-number]')
    expect(named).toMatchObject(offered.map(attributes => ({ attributes })))
    expect(named).toHaveLength(offered.length)
    expect(text).not.toContain(SHARED)
  })

  // Guarantee: one kind's option opens no other.
  it('is the only thing that can be, beside an address that has to stay', async () => {
    const session = await awaitReplaceable({
      ...replaceable,
      verifications: [...replaceable.verifications, ...confirmed(['email-address']).verifications],
    })
    const { json } = await server.call(session.secret, 'GET', '/connect/session/inputs')
    expect(json.data.map((one: { id: string }) => one.id)).toEqual([
      'fields[phone-number]',
      'codes[phone-number]',
      'codes[email-address]',
    ])
    expect((await giveFields(server, session, { 'email-address': 'new@example.com' })).status).toBe(422)
    expect((await giveFields(server, session, { 'phone-number': NEW })).status).toBe(200)
  })

  it('can be replaced again, and back', async () => {
    const session = await awaitReplaceable()
    for (const number of [NEW, '+46701740620', SHARED])
      expect((await giveFields(server, session, { 'phone-number': number })).status).toBe(200)
    expect(await askedCodes(server, session)).toMatchObject([{ 'sent-to': '•••• 17' }])
  })

  it.each([
    ['', 'fields[phone-number] must not be empty'],
    ['0701740658', 'fields[phone-number] must be a phone number'],
  ])('is not replaced by what is none: %j', async (number, problem) => {
    const session = await awaitReplaceable()
    const answer = await giveFields(server, session, { 'phone-number': number })
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(problem)])
    expect((await inquiryOf(server, session)).attributes.fields['phone-number'].value).toBe(SHARED)
  })

  // Guarantee: a code that is to show that the person is the one whose number it is shows that, unless the template says otherwise.
  it('is not replaced where the template does not let it be', async () => {
    const session = await awaitReplaceable(confirmed(['phone-number']))
    const answer = await giveFields(server, session, { 'phone-number': NEW })
    expect([answer.status, answer.text]).toEqual([
      422,
      expect.stringContaining('fields[phone-number] is not asked for'),
    ])
  })

  it('takes no other field with it that somebody else has brought', async () => {
    const session = await awaitReplaceable()
    const answer = await giveFields(server, session, { 'phone-number': NEW, 'name-first': 'Mallory' })
    expect([answer.status, answer.text]).toEqual([
      422,
      expect.stringContaining('fields[name-first] is not asked for'),
    ])
    expect((await inquiryOf(server, session)).attributes.fields['phone-number'].value).toBe(SHARED)
  })

  it('stays once it is confirmed', async () => {
    const session = await awaitReplaceable({
      ...replaceable,
      verifications: ['phone-number', 'email-address'].flatMap(
        kind =>
          confirmed([kind === 'phone-number' ? kind : 'email-address'], { 'address-replaceable': true })
            .verifications,
      ),
    })
    expect((await confirmCode(server, session, await sentCode(server, session))).json.meta).toEqual({
      complete: false,
    })
    const answer = await giveFields(server, session, { 'phone-number': NEW })
    expect(answer.status).toBe(422)
    const other = { 'email-address': 'new@example.com' }
    expect((await giveFields(server, session, other)).status).toBe(200)
  })

  // Guarantee: another number gives no more codes than the session has.
  it('does not give more codes to guess at', async () => {
    const session = await awaitReplaceable()
    for (const end of [1, 2, 3, 4, 5, 6]) {
      await giveFields(server, session, { 'phone-number': `+4670174062${end}` })
      ahead += MINUTE
      const code = await sentCode(server, session)
      expect((await confirmCode(server, session, otherThan(code))).status).toBe(422)
    }
    ahead += MINUTE
    const last = await giveFields(server, session, { 'phone-number': '+46701740627' })
    expect(last.json.meta).toEqual({ complete: true })
    await followToEnd(server, session, session.seen)
    expect((await inquiryOf(server, session)).attributes.status).toBe('needs_review')
  })
})
