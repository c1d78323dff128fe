import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import { emailAddressVerifier } from '../../../server/verification/email-address.ts'
import type { MailDomain } from '../../../server/verification/mail-domain.ts'
import { mutationsOf } from './mutations.ts'
import { findingOf, ofFields } from './of-fields.ts'

const FORMAT = 'email_address_invalid_email_format_detection'
const DISPOSABLE = 'email_address_disposable_domain_detection'
const DELIVERABLE = 'email_address_deliverable_detection'

const offline = emailAddressVerifier(null)

const look = (address: string, verifier = offline) =>
  verifier.run(ofFields('email-address', { 'email-address': address }))

const statusOf = async (address: string, name: string) => findingOf(await look(address), name).status

describe('an e-mail address', () => {
  it.each([
    'elsa.norrvinge@example.com',
    'ELSA@EXAMPLE.COM',
    'first+tag@mail.example',
    "o'brien@example.ie",
    'a@b.co',
    '1234567890@example.com',
    '_______@example.com',
    'x@sub.sub.example.co.uk',
    '"quoted text"@example.com',
    'müller@bücher.example',
    'usuario@correo.ñandú.example',
    'иван@пример.рф',
    '用户@例子.广告',
    'おなまえ@例え.テスト',
    'x@xn--bcher-kva.example',
    'postbox@example.travel',
    `${'a'.repeat(64)}@example.com`,
    '  surrounded@example.com ',
  ])('%s is one', async address => {
    expect(await statusOf(address, FORMAT)).toBe('passed')
  })

  it.each([
    '',
    '@',
    'elsa',
    'elsa@',
    '@example.com',
    'elsa@example',
    'elsa@localhost',
    'elsa@@example.com',
    'elsa@example..com',
    'elsa.@example.com',
    '.elsa@example.com',
    'el..sa@example.com',
    'elsa @example.com',
    'elsa@exa mple.com',
    'elsa@ex_ample.com',
    'elsa@-example.com',
    'elsa@127.0.0.1',
    'elsa@[127.0.0.1]',
    'Elsa <elsa@example.com>',
    'mailto:elsa@example.com',
    'elsa@example.com, maria@example.com',
    'elsa@example.com\nBcc: everybody@example.com',
    'elsa@ＭＡＩＬＩＮＡＴＯＲ.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'a'.repeat(64)}.com`,
    `a@${'a.'.repeat(130)}com`,
  ])('%j is none', async address => {
    expect(await look(address)).toMatchObject([
      { name: FORMAT, status: 'failed', reasons: ['invalid_email_format'] },
      { name: DISPOSABLE, status: 'not_applicable' },
      { name: DELIVERABLE, status: 'not_applicable' },
      { status: 'not_applicable' },
      { status: 'not_applicable' },
    ])
  })

  it('of each specimen person is one, and not of a disposable domain', async () => {
    for (const { fields } of people) {
      const findings = await look(fields['email-address'] ?? '')
      expect(findings.map(one => one.status)).toEqual([
        'passed',
        'passed',
        ...Array(3).fill('not_applicable'),
      ])
    }
  })
})

describe('a disposable domain', () => {
  it.each([
    'a@mailinator.com',
    'a@MAILINATOR.COM',
    'a@sub.mailinator.com',
    'a@a.b.c.mailinator.com',
    'a@10minutemail.com',
    'a@guerrillamail.com',
    'a@yopmail.com',
  ])('is told: %s', async address => {
    expect(findingOf(await look(address), DISPOSABLE)).toMatchObject({
      status: 'failed',
      reasons: ['disposable_domain'],
    })
  })

  it.each([
    'a@gmail.com',
    'a@mailinator.example',
    'a@mailinator.com.example.org',
    'mailinator.com@example.org',
  ])('is not %s', async address => {
    expect(await statusOf(address, DISPOSABLE)).toBe('passed')
  })

  // A template says so where it matters: many honest people use a forwarding address.
  it('does not fail the verification where the template does not say so', () => {
    const checks = offline.checks({ kind: 'email-address', required: true, checks: [] })
    expect(Object.keys(checks).filter(name => checks[name])).toEqual([FORMAT])
    expect(checks[DISPOSABLE]).toBe(false)
  })
})

describe('whether the domain takes mail', () => {
  // Guarantee: without the network nothing is said to be so, and nothing passes.
  it('is not told where nobody may be asked', async () => {
    expect(findingOf(await look('elsa@example.com'), DELIVERABLE)).toMatchObject({
      status: 'not_applicable',
      reasons: ['not_enabled'],
    })
  })

  it.each<[MailDomain, string, string[]]>([
    ['takes_mail', 'passed', []],
    ['no_mail_server', 'failed', ['no_mail_server']],
    ['refuses_mail', 'failed', ['refuses_mail']],
    ['unknown_domain', 'failed', ['unknown_domain']],
    ['unreachable', 'not_applicable', ['network_unreachable']],
  ])('%s: %s', async (answer, status, reasons) => {
    const asked: string[] = []
    const verifier = emailAddressVerifier(async domain => {
      asked.push(domain)
      return answer
    })
    expect(findingOf(await look('elsa@Bücher.example', verifier), DELIVERABLE)).toMatchObject({
      status,
      reasons,
    })
    expect(asked, 'the domain alone leaves the server').toEqual(['xn--bcher-kva.example'])
  })
})

describe('any text whatever', () => {
  // Guarantee: nothing that a stranger wrote stops the server.
  it('is answered', async () => {
    const part = fc.string({ unit: 'binary', maxLength: 5_000 })
    await fc.assert(
      fc.asyncProperty(part, part, fc.boolean(), async (one, other, at) => {
        expect(await look(one + (at ? '@' : '') + other)).toHaveLength(5)
      }),
      { numRuns: 20 },
    )
  })

  it('made out of good addresses is answered, and not repeated', async () => {
    const good = ['elsa.norrvinge@example.com', 'müller@bücher.example', '"a b"@mailinator.com']
    for (const text of mutationsOf(good)) {
      const told = JSON.stringify(await look(text))
      expect(told, text).not.toMatch(/example|@|norrvinge/)
    }
  })

  // Guarantee: a domain is the same in capitals, and in its ASCII form.
  it('in capitals changes nothing', async () => {
    const address = fc.constantFrom(
      'a@mailinator.com',
      'a@sub.yopmail.com',
      'a@gmail.com',
      'a@bücher.example',
    )
    const capitals = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(address, capitals, async (written, capital) => {
        const other = [...written].map((letter, at) => (capital[at] ? letter.toUpperCase() : letter)).join('')
        expect(await look(other), other).toEqual(await look(written))
      }),
    )
  })
})
