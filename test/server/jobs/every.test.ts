import { afterEach, describe, expect, it } from 'vitest'
import { every, type Repeated } from '../../../server/jobs/every.ts'

const repeated: Repeated[] = []
afterEach(() => Promise.all(repeated.splice(0).map(one => one.stop())))

function start(work: () => Promise<void>, failed: (error: unknown) => void = () => {}): Repeated {
  const one = every(1, work, failed)
  repeated.push(one)
  return one
}

/** Resolves when something else that is done as often has had so many turns. */
function turns(count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let had = 0
  start(async () => {
    if (++had === count) resolve()
  })
  return promise
}

describe('work that is done again and again', () => {
  // Guarantee: slow work is never under way twice in one process.
  it('is done once at a time', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    let underWay = 0
    let most = 0
    let times = 0
    start(async () => {
      most = Math.max(most, ++underWay)
      await turns(3)
      underWay--
      if (++times === 3) resolve()
    })
    await promise
    expect(most).toBe(1)
  })

  // Guarantee: a failure, of a busy database say, does not end it.
  it('goes on after a failure, which is told', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const told: unknown[] = []
    let times = 0
    const work = async () => {
      if (++times === 3) return resolve()
      throw new Error(`turn ${times}`)
    }
    start(work, error => told.push(error))
    await promise
    expect(told.map(String)).toEqual(['Error: turn 1', 'Error: turn 2'])
  })

  // Guarantee: when it says that it has stopped, it touches nothing any more.
  it('has ended when it has stopped', async () => {
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    let underWay = false
    const one = start(async () => {
      underWay = true
      resolve()
      await turns(3)
      underWay = false
    })
    await begun
    await one.stop()
    expect(underWay).toBe(false)
  })
})
