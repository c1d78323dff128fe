import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { evidenceOf } from '../../../../demo/people/evidence.ts'
import { people } from '../../../../demo/people/people.ts'
import { livenessProvider } from '../../../../docs/recipes/provider.ts'
import { isSignedBy } from '../../../../server/signature.ts'
import { checkProvider } from '../../../../server/verification/provider/contract.ts'
import { type ProviderPorts, withProvider } from '../../../../server/verification/provider/provider.ts'
import { providerSettings } from '../../../../server/verification/provider/settings.ts'
import { selfie } from '../../../../server/verification/selfie.ts'
import { verdict } from '../../../../server/verification/verdict.ts'
import { inputWith } from '../input.ts'

const SECRET = 'a secret of thirty-two characters'
const CHECK = 'selfie_liveness_detection'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map(close => close()))
})

/** A real service on this machine. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => server.close(resolve).closeAllConnections()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const settingsFor = (url: string, more: object = {}) =>
  providerSettings.parse({
    kind: 'selfie',
    url,
    secret: SECRET,
    checks: { [CHECK]: true },
    'timeout-seconds': 1,
    'callback-seconds': 1,
    ...more,
  })

const noAnswer: ProviderPorts = { findAnswer: async () => null, stopping: new AbortController().signal }

const complete = people.find(one => one.key === 'complete') ?? expect.fail('there is a complete person')
const input = inputWith({
  documents: evidenceOf(complete).filter(one => one.kind === 'selfie'),
  fields: new Map([['name-first', 'Elsa']]),
  wanted: { kind: 'selfie' },
})

const ask = async (url: string, more: object = {}, ports = noAnswer) => {
  const findings = await withProvider(selfie, settingsFor(url, more), ports).run(input)
  return findings.filter(one => one.name === CHECK)
}

const answering =
  (status: number, body: unknown): RequestListener =>
  (_req, res) => {
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

const UNAVAILABLE = [
  { name: CHECK, status: 'not_applicable', reasons: ['service_unavailable'], metadata: {} },
]

describe('a provider', () => {
  it('answers the checks that it has, and the embedded verifier the others', async () => {
    const url = await serve(
      answering(200, { checks: [{ name: CHECK, status: 'passed', metadata: { score: 0.9 } }] }),
    )
    const verifier = withProvider(selfie, settingsFor(url), noAnswer)
    const { checks } = verdict(verifier, input.wanted, await verifier.run(input))
    expect(checks.find(one => one.name === CHECK)).toEqual({
      name: CHECK,
      status: 'passed',
      reasons: [],
      metadata: { score: 0.9 },
      requirement: 'required',
    })
    expect(checks.map(one => one.name)).toContain('selfie_image_quality_detection')
  })

  it('stands in place of the embedded verifier where its settings say so', async () => {
    const url = await serve(answering(200, { checks: [{ name: CHECK, status: 'passed' }] }))
    const verifier = withProvider(selfie, settingsFor(url, { replaces: true }), noAnswer)
    expect((await verifier.run(input)).map(one => one.name)).toEqual([CHECK])
  })

  it('is called with a signature, a name for the verification, and only what its settings let it see', async () => {
    const calls: { signature: string; key: string; body: string }[] = []
    const url = await serve(async (req, res) => {
      const body = (await req.toArray()).join('')
      const { 'connect-signature': signature, 'idempotency-key': key } = req.headers
      calls.push({ signature: String(signature), key: String(key), body })
      answering(200, { checks: [] })(req, res)
    })
    await ask(url)
    await ask(url, { fields: ['name-first'], documents: false })
    const [first, second] = calls
    expect(isSignedBy(SECRET, first?.body ?? '', first?.signature ?? '', Date.now())).toBe(true)
    expect(first?.key).toBe(`${input.id}.${input.evidenceMac}`)
    const photo = readFileSync(join(import.meta.dirname, '../../../../demo/people/complete/selfie.jpg'))
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      request: first?.key,
      checks: [CHECK],
      fields: {},
      documents: [{ kind: 'selfie', files: [{ data: photo.toString('base64') }] }],
    })
    expect(JSON.parse(second?.body ?? '')).toMatchObject({ fields: { 'name-first': 'Elsa' }, documents: [] })
  })

  // Guarantee: an answer about what was there before is none about what is there now.
  it('is asked anew where the evidence has changed', async () => {
    const keys: unknown[] = []
    const url = await serve((req, res) => {
      keys.push(req.headers['idempotency-key'])
      answering(200, { checks: [] })(req, res)
    })
    const verifier = withProvider(selfie, settingsFor(url), noAnswer)
    await verifier.run(input)
    await verifier.run(input)
    await verifier.run({ ...input, evidenceMac: 'B'.repeat(43) })
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[0])
  })

  it('is called again where it is too busy, and has answered then', async () => {
    let calls = 0
    const url = await serve((req, res) => {
      calls += 1
      answering(calls < 3 ? 503 : 200, { checks: [{ name: CHECK, status: 'passed' }] })(req, res)
    })
    expect(await ask(url)).toMatchObject([{ status: 'passed' }])
    expect(calls).toBe(3)
  })

  // Guarantee: nothing but an answer to what was asked lets a check pass.
  const wrong: [string, RequestListener][] = [
    ['refuses', answering(401, {})],
    ['fails', answering(500, {})],
    ['redirects', (_req, res) => res.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()],
    ['says nothing', () => {}],
    ['answers no JSON', (_req, res) => res.end('passed')],
    ['answers something else', answering(200, { status: 'passed' })],
    [
      'answers a check that nobody asked for',
      answering(200, { checks: [{ name: 'selfie_id_comparison', status: 'passed' }] }),
    ],
    [
      'answers a check twice',
      answering(200, {
        checks: [
          { name: CHECK, status: 'failed' },
          { name: CHECK, status: 'passed' },
        ],
      }),
    ],
    [
      'answers with a sentence',
      answering(200, { checks: [{ name: CHECK, status: 'passed', reasons: ['Elsa Ek, born 1990'] }] }),
    ],
    [
      'answers without end',
      (_req, res) => {
        const flood = () => {
          while (res.write('x'.repeat(65_536)));
        }
        res.on('drain', flood)
        flood()
      },
    ],
    ['promises an answer that never comes', answering(202, {})],
  ]
  it.each(wrong)('that %s leaves its check not applicable', async (_, listener) => {
    expect(await ask(await serve(listener), { attempts: 1 })).toEqual(UNAVAILABLE)
  })

  it('that is not there leaves its check not applicable', async () => {
    expect(await ask('http://127.0.0.1:1/', { attempts: 2 })).toEqual(UNAVAILABLE)
  })

  it('that promises an answer has it taken when it comes', async () => {
    let looks = 0
    const later = JSON.stringify({ checks: [{ name: CHECK, status: 'failed', reasons: ['replay'] }] })
    const findAnswer = async () => (looks++ < 2 ? null : later)
    const ports = { ...noAnswer, findAnswer }
    const more = { 'callback-seconds': 60 }
    expect(await ask(await serve(answering(202, {})), more, ports)).toMatchObject([
      { status: 'failed', reasons: ['replay'] },
    ])
  })

  // Guarantee: nobody outside learns of a person by a dry run.
  it('is not asked in a rehearsal', async () => {
    let calls = 0
    const url = await serve((req, res) => {
      calls += 1
      answering(200, { checks: [{ name: CHECK, status: 'passed' }] })(req, res)
    })
    const findings = await withProvider(selfie, settingsFor(url), noAnswer).rehearse?.(input)
    expect(findings?.find(one => one.name === CHECK)).toMatchObject({
      status: 'not_applicable',
      reasons: ['provider_not_asked'],
    })
    expect(calls).toBe(0)
  })

  it('is given up when the server stops, so that another goes on', async () => {
    const stop = new AbortController()
    const url = await serve((req, res) => {
      answering(202, {})(req, res)
      stop.abort()
    })
    const ports = { ...noAnswer, stopping: stop.signal }
    await expect(ask(url, { 'callback-seconds': 60 }, ports)).rejects.toThrow('abort')
  })
})

describe('the contract of a provider', () => {
  const sample = { fields: {}, documents: [{ files: [{ data: Buffer.from('photo').toString('base64') }] }] }
  const contractOf = (url: string) => checkProvider(settingsFor(url), sample)

  it('is kept by the recipe of the documentation', async () => {
    const url = await serve(livenessProvider(SECRET, async photo => photo.toString() === 'photo'))
    expect((await contractOf(url)).filter(one => !one.kept)).toEqual([])
  })

  it('is not kept by one that checks no signature, or answers what it was not asked', async () => {
    const trusting = await serve(answering(200, { checks: [{ name: CHECK, status: 'passed' }] }))
    expect((await contractOf(trusting)).filter(one => !one.kept)).toHaveLength(4)
    const other = await serve(answering(200, { checks: [{ name: 'other', status: 'passed' }] }))
    expect((await contractOf(other))[0]?.kept).toBe(false)
  })
})
