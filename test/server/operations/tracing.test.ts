import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { people } from '../../../demo/people/people.ts'
import { openTracing } from '../../../server/operations/tracing.ts'
import { share, startServer } from '../harness.ts'

const attribute = z.object({
  key: z.string(),
  value: z.union([
    z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
    z.object({ intValue: z.coerce.number() }).transform(({ intValue }) => intValue),
  ]),
})

/** OTLP's JSON, as far as it is looked at here (opentelemetry.io/docs/specs/otlp). */
const sent = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.looseObject({ key: z.string() })) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.looseObject({
              name: z.string(),
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              attributes: z.array(attribute),
              status: z.object({ code: z.int().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
})

type Span = z.infer<typeof sent>['resourceSpans'][number]['scopeSpans'][number]['spans'][number]

/** A collector that takes whatever it is sent, as `status` says. */
async function startCollector(status = 200) {
  const spans: Span[] = []
  let text = ''
  const server = createServer(async (req, res) => {
    const body = await json(req)
    text += JSON.stringify(body)
    if (req.url === '/v1/traces') {
      const { resourceSpans } = sent.parse(body)
      spans.push(...resourceSpans.flatMap(one => one.scopeSpans.flatMap(scope => scope.spans)))
    }
    res.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the collector does not listen')
  return { endpoint: `http://127.0.0.1:${address.port}`, spans, text: () => text }
}

const attributesOf = (span: Span | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, value]))

describe('traces', () => {
  it('hold each request, the stages that it caused, and their verifications, one below the other', async () => {
    const collector = await startCollector()
    const server = await startServer({ tracing: await openTracing(collector.endpoint) })
    const { redemptionId } = await share(server)
    await server.close()
    const named = (name: string) => collector.spans.find(span => span.name === name)
    const request = named('POST /connect/session/redemption')
    expect(attributesOf(request)).toEqual({
      'http.request.method': 'POST',
      'http.route': '/connect/session/redemption',
      'http.response.status_code': 202,
      'connect.request': expect.stringMatching(/^req_/),
    })
    expect(request?.parentSpanId).toBeUndefined()
    const stages = collector.spans.filter(span => span.name.startsWith('redemption after '))
    expect(stages.map(span => span.name.slice('redemption after '.length))).toEqual([
      'claimed',
      'copied',
      'verified',
      'collected',
    ])
    for (const stage of stages) {
      expect([stage.traceId, stage.parentSpanId]).toEqual([request?.traceId, request?.spanId])
      expect(attributesOf(stage)).toEqual({ 'connect.redemption': redemptionId, 'connect.attempt': 1 })
    }
    const verification = named('verify government-id')
    expect(verification?.parentSpanId).toBe(stages[1]?.spanId)
    expect(attributesOf(verification)).toMatchObject({
      'connect.verification.kind': 'government-id',
      'connect.checks.failed': '',
    })
  })

  // Guarantee: identifiers, names and outcomes; nothing of a person, no secret, no query.
  it('hold nothing personal', async () => {
    const collector = await startCollector()
    const server = await startServer({ tracing: await openTracing(collector.endpoint) })
    const { session } = await share(server)
    await server.asDestination('GET', '/accounts?filter[reference-id]=Zofie')
    await server.asDestination('GET', '/accounts/Zofie')
    await server.close()
    const told = collector.text()
    expect(told).toContain('/accounts/:id')
    const { fields } = people.find(one => one.key === 'complete') ?? expect.fail()
    const values = Object.values(fields).map(value => JSON.stringify(value))
    for (const value of [...values, session.secret, server.sandbox.destination['api-key'], 'Zofie']) {
      expect(told).not.toContain(value)
    }
  })

  it('tell the kind of what a span failed by, and not its message', async () => {
    const collector = await startCollector()
    const tracing = await openTracing(`${collector.endpoint}/`)
    const failing = () => Promise.reject(new TypeError('Žofie is no number'))
    await expect(tracing.span('count', {}, failing)).rejects.toThrow(TypeError)
    await tracing.close()
    const [span] = collector.spans
    expect([span?.name, span?.status.code, attributesOf(span)]).toEqual([
      'count',
      2,
      { 'error.type': 'TypeError' },
    ])
    expect(collector.text()).not.toContain('Žofie')
  })

  // Guarantee: nobody waits for a collector but the process's end, and that not for long.
  it.each([
    ['is gone', async () => 'http://127.0.0.1:1'],
    ['takes nothing', async () => (await startCollector(503)).endpoint],
  ])('hold up nobody where the collector %s', async (_how, endpoint) => {
    const server = await startServer({ tracing: await openTracing(await endpoint()) })
    const { inquiry } = await share(server)
    expect(inquiry.attributes.status).toBe('approved')
    const began = performance.now()
    await server.close()
    expect(performance.now() - began).toBeLessThan(8_000)
  })
})
