import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesOf } from '../../../server/api/routes.ts'
import { startServer, type TestServer } from '../harness.ts'
import { allVerifiers } from '../verifiers.ts'
import { connectTo, type Http } from './http.ts'
import { type Described, operationsOf } from './operations.ts'
import { planOf, rightPlanOf } from './plans.ts'
import { carryOut, newTally, type Tally } from './run.ts'
import { createWorld, type World } from './world.ts'

/**
 * Requests made up from our own OpenAPI document, right ones and wrong ones, against the real server. A failure names
 * the request and the seed. What lands must not depend on the day: the seed is fixed, and `FUZZ_SEED=$RANDOM` explores;
 * `FUZZ_REQUESTS` makes the run longer.
 */

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000)
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123)
/** Requests that are under way at the same time. */
const BATCH = 20
/** How often each operation is asked rightly before all else. */
const EACH_RIGHTLY = 3

let server: TestServer
let http: Http
let world: World
let operations: Described[]

beforeAll(async () => {
  server = await startServer({ requestsPerMinute: 100_000_000, verifiers: allVerifiers })
  http = connectTo(server.origin)
  world = await createWorld(server)
  const document = await http.send({ method: 'GET', path: '/openapi.json', headers: {}, body: null })
  operations = operationsOf(JSON.parse(document.text), routesOf(server.connect.api))
})
afterAll(async () => {
  http.close()
  await server.close()
})

describe('the server', () => {
  it('keeps to its own document, whatever it is sent', async () => {
    const tally = newTally()
    // Whether each operation is ever asked rightly is not left to chance.
    for (const [index, right] of operations.map(rightPlanOf).entries()) {
      // A seed for each: keys of idempotency are drawn too, and no two requests may have the same.
      const drawn = right ? fc.sample(right, { seed: SEED + index, numRuns: EACH_RIGHTLY }) : []
      for (const plan of drawn) {
        expect(await carryOut(world, http, operations, plan, tally)).toBeNull()
      }
    }
    const plans = fc.array(fc.oneof(...operations.map(planOf)), { minLength: BATCH, maxLength: BATCH })
    const batch = fc.asyncProperty(plans, async made => {
      const wrong = await Promise.all(made.map(plan => carryOut(world, http, operations, plan, tally)))
      const told = wrong.filter(one => one !== null)
      if (told.length > 0) throw new Error(told.join('\n'))
    })
    const result = await fc.check(batch, {
      numRuns: Math.ceil(REQUESTS / BATCH),
      seed: SEED,
      endOnFailure: true,
    })
    console.log(figures(tally))
    expect(result.failed, `${result.errorInstance}`).toBe(false)
    const never = operations.filter(({ id }) => !tally.done.has(id)).map(({ id }) => id)
    expect(never, 'operations that never did what they were asked').toEqual([])
  }, 600_000)
})

function figures({ requests, findings }: Tally): string {
  const counts = Object.entries(findings).map(([finding, count]) => `${finding}=${count}`)
  return `contract operations=${operations.length} requests=${requests} ${counts.join(' ')} seed=${SEED}`
}
