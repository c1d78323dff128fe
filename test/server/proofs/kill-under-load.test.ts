import { describe, expect, it } from 'vitest'
import { isPostgres } from '../database.ts'
import { isLong, report } from './form.ts'
import { startInstance } from './instance.ts'
import { clientOf, outcomesOf, startLoad } from './load.ts'
import { newSandbox } from './new-sandbox.ts'

/** The embedded store has one instance, PostgreSQL two, of which one dies at a time. */
const INSTANCES = isPostgres ? 2 : 1
const ROUNDS = isLong ? 200 : 3
/** How many redemptions are acknowledged between two deaths, and how many callers ask for them. */
const BETWEEN = 12
const CALLERS = 4
const LIMIT_MS = isLong ? 7_200_000 : 600_000

describe(`kill -9 of ${INSTANCES === 1 ? 'the server' : 'one server of two'}, again and again, under load`, () => {
  // Guarantee: every redemption that was acknowledged is carried out, once, whoever died meanwhile.
  it('loses and doubles nothing that was acknowledged', { timeout: LIMIT_MS }, async () => {
    const { dataDir, sandbox } = await newSandbox()
    const instances = await Promise.all(Array.from({ length: INSTANCES }, () => startInstance(dataDir)))
    let asked = 0
    const alive = () => (instances[asked++ % INSTANCES] ?? expect.fail('no instance')).origin
    const destination = clientOf(sandbox.destination['api-key'], alive)
    const source = clientOf(sandbox.source['api-key'], alive)
    const load = startLoad(source, destination, sandbox, CALLERS)
    for (let round = 0; round < ROUNDS; round++) {
      await load.more(BETWEEN)
      const dying = round % INSTANCES
      await instances[dying]?.kill()
      instances[dying] = await startInstance(dataDir)
    }
    await load.stop()

    const { acknowledged } = load
    const found = await outcomesOf(destination, acknowledged)
    report('kill -9', { instances: INSTANCES, rounds: ROUNDS, acknowledged: acknowledged.length, ...found })
    await Promise.all(instances.map(instance => instance.kill()))
    expect(found).toEqual({ lost: 0, duplicated: 0, unfinished: 0 })
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * BETWEEN)
  })
})
