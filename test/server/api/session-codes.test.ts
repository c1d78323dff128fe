import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { COMPARISONS } from '../../../server/connect/confirmation-code.ts'
import type { TemplateVerification } from '../../../server/connect/template.ts'
import { forgetExpiredCodes } from '../../../server/store/confirmation-codes.ts'
import { getSession } from '../../../server/store/sessions.ts'
import { awaitInput, giveFields, inquiryOf, statusOf } from '../awaiting.ts'
import {
  askedCodes,
  awaitCode,
  codeIn,
  confirmCode,
  confirmed,
  otherThan,
  refusalOf,
  sendCode,
  sentCode,
} from '../codes.ts'
import { attributes, followToEnd, mint, startServer, type TestServer } from '../harness.ts'

const PHONE = '+46701740617'
const EMAIL = 'elsa.norrvinge@example.com'
const MINUTE = 60_000

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

/** The checks of the verification of an inquiry's phone number. */
async function checksOf(inquiryId: string) {
  const { json } = await server.asDestination('GET', `/inquiries/${inquiryId}?include=verifications`)
  return json.included.find(({ type }: { type: string }) => type === 'verification/phone-number').attributes
    .checks
}

describe('a redemption whose template wants an address confirmed', () => {
  it('waits for the code, goes on by itself once it is confirmed, and passes', async () => {
    const session = await awaitCode(server)
    expect(session.events.at(-1)).toMatchObject({ missing: [{ kind: 'code', name: 'phone-number' }] })
    const code = await sentCode(server, session)

    const answer = await confirmCode(server, session, code)
    expect(answer.status).toBe(200)
    expect(answer.json.meta).toEqual({ complete: true })
    const told = await followToEnd(server, session, session.seen)
    expect(told.map(({ name }) => name)).toEqual([
      'verification.started',
      'verification.finished',
      'inquiry.completed',
      'redemption.finished',
    ])
    expect((await inquiryOf(server, session)).attributes.status).toBe('approved')
    expect(await checksOf(session.inquiryId)).toContainEqual(
      expect.objectContaining({
        name: 'phone_number_confirmation_code_comparison',
        status: 'passed',
        requirement: 'required',
      }),
    )
  })

  // Guarantee: the person knows before they agree of all that they will be asked for, in their language.
  it('says so before anybody decides: in the session, in the words of the question, and in the preview of a token', async () => {
    const session = await awaitCode(server)
    const announced = [{ kind: 'code', name: 'phone-number' }]
    const { gap, notice } = session.resource.attributes
    expect(gap).toEqual({ available: 3, total: 3, missing: announced })
    expect(notice.text.gap).toBe(
      '3 of 3 required details already there. You will confirm with a code that is sent to you: Phone number.',
    )
    const german = await server.call(session.secret, 'GET', '/connect/session?locale=de')
    expect(german.json.data.attributes.notice.text.gap).toContain(
      'Sie bestätigen mit einem Code, den Sie erhalten: Telefonnummer.',
    )
    const token = await mint(server)
    const inquiry = await inquiryOf(server, session)
    const preview = await server.asDestination(
      'POST',
      `/connect/share-tokens/${token.id}/preview`,
      attributes({ 'inquiry-template-id': inquiry.relationships['inquiry-template'].data.id }),
    )
    expect(preview.json.data.attributes.missing).toEqual(announced)
    // What was announced is what comes.
    expect(session.events.at(-1)).toMatchObject({ missing: announced })
  })

  it('says nothing of a code where the source’s own verification may stand for it', async () => {
    const session = await awaitInput(server, {
      document: confirmed(['phone-number'], { reuse: 'either' }),
      dataTypes: ['name'],
    })
    expect(session.resource.attributes.gap).toEqual({ available: 3, total: 3, missing: [] })
  })

  it('waits for the code of each kind that wants one', async () => {
    const session = await awaitCode(server, ['phone-number', 'email-address'])
    const first = await confirmCode(server, session, await sentCode(server, session))
    expect(first.json.meta).toEqual({ complete: false })
    expect((await askedCodes(server, session)).map(({ name, given }) => [name, given])).toEqual([
      ['phone-number', true],
      ['email-address', false],
    ])
    const code = await sentCode(server, session, 'email-address')
    expect((await confirmCode(server, session, code, 'email-address')).json.meta).toEqual({ complete: true })
    await followToEnd(server, session, session.seen)
    expect((await inquiryOf(server, session)).attributes.status).toBe('approved')
  })

  it('asks for a code only once the address is known', async () => {
    const session = await awaitCode(server, ['phone-number'], { dataTypes: ['name', 'email-address'] })
    expect(session.events.at(-1)).toMatchObject({ missing: [{ kind: 'field', name: 'phone-number' }] })
    expect(refusalOf(await sendCode(server, session))).toEqual([409, 'code_not_asked_for'])

    const given = await giveFields(server, session, { 'phone-number': PHONE })
    expect(given.json.meta).toEqual({ complete: false })
    expect(await askedCodes(server, session)).toMatchObject([{ name: 'phone-number', given: false }])
  })

  it('waits just where the check must pass, however the template says so', async () => {
    const completeWith = async (more: Partial<TemplateVerification>) => {
      const document = confirmed(['phone-number'], more)
      const session = await awaitCode(server, [], { document, dataTypes: ['name', 'email-address'] })
      return (await giveFields(server, session, { 'phone-number': PHONE })).json.meta.complete
    }
    const named = (required: boolean) => [{ name: COMPARISONS['phone-number'], required }]
    expect(await completeWith({})).toBe(false)
    expect(await completeWith({ 'confirmation-code': false })).toBe(true)
    expect(await completeWith({ 'confirmation-code': false, checks: named(true) })).toBe(false)
    expect(await completeWith({ checks: named(false) })).toBe(true)
    expect(await completeWith({ required: false })).toBe(true)
  })

  it('does not wait for a code to a number at which nobody reads: the check is not passed', async () => {
    const session = await awaitCode(server, ['phone-number'], { dataTypes: ['name', 'email-address'] })
    const given = await giveFields(server, session, { 'phone-number': '+46900123456' })
    expect(given.json.meta).toEqual({ complete: true })
    await followToEnd(server, session, session.seen)
    expect((await inquiryOf(server, session)).attributes.status).toBe('needs_review')
  })
})

describe('a code', () => {
  it('confirms nothing where it is wrong, and says how often it can still be tried', async () => {
    const session = await awaitCode(server)
    const code = await sentCode(server, session)
    const answer = await confirmCode(server, session, otherThan(code))
    expect(refusalOf(answer)).toEqual([422, 'code_wrong'])
    expect(answer.json.errors[0].meta).toEqual({ 'attempts-left': 4 })
    expect(await statusOf(server, session)).toBe('awaiting-input')
    expect((await confirmCode(server, session, code)).status).toBe(200)
  })

  it('is good for ten minutes', async () => {
    const session = await awaitCode(server)
    const code = await sentCode(server, session)
    ahead += 10 * MINUTE
    expect(refusalOf(await confirmCode(server, session, code))).toEqual([422, 'code_expired'])
    expect(await askedCodes(server, session)).toMatchObject([{ 'attempts-left': 0, 'expires-at': null }])
    expect((await confirmCode(server, session, await sentCode(server, session))).status).toBe(200)
  })

  // Guarantee: however many ask at the same time, a code is compared five times and not more.
  it('can be tried five times, also by many at once', async () => {
    const session = await awaitCode(server)
    const code = await sentCode(server, session)
    const guesses = Array.from({ length: 40 }, (_, index) => otherThan(code, index + 1))
    const answers = await Promise.all(guesses.map(guess => confirmCode(server, session, guess)))
    const codes = answers.map(({ json }) => json.errors[0].code)
    expect(codes.filter(one => one === 'code_wrong')).toHaveLength(4)
    expect(codes.filter(one => one === 'code_attempts_exhausted')).toHaveLength(36)
    expect(refusalOf(await confirmCode(server, session, code))).toEqual([422, 'code_attempts_exhausted'])
    expect(await statusOf(server, session)).toBe('awaiting-input')
  })

  it('is another each time, and only the last one counts', async () => {
    const session = await awaitCode(server)
    const first = await sentCode(server, session)
    ahead += MINUTE
    const second = await sentCode(server, session)
    if (first !== second) {
      expect(refusalOf(await confirmCode(server, session, first))).toEqual([422, 'code_wrong'])
    }
    expect((await confirmCode(server, session, second)).status).toBe(200)
  })

  // Guarantee: a code confirms the address that it was sent to, in the session that it was sent in.
  it('of another session, or of the other kind, confirms nothing', async () => {
    const one = await awaitCode(server, ['phone-number', 'email-address'])
    const other = await awaitCode(server, ['phone-number', 'email-address'])
    const code = await sentCode(server, one)
    expect(refusalOf(await confirmCode(server, other, code))).toEqual([422, 'code_not_sent'])
    const own = await sentCode(server, other)
    if (own !== code) expect(refusalOf(await confirmCode(server, other, code))).toEqual([422, 'code_wrong'])
    expect(refusalOf(await confirmCode(server, one, code, 'email-address'))).toEqual([422, 'code_not_sent'])
  })

  it('confirms nothing once the number is another, also where it was confirmed before', async () => {
    const kinds = ['phone-number', 'email-address'] as const
    const session = await awaitCode(server, kinds, { dataTypes: ['name', 'email-address'] })
    await giveFields(server, session, { 'phone-number': PHONE })
    const code = await sentCode(server, session)
    await giveFields(server, session, { 'phone-number': '+46701740618' })
    expect(refusalOf(await confirmCode(server, session, code))).toEqual([422, 'code_not_sent'])

    await giveFields(server, session, { 'phone-number': PHONE })
    expect((await confirmCode(server, session, code)).status).toBe(200)
    await giveFields(server, session, { 'phone-number': '+46701740618' })
    expect(await askedCodes(server, session)).toMatchObject([{ given: false }, { given: false }])
  })

  it('is asked for again while the phone number stays confirmed as it is written otherwise', async () => {
    const kinds = ['phone-number', 'email-address'] as const
    const session = await awaitCode(server, kinds, { dataTypes: ['name', 'email-address'] })
    await giveFields(server, session, { 'phone-number': PHONE })
    await confirmCode(server, session, await sentCode(server, session))
    await giveFields(server, session, { 'phone-number': '+46 70 174 06 17' })
    expect(await askedCodes(server, session)).toMatchObject([{ given: true }, { given: false }])
  })
})

describe('sending codes', () => {
  it('takes a pause, and says how long', async () => {
    const session = await awaitCode(server)
    expect((await sendCode(server, session)).status).toBe(200)
    const early = await sendCode(server, session)
    expect(refusalOf(early)).toEqual([429, 'code_sent_recently'])
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(20)
    ahead += MINUTE
    expect((await sendCode(server, session)).status).toBe(200)
  })

  // Guarantee: whoever cannot confirm does not leave a stuck inquiry, and does not pass.
  it('ends after three, and the redemption goes on without, to its decision', async () => {
    const session = await awaitCode(server)
    for (const left of [2, 1, 0]) {
      const code = await sentCode(server, session)
      expect(await askedCodes(server, session)).toMatchObject([{ 'sends-left': left }])
      for (const by of [1, 2, 3, 4]) await confirmCode(server, session, otherThan(code, by))
      expect(await statusOf(server, session)).toBe('awaiting-input')
      const last = await confirmCode(server, session, otherThan(code, 5))
      expect(refusalOf(last)).toEqual([422, 'code_attempts_exhausted'])
      ahead += 2 * MINUTE
    }
    await followToEnd(server, session, session.seen)
    expect((await inquiryOf(server, session)).attributes.status).toBe('needs_review')
    expect(await checksOf(session.inquiryId)).toContainEqual(
      expect.objectContaining({
        name: 'phone_number_confirmation_code_comparison',
        status: 'failed',
        reasons: ['code_not_confirmed'],
      }),
    )
  })

  it('ends after three that ran out: asking for another ends the waiting', async () => {
    const session = await awaitCode(server)
    for (const _ of [1, 2, 3]) {
      await sentCode(server, session)
      ahead += 11 * MINUTE
    }
    expect(refusalOf(await sendCode(server, session))).toEqual([429, 'code_sends_exhausted'])
    await followToEnd(server, session, session.seen)
    expect((await inquiryOf(server, session)).attributes.status).toBe('needs_review')
  })

  it('leaves the last code good while nobody has used it up', async () => {
    const session = await awaitCode(server)
    for (const _ of [1, 2]) {
      await sentCode(server, session)
      ahead += 2 * MINUTE
    }
    const code = await sentCode(server, session)
    ahead += 5 * MINUTE
    expect(refusalOf(await sendCode(server, session))).toEqual([429, 'code_sends_exhausted'])
    expect((await confirmCode(server, session, code)).status).toBe(200)
  })

  // Guarantee: a session is no way to send messages to the whole world.
  it('ends after six in all, to whichever numbers', async () => {
    const session = await awaitCode(server, ['phone-number'], { dataTypes: ['name', 'email-address'] })
    const answers = []
    for (const digit of [1, 2, 3, 4, 5, 6, 7]) {
      await giveFields(server, session, { 'phone-number': `+4670174061${digit}` })
      answers.push((await sendCode(server, session)).status)
      ahead += 5 * MINUTE
    }
    expect(answers).toEqual([200, 200, 200, 200, 200, 200, 409])
    expect(await statusOf(server, session)).not.toBe('awaiting-input')
  })

  it('sends one where the same is asked for twice under one key', async () => {
    const session = await awaitCode(server)
    const key = { 'idempotency-key': 'send-1' }
    const first = await sendCode(server, session, 'phone-number', key)
    const code = await codeIn(server, session)
    const again = await sendCode(server, session, 'phone-number', key)
    expect([again.status, again.json]).toEqual([200, first.json])
    expect(await codeIn(server, session)).toBe(code)
    const other = await sendCode(server, session, 'email-address', key)
    expect(other.status).toBe(409)
  })

  it('confirms once where the same is said twice under one key, also when the session is over', async () => {
    const session = await awaitCode(server)
    const code = await sentCode(server, session)
    const key = { 'idempotency-key': 'confirm-1' }
    const first = await confirmCode(server, session, code, 'phone-number', key)
    await followToEnd(server, session, session.seen)
    const again = await confirmCode(server, session, code, 'phone-number', key)
    expect([again.status, again.json]).toEqual([200, first.json])
    expect((await confirmCode(server, session, code)).status).toBe(409)
  })

  it('takes six digits and nothing else', async () => {
    const session = await awaitCode(server)
    for (const code of ['12345', '1234567', '12345a', '', '１２３４５６']) {
      expect((await confirmCode(server, session, code)).status).toBe(400)
    }
  })
})

describe('what is kept of a code', () => {
  // Guarantee: nobody learns a code, or where it went, but whom it was sent to.
  it('is in no answer, event, stream or log', async () => {
    const session = await awaitCode(server, ['phone-number', 'email-address'])
    const from = server.log().length
    const codes = [await sentCode(server, session), await sentCode(server, session, 'email-address')]
    const answers = [
      (await server.call(session.secret, 'GET', '/connect/session/inputs')).text,
      (await confirmCode(server, session, codes[0] ?? '')).text,
      (await confirmCode(server, session, otherThan(codes[1] ?? ''), 'email-address')).text,
      (await confirmCode(server, session, codes[1] ?? '', 'email-address')).text,
    ]
    const stream = JSON.stringify(await followToEnd(server, session))
    const events = (await server.asDestination('GET', '/events?page[size]=100')).text
    for (const secret of [...codes, PHONE, PHONE.slice(1), EMAIL, 'elsa']) {
      expect([...answers, stream, events, server.log().slice(from)].join('\n')).not.toContain(secret)
    }
    expect(answers[0]).toContain('•••• 17')
    expect(answers[0]).toContain('e•••@example.com')
  })

  it('goes with the inquiry, when it is redacted or decided', async () => {
    const { db } = server.connect.api.store
    const rowsOf = (id: string) =>
      db.selectFrom('confirmation_code').selectAll().where('session_id', '=', id).execute()
    const redacted = await awaitCode(server)
    await sentCode(server, redacted)
    expect(await rowsOf(redacted.id)).toHaveLength(1)
    await server.asDestination('DELETE', `/inquiries/${redacted.inquiryId}`)
    expect(await rowsOf(redacted.id)).toEqual([])

    const decided = await awaitCode(server)
    await confirmCode(server, decided, await sentCode(server, decided))
    await followToEnd(server, decided, decided.seen)
    expect(await rowsOf(decided.id)).toEqual([])
  })

  it('goes with the session, also where the address was confirmed', async () => {
    const { db } = server.connect.api.store
    const kinds = ['phone-number', 'email-address'] as const
    const session = await awaitCode(server, kinds)
    await confirmCode(server, session, await sentCode(server, session))
    await sentCode(server, session, 'email-address')
    const left = () =>
      db.selectFrom('confirmation_code').select('kind').where('session_id', '=', session.id).execute()
    await forgetExpiredCodes(db, server.connect.api.clock())
    expect(await left()).toHaveLength(2)
    const { expires_at: end } = await getSession(db, session.id)
    await forgetExpiredCodes(db, end)
    expect(await left()).toEqual([])
  })

  it('is good after a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'connect-codes-'))
    try {
      const before = await startServer({ dataDir })
      const session = await awaitCode(before)
      const code = await sentCode(before, session)
      await confirmCode(before, session, otherThan(code))
      await before.close()
      const after = await startServer({ dataDir })
      expect(await askedCodes(after, session)).toMatchObject([{ 'attempts-left': 4 }])
      expect((await confirmCode(after, session, code)).status).toBe(200)
      await followToEnd(after, session, session.seen)
      expect((await inquiryOf(after, session)).attributes.status).toBe('approved')
      await after.close()
    } finally {
      rmSync(dataDir, { recursive: true })
    }
  })
})
