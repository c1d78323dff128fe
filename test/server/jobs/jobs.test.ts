import { EventEmitter, once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { pauseAfter } from '../../../server/jobs/work.ts'
import { enqueue } from '../../../server/store/outbox.ts'
import { type Db, transaction } from '../../../server/store/store.ts'
import { startEngine } from './engine.ts'

const ask = (db: Db, objectIds: string[], runAt = systemClock()) =>
  enqueue(db, 'deliver-webhook', objectIds, runAt)

/** Writes down what was done, in order, and lets a test wait for it. */
function record() {
  const done: string[] = []
  const changed = new EventEmitter()
  return {
    done,
    note(what: string) {
      done.push(what)
      changed.emit('change')
    },
    async until(holds: () => boolean) {
      while (!holds()) await once(changed, 'change')
    },
  }
}

describe('a job', () => {
  // Guarantee: it is part of the transaction that causes it.
  it('is done once what asks for it is committed, and never where that is not', async () => {
    const { done, note, until } = record()
    const { db } = await startEngine({ job: async id => note(id) })
    await expect(
      transaction(db, async tx => {
        await ask(tx, ['undone'])
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await transaction(db, async tx => {
      await ask(tx, ['one'])
      await ask(tx, ['two'])
    })
    await until(() => done.length === 2)
    expect(done.toSorted()).toEqual(['one', 'two'])
  })

  it('is not begun before its time', async () => {
    const { done, note, until } = record()
    let ahead = 0
    const clock = () => systemClock() + ahead
    const { db, jobs } = await startEngine({ job: async id => note(id), clock })
    await ask(db, ['later'], clock() + 60_000)
    await ask(db, ['now'])
    await until(() => done.length === 1)
    expect(await jobs.waiting()).toEqual({ count: 0, oldestAt: null })
    ahead = 60_000
    await until(() => done.length === 2)
    expect(done).toEqual(['now', 'later'])
  })

  it('that is asked for again before it is begun is done once', async () => {
    const { done, note, until } = record()
    const { db } = await startEngine({ job: async id => note(id) })
    await ask(db, [...Array(20).fill('often'), 'last'], systemClock() - 1)
    await until(() => done.includes('last') && done.includes('often'))
    await ask(db, ['end'])
    await until(() => done.includes('end'))
    expect(done.toSorted()).toEqual(['end', 'last', 'often'])
  })

  // Guarantee: what came up too late for a job that is under way is not lost.
  it('that is asked for again while it is under way is done once more', async () => {
    const { done, note, until } = record()
    const { promise: goOn, resolve } = Promise.withResolvers<void>()
    const { db } = await startEngine({
      async job(id) {
        note(id)
        await goOn
      },
    })
    await ask(db, ['one'])
    await until(() => done.length === 1)
    await ask(db, ['one', 'one'])
    // Another one proves that the outbox has been read since.
    await ask(db, ['two'])
    await until(() => done.includes('two'))
    resolve()
    await until(() => done.filter(id => id === 'one').length === 2)
  })

  it('that fails is tried again after a pause, and the failure is logged', async () => {
    const { done, note, until } = record()
    const times: number[] = []
    const { db, log } = await startEngine({
      async job(id) {
        times.push(performance.now())
        note(id)
        if (done.length === 1) throw new Error('the first time')
      },
    })
    await ask(db, ['one'])
    await until(() => done.length === 2)
    const [first = 0, second = 0] = times
    expect(second - first).toBeGreaterThan(pauseAfter(1) - 100)
    expect(log()).toContain('the first time')
  })

  // Guarantee: nobody waits for somebody else's slow job.
  it('that takes long holds up no other', async () => {
    const { done, note, until } = record()
    const { promise: goOn, resolve } = Promise.withResolvers<void>()
    const { db } = await startEngine({
      async job(id) {
        if (id.startsWith('slow')) await goOn
        note(id)
      },
    })
    const slow = Array.from({ length: 50 }, (_, index) => `slow-${index}`)
    await ask(db, slow)
    await ask(db, ['quick'])
    await until(() => done.length === 1)
    expect(done).toEqual(['quick'])
    resolve()
    await until(() => done.length === 51)
  })

  // Guarantee: an instance that says it has stopped touches nothing any more, and loses nothing.
  it('that is under way when its instance stops comes to its end, and what waits is left to the next', async () => {
    const { done, note } = record()
    const { promise: goOn, resolve } = Promise.withResolvers<void>()
    const { db, jobs } = await startEngine({
      async job(id) {
        await goOn
        note(id)
      },
    })
    await ask(db, ['one'])
    await expect.poll(async () => (await jobs.waiting()).count).toBe(0)
    const stopped = jobs.stop().then(() => note('stopped'))
    await ask(db, ['two'])
    resolve()
    await stopped
    expect(done).toEqual(['one', 'stopped'])
    expect((await jobs.waiting()).count).toBe(1)
  })
})

describe('what waits', () => {
  it('is counted, with the time since when', async () => {
    const { jobs, db } = await startEngine({})
    await jobs.stop()
    const since = systemClock() - 5_000
    await ask(db, ['one', 'two'], since)
    await ask(db, ['later'], systemClock() + 60_000)
    expect(await jobs.waiting()).toEqual({ count: 2, oldestAt: since })
  })
})

describe('a sweep', () => {
  it('is done again and again, once at a time, after a failure too', async () => {
    const { done, note, until } = record()
    let underWay = 0
    let most = 0
    const { log } = await startEngine({
      sweeps: [
        {
          name: 'look',
          everyMs: 1,
          async run() {
            most = Math.max(most, ++underWay)
            await new Promise(resolve => setImmediate(resolve))
            underWay--
            note('look')
            if (done.length === 1) throw new Error('the first time')
          },
        },
      ],
    })
    await until(() => done.length === 3)
    expect(most).toBe(1)
    expect(log()).toContain('the first time')
  })
})
