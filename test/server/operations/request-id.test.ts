import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { people } from '../../../demo/people/people.ts'
import { createVerifiers } from '../../../server/verification/registry.ts'
import { share, startServer, type TestServer } from '../harness.ts'

const line = z.looseObject({
  msg: z.string(),
  request: z.string().optional(),
  redemption: z.string().optional(),
})

type Line = z.infer<typeof line>

/** What a server has logged since it had said so much. */
const linesOf = (server: TestServer, from = 0): Line[] =>
  server
    .log()
    .slice(from)
    .split('\n')
    .filter(text => text !== '')
    .map(text => line.parse(JSON.parse(text)))

/** Verifiers of which one cannot do its work the first time. */
function failingOnce() {
  let failed = false
  const verifiers = new Map(createVerifiers({ lookUpMailDomain: null }))
  const kind = 'government-id'
  const verifier = verifiers.get(kind) ?? expect.fail()
  verifiers.set(kind, {
    ...verifier,
    async run(input) {
      if (failed) return verifier.run(input)
      failed = true
      throw new Error('a model did not load')
    },
  })
  return verifiers
}

let server: TestServer
beforeAll(async () => {
  server = await startServer({ verifiers: failingOnce() })
})
afterAll(() => server.close())

describe('the identifier of a request', () => {
  // Guarantee: whoever has an answer in hand finds what the server did for it.
  it('is the answer’s Request-Id, of every route, and another one each time', async () => {
    const paths = ['/healthz', '/readyz', '/api/v1/connect/share-tokens', '/api/v1/none', '/docs', '/none']
    const answers = await Promise.all([...paths, ...paths].map(path => fetch(server.origin + path)))
    const ids = answers.map(answer => answer.headers.get('request-id'))
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-z]{26}$/)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is not what the caller says it is', async () => {
    const answer = await fetch(`${server.origin}/healthz`, { headers: { 'request-id': 'req_mine' } })
    expect(answer.headers.get('request-id')).not.toBe('req_mine')
  })

  // Guarantee: no line of a request, or of what it caused, is without it; requests at once are told apart.
  it('is in every line that is written for it, whoever else asks meanwhile', async () => {
    const from = server.log().length
    const asked = Array.from({ length: 20 }, (_, index) =>
      server.asDestination('GET', `/accounts/act_${index}`),
    )
    const answers = await Promise.all(asked)
    const told = () => linesOf(server, from).filter(one => one.msg === 'answered')
    await expect.poll(() => told().length).toBe(20)
    const lines = linesOf(server, from)
    const ids = answers.map(answer => answer.headers.get('request-id'))
    expect(lines.map(one => one.request).sort()).toEqual(ids.sort())
  })

  it('stands beside the redemption’s own in the lines of the work that goes on after the answer', async () => {
    const from = server.log().length
    const { redemptionId } = await share(server)
    const lines = linesOf(server, from)
    for (const one of lines) expect(one.request ?? one.redemption, one.msg).toBeDefined()
    const ofStages = lines.filter(one => one.redemption === redemptionId)
    const accepting = lines.find(one => one.path === '/connect/session/redemption')
    const failure = ofStages.find(one => one.msg === 'a stage failed and will be tried again')
    expect(failure).toMatchObject({ request: accepting?.request, err: { message: 'a model did not load' } })
    const stages = ofStages.filter(one => one.msg === 'a stage is done')
    expect(stages.map(one => one.from)).toEqual(['claimed', 'copied', 'verified', 'collected'])
    // The first attempt was the request's; what an instance takes over later is nobody's any more.
    expect(stages.map(one => one.request === undefined)).toEqual([false, true, true, true])
    expect(stages[0]?.request).toBe(accepting?.request)
  })

  // Guarantee: identifiers, names and figures; nothing of a person.
  it('comes with nothing personal', async () => {
    const from = server.log().length
    await share(server)
    const said = server.log().slice(from)
    expect(said).toContain('a stage is done')
    const { fields } = people.find(one => one.key === 'complete') ?? expect.fail()
    for (const value of Object.values(fields)) expect(said).not.toContain(JSON.stringify(value))
  })
})
