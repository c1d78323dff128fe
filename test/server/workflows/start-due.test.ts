import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { forgetOldRuns, RUNS_KEPT_MS } from '../../../server/store/workflow-runs.ts'
import { startDueRuns } from '../../../server/workflows/start-due.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { endedRun, newWorkflow, runsOf, until } from './setting.ts'

const HOUR_MS = 3_600_000

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

const BRANCH = { type: 'branch', name: 'any', condition: 'true', 'if-true': 'end', 'if-false': 'end' }
const HOURLY = { trigger: { type: 'schedule', cron: '0 * * * *' }, steps: [BRANCH] }

const dueAt = async (id: string): Promise<string> =>
  (await server.asDestination('GET', `/workflows/${id}`)).json.data.attributes['next-due-at']

const act = (id: string, action: string) => server.asDestination('POST', `/workflows/${id}/${action}`)

/** Lets the clock stand a moment after that time. */
function goTo(time: string): void {
  ahead += Date.parse(time) + 1 - (systemClock() + ahead)
}

const movedOn = (id: string, from: string) =>
  until(async () => {
    const at = await dueAt(id)
    return at === from ? undefined : at
  })

describe('a workflow with a schedule', () => {
  it('is run at each of its times, once, whoever looks', async () => {
    const { id } = await newWorkflow(server, 'destination', HOURLY)
    const first = await dueAt(id)
    expect(first).toMatch(/:00:00\.000Z$/)
    expect(await runsOf(server, 'destination', id)).toEqual([])

    goTo(first)
    // As several instances do, and the server's own sweep beside them.
    await Promise.all(Array.from({ length: 8 }, () => startDueRuns(server.connect.api)))
    const run = await endedRun(server, 'destination', id)
    expect(run.attributes).toMatchObject({
      status: 'completed',
      'due-at': first,
      'object-id': null,
      depth: 0,
    })
    expect(run.relationships.creator.data).toBeNull()
    const second = await dueAt(id)
    expect(Date.parse(second) - Date.parse(first)).toBe(HOUR_MS)

    goTo(second)
    await movedOn(id, second)
    const runs = await runsOf(server, 'destination', id)
    expect(runs.map(one => one.attributes['due-at'])).toEqual([second, first])
    await act(id, 'archive')
  })

  it('catches up on all that was missed by one run', async () => {
    const { id } = await newWorkflow(server, 'destination', HOURLY)
    const first = await dueAt(id)
    ahead += 5 * HOUR_MS
    const next = await movedOn(id, first)
    expect(Date.parse(next)).toBeGreaterThan(systemClock() + ahead)
    const runs = await runsOf(server, 'destination', id)
    expect(runs.map(one => one.attributes['due-at'])).toEqual([first])
    await act(id, 'archive')
  })

  it('is not due while it is paused, and its pause is not caught up on', async () => {
    const { id } = await newWorkflow(server, 'destination', HOURLY)
    await act(id, 'disable')
    expect(await dueAt(id)).toBeNull()
    ahead += 5 * HOUR_MS
    await startDueRuns(server.connect.api)
    await act(id, 'enable')
    expect(Date.parse(await dueAt(id))).toBeGreaterThan(systemClock() + ahead)
    await startDueRuns(server.connect.api)
    expect(await runsOf(server, 'destination', id)).toEqual([])

    const byCall = attributes({ document: { ...HOURLY, trigger: { type: 'api', about: 'nothing' } } })
    await server.asDestination('PATCH', `/workflows/${id}`, byCall)
    expect(await dueAt(id)).toBeNull()
    await server.asDestination('PATCH', `/workflows/${id}`, attributes({ document: HOURLY }))
    expect(await dueAt(id)).not.toBeNull()
    await act(id, 'archive')
    expect(await dueAt(id)).toBeNull()
  })
})

describe('runs that have ended', () => {
  it('are forgotten after 90 days, with their steps; what is under way and what happened stay', async () => {
    const byCall = { type: 'api', about: 'nothing' }
    const over = await newWorkflow(server, 'destination', { trigger: byCall, steps: [BRANCH] })
    const wait = { type: 'wait', name: 'pause', seconds: 2_592_000 }
    const waits = await newWorkflow(server, 'destination', {
      trigger: byCall,
      steps: [
        wait,
        { ...wait, name: 'again' },
        { ...wait, name: 'and-again' },
        { ...wait, name: 'once-more' },
      ],
    })
    for (const { id } of [over, waits]) {
      await server.asDestination('POST', `/workflows/${id}/trigger`, attributes({ fields: {} }))
    }
    const { id: runId } = await endedRun(server, 'destination', over.id)
    ahead += RUNS_KEPT_MS - HOUR_MS
    const { db } = server.connect.api.store
    await forgetOldRuns(db, systemClock() + ahead)
    expect(await runsOf(server, 'destination', over.id)).toHaveLength(1)
    ahead += 2 * HOUR_MS
    await forgetOldRuns(db, systemClock() + ahead)
    expect(await runsOf(server, 'destination', over.id)).toEqual([])
    expect(await runsOf(server, 'destination', waits.id)).toHaveLength(1)
    const steps = db.selectFrom('workflow_run_step').select('id').where('workflow_run_id', '=', runId)
    expect(await steps.execute()).toEqual([])
    const events = await server.asDestination('GET', `/events?filter[object-id]=${runId}`)
    expect(events.json.data).toHaveLength(2)
    await act(waits.id, 'archive')
  })
})
