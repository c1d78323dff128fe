import { Resolver } from 'node:dns/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MailDomain, mailDomainLookUp } from '../../../server/verification/mail-domain.ts'
import { startNameServer } from './name-server.ts'

const SERVER_FAILURE = 2
const REFUSED = 5

let server: Awaited<ReturnType<typeof startNameServer>>
beforeAll(async () => {
  server = await startNameServer({
    com: { NS: 'ns.example' },
    'mail.example': { MX: ['mx1.example', 'mx2.example'] },
    'null-mx.example': { MX: ['.'], A: '192.0.2.1' },
    'address-4.example': { A: '192.0.2.1' },
    'address-6.example': { AAAA: '20010db8000000000000000000000001' },
    'nothing.example': {},
    'broken.example': { rcode: SERVER_FAILURE },
    'refused.example': { rcode: REFUSED },
  })
})
afterAll(() => server.close())

const resolverOf = (...servers: string[]) => {
  const resolver = new Resolver({ timeout: 200, tries: 1 })
  resolver.setServers(servers)
  return resolver
}

describe('a domain', () => {
  it.each<[string, MailDomain]>([
    ['mail.example', 'takes_mail'],
    ['null-mx.example', 'refuses_mail'],
    ['address-4.example', 'takes_mail'],
    ['address-6.example', 'takes_mail'],
    ['nothing.example', 'no_mail_server'],
    ['not-there.example', 'unknown_domain'],
    ['broken.example', 'unreachable'],
    ['refused.example', 'unreachable'],
    ['no domain at all', 'unreachable'],
  ])('%s: %s', async (domain, expected) => {
    expect(await mailDomainLookUp(resolverOf(server.address))(domain)).toBe(expected)
  })
})

describe('without a network', () => {
  // Guarantee: a domain is never said to be unknown where nobody could be asked.
  it('no domain is known or unknown: nobody listens', async () => {
    expect(await mailDomainLookUp(resolverOf('127.0.0.1:1'))('mail.example')).toBe('unreachable')
  })

  it('no domain is known or unknown: somebody says that nothing is there', async () => {
    const walled = await startNameServer({})
    expect(await mailDomainLookUp(resolverOf(walled.address))('mail.example')).toBe('unreachable')
    walled.close()
  })
})
