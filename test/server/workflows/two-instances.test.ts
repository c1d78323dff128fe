import { describe, expect, it, onTestFinished } from 'vitest'
import { createSender } from '../../../server/webhooks/send.ts'
import { createAdvance } from '../../../server/workflows/advance.ts'
import { startDueRuns } from '../../../server/workflows/start-due.ts'
import { isPostgres } from '../database.ts'
import { attributes, type TestServer } from '../harness.ts'
import { startTwo } from '../two-servers.ts'
import { startReceiver } from '../webhooks/receiver.ts'
import { newInquiry, newTemplate, newWorkflow, runsOf, until } from './setting.ts'

const RUNS = 12

const allEnded = (server: TestServer, workflowId: string, count: number) =>
  until(async () => {
    const runs = await runsOf(server, 'destination', workflowId)
    const ended = runs.filter(run => run.attributes.status !== 'in_progress')
    return ended.length >= count ? runs : undefined
  })

describe.runIf(isPostgres)('two instances on one database', () => {
  // Guarantee: whoever of them does a step, and however many try at once, its effect is there once.
  it('do each step of each run once', { timeout: 120_000 }, async () => {
    const receiver = await startReceiver()
    onTestFinished(() => receiver.close())
    const { servers } = await startTwo([receiver.origin])
    const [first] = servers
    const template = await newTemplate(first, 'destination')
    const { id } = await newWorkflow(first, 'destination', {
      trigger: { type: 'api', about: 'inquiry' },
      steps: [
        { type: 'tag', name: 'before', 'tag-name': 'before' },
        { type: 'create-inquiry', name: 'make', 'inquiry-template-id': template, 'same-account': true },
        { type: 'call', name: 'tell', url: receiver.origin },
        { type: 'tag', name: 'after', 'tag-name': 'after' },
      ],
    })
    const inquiries = await Promise.all(
      Array.from({ length: RUNS }, () => newInquiry(first, 'destination', template)),
    )
    const started = await Promise.all(
      inquiries.map((inquiryId, at) =>
        (servers[at % 2] ?? first).asDestination(
          'POST',
          `/workflows/${id}/trigger`,
          attributes({ fields: { 'inquiry-id': inquiryId } }),
        ),
      ),
    )
    // Both go at every run at once, beside their own workers.
    const sender = createSender()
    onTestFinished(() => sender.close())
    const advances = servers.map(({ connect: { api } }) => createAdvance({ api, sender }))
    await Promise.all(started.flatMap(({ json }) => advances.map(advance => advance(json.data.id))))

    const runs = await allEnded(first, id, RUNS)
    expect(runs.map(run => run.attributes.status)).toEqual(Array(RUNS).fill('completed'))
    for (const run of runs) {
      expect(run.attributes.steps.map((step: { attempts: number }) => step.attempts)).toEqual([1, 1, 1, 1])
    }
    const keys = receiver.received.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(RUNS)
    expect(new Set(keys).size).toBe(RUNS)
    const { db } = first.connect.api.store
    const tagged = await db
      .selectFrom('event')
      .select('object_id')
      .where('name', '=', 'inquiry.updated-tags')
      .execute()
    expect(tagged.map(row => row.object_id).sort()).toEqual([...inquiries, ...inquiries].sort())
    const made = await db.selectFrom('inquiry').select('id').where('template_id', '=', template).execute()
    expect(made).toHaveLength(2 * RUNS)
  })

  // Guarantee: each time of a schedule starts one run, whichever of the instances see it.
  it('start one run for each time that is due', { timeout: 120_000 }, async () => {
    const { servers, pass } = await startTwo([])
    const [first] = servers
    const steps = [{ type: 'branch', name: 'any', condition: 'true', 'if-true': 'end', 'if-false': 'end' }]
    const document = { trigger: { type: 'schedule', cron: '0 * * * *' }, steps }
    const { id } = await newWorkflow(first, 'destination', document)
    for (let hour = 1; hour <= 3; hour += 1) {
      pass(3_600_000)
      await Promise.all(servers.flatMap(({ connect: { api } }) => [startDueRuns(api), startDueRuns(api)]))
      await allEnded(first, id, hour)
    }
    const runs = await runsOf(first, 'destination', id)
    expect(runs.map(run => run.attributes.status)).toEqual(Array(3).fill('completed'))
    expect(new Set(runs.map(run => run.attributes['due-at'])).size).toBe(3)
  })
})
