import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { attributes, startServer } from '../harness.ts'
import { isLong, report } from './form.ts'
import { BEGINNING, COMMANDS } from './model/commands.ts'
import { type Figures, newFigures, type Real, TEMPLATE } from './model/real.ts'
import { End } from './model/step.ts'
import { newWorld } from './model/world.ts'
import { seedOf } from './seed.ts'

const RUNS = isLong ? 1_000 : 20
const COMMANDS_MAX = isLong ? 120 : 100
const LIMIT_MS = isLong ? 7_200_000 : 600_000

/** Each run begins here: its clock stands still unless a command moves it. */
const START = Date.now()

/** Runs commands against a server and the model, each run on objects of its own; what it found. */
async function explore(seed: number, spoil?: (real: Real) => Real['spoil']) {
  let now = 0
  const server = await startServer({ clock: () => START + now, requestsPerMinute: 100_000_000 })
  onTestFinished(() => server.close())
  const body = attributes({ name: 'Account', document: TEMPLATE })
  const template = await server.asDestination('POST', '/inquiry-templates', body)
  const account = await server.asDestination('POST', '/accounts', attributes({}))
  const common = {
    server,
    templateId: template.json.data.id,
    accountId: account.json.data.id,
    sourceId: await server.inquiryOf('complete'),
  }
  const figures: Figures = newFigures()
  const newReal = (): Real => {
    const setClock = (ms: number) => {
      now = ms
    }
    setClock(0)
    const real: Real = {
      ...common,
      figures,
      connections: [],
      sessions: [],
      consents: [],
      tokens: [],
      setClock,
    }
    const spoilt = spoil?.(real)
    return spoilt ? { ...real, spoil: spoilt } : real
  }
  const rest = fc.commands(COMMANDS, { maxCommands: COMMANDS_MAX, size: 'max' })
  const property = fc.asyncProperty(
    fc.noBias(fc.tuple(...BEGINNING)),
    fc.noBias(rest),
    (beginning, commands) =>
      fc.asyncModelRun(
        () => ({ model: newWorld(), real: newReal() }),
        [...beginning, ...commands, new End()],
      ),
  )
  const found = await fc.check(property, {
    seed,
    numRuns: RUNS,
    includeErrorInReport: true,
    endOnFailure: spoil !== undefined,
  })
  return { found, figures }
}

const NONE = { 'forbidden-accepted': 0, 'allowed-refused': 0, 'wrong-states': 0 }

describe('connections, share tokens, sessions and consents', () => {
  // Guarantee: whatever is asked for in whatever order, the server accepts what the published rules let through and
  // nothing else, and everything then stands where they say.
  it('go by the published rules', { timeout: LIMIT_MS }, async () => {
    const seed = seedOf()
    const { found, figures } = await explore(seed)
    report('model', { seed, runs: found.numRuns, ...figures })
    expect(found.failed ? fc.defaultReportMessage(found) : '').toBe('')
    expect(figures).toMatchObject(NONE)
    expect(figures.accepted).toBeGreaterThan(RUNS)
    expect(figures.refused).toBeGreaterThan(RUNS)
  })

  // The proof itself: it tells a server that forgets what a token is bound to.
  it('would be told of a token that is bound to nothing', { timeout: LIMIT_MS }, async () => {
    const seed = seedOf()
    const { figures } = await explore(seed, ({ server }) => async tokenId => {
      const { db } = server.connect.api.store
      await db.updateTable('share_token').set({ challenge: null }).where('id', '=', tokenId).execute()
    })
    report('model, planted', { seed, ...figures })
    expect(figures['forbidden-accepted'] + figures['allowed-refused']).toBeGreaterThan(0)
  })
})
