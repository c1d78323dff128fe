import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SIMULATIONS, type TemplateVerification } from '../../../server/connect/template.ts'
import { embeddedVerifiers } from '../../../server/verification/registry.ts'
import { withSimulations } from '../../../server/verification/simulated.ts'
import { verdict } from '../../../server/verification/verdict.ts'
import { confirmed } from '../codes.ts'
import {
  attributes,
  decide,
  followToEnd,
  mint,
  openSession,
  redeem,
  startServer,
  type TestServer,
} from '../harness.ts'
import { inputWith } from './input.ts'

const TIMES = { slowMs: 20, stuckMs: 20 }

/** What comes of the verification of a number that is none, or of another kind, under what the template says. */
async function verdictOf(
  { kind = 'phone-number', ...wanted }: Partial<TemplateVerification>,
  stopping = new AbortController().signal,
) {
  const verifiers = withSimulations(embeddedVerifiers, { stopping, times: TIMES })
  const verifier = verifiers.get(kind)
  if (!verifier) throw new Error('there is no verifier')
  const fields = new Map([
    ['phone-number', 'none'],
    ['email-address', 'none'],
  ])
  const input = inputWith({ fields, wanted: { kind, ...wanted } })
  return verdict(verifier, input.wanted, await verifier.run(input))
}

describe('a verification that is simulated', () => {
  it('looks at what is there where nothing is said', async () => {
    expect((await verdictOf({})).status).toBe('failed')
  })

  it('passes, with every check of its kind and of the template, and says that it is made up', async () => {
    const { status, checks } = await verdictOf({ simulate: 'passed', 'confirmation-code': true })
    expect(status).toBe('passed')
    expect(checks.length).toBeGreaterThan(3)
    expect(checks.every(({ metadata }) => metadata.simulated === true)).toBe(true)
  })

  it('fails, in what is required', async () => {
    const { status, checks } = await verdictOf({ simulate: 'failed' })
    expect(status).toBe('failed')
    expect(checks.filter(check => check.status === 'failed')).toMatchObject([
      { name: 'phone_number_invalid_number_format_detection', reasons: ['simulated'] },
    ])
  })

  it('is slow, and then looks as always', async () => {
    expect((await verdictOf({ simulate: 'slow' })).checks).toEqual((await verdictOf({})).checks)
  })

  it('gets stuck, and is not passed in the end', async () => {
    const { status, checks } = await verdictOf({ simulate: 'stuck' })
    expect(status).toBe('failed')
    expect(checks[0]).toMatchObject({ status: 'not_applicable', reasons: ['service_unavailable'] })
  })

  // Guarantee: every kind can be made to pass, fail, be slow and get stuck, whatever there is to look at.
  describe.each([...embeddedVerifiers.keys()])('of the kind %s', kind => {
    it.each([
      ['passed', 'passed', 'passed', []],
      ['failed', 'failed', 'failed', ['simulated']],
      ['stuck', 'failed', 'not_applicable', ['service_unavailable']],
    ] as const)('is simulated: %s', async (simulate, status, checked, reasons) => {
      const found = await verdictOf({ kind, simulate })
      expect(found.status).toBe(status)
      const madeUp = found.checks.filter(({ metadata }) => metadata.simulated === true)
      expect(madeUp.length).toBeGreaterThan(0)
      for (const check of madeUp) expect(check).toMatchObject({ status: checked, reasons })
    })

    it('is slow, and then comes to what it comes to without', async () => {
      expect(await verdictOf({ kind, simulate: 'slow' })).toEqual(await verdictOf({ kind }))
      await expect(verdictOf({ kind, simulate: 'slow' }, AbortSignal.abort())).rejects.toThrow('aborted')
    })
  })

  it('is what it comes to at once in a dry run', async () => {
    const times = { slowMs: 60_000, stuckMs: 60_000 }
    const verifiers = withSimulations(embeddedVerifiers, { stopping: new AbortController().signal, times })
    const verifier = verifiers.get('phone-number')
    const reasonsOf = async (simulate: TemplateVerification['simulate']) => {
      const input = inputWith({
        fields: new Map([['phone-number', 'none']]),
        wanted: { kind: 'phone-number', ...(simulate ? { simulate } : {}) },
      })
      return (await verifier?.rehearse?.(input))?.[0]?.reasons
    }
    expect(await reasonsOf('stuck')).toEqual(['service_unavailable'])
    expect(await reasonsOf('failed')).toEqual(['simulated'])
    expect(await reasonsOf('slow')).toEqual(await reasonsOf(undefined))
  })

  // Guarantee: a server that stops waits for nobody who is stuck.
  it('is given up when the server stops', async () => {
    await expect(verdictOf({ simulate: 'stuck' }, AbortSignal.abort())).rejects.toThrow('aborted')
  })
})

describe('a template that simulates', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  const publish = (simulate: TemplateVerification['simulate']) => {
    const document = confirmed(['phone-number'], simulate ? { simulate } : {})
    return server.asDestination('POST', '/inquiry-templates', attributes({ name: 'Simulated', document }))
  }

  it.each([
    ['passed', 'approved'],
    ['failed', 'needs_review'],
  ] as const)('%s decides the inquiry, and waits for no code', async (simulate, status) => {
    const made = await publish(simulate)
    const session = await openSession(server, 'standard', { 'inquiry-template-id': made.json.data.id })
    await decide(server, session)
    await redeem(server, session, (await mint(server)).secretForm)
    const events = await followToEnd(server, session)
    expect(events.findLast(({ name }) => name === 'inquiry.completed')).toMatchObject({ status })
  })

  // Guarantee: nothing in production is made up.
  it('is refused in production, as a first version and as a later one', async () => {
    const { json } = await publish(undefined)
    const { db } = server.connect.api.store
    await db.updateTable('environment').set({ kind: 'production' }).execute()
    try {
      for (const simulate of SIMULATIONS) {
        const refused = await publish(simulate)
        expect(refused.status).toBe(422)
        expect(refused.json.errors[0].details).toContain('verifications.0.simulate is for the sandbox')
        const document = confirmed(['phone-number'], { simulate })
        const later = await server.asDestination(
          'POST',
          `/inquiry-templates/${json.data.id}/versions`,
          attributes({ document }),
        )
        expect(later.status).toBe(422)
      }
      expect((await publish(undefined)).status).toBe(201)
    } finally {
      await db.updateTable('environment').set({ kind: 'sandbox' }).execute()
    }
  })
})
