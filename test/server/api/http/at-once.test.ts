import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../../server/api/http/api-error.ts'
import { atOnce } from '../../../../server/api/http/at-once.ts'

/** Work that goes on until it is told to end. */
function work() {
  let end = (_result: 'done' | Error) => {}
  const ended = new Promise<'done'>((resolve, reject) => {
    end = result => (result === 'done' ? resolve(result) : reject(result))
  })
  return { begin: () => ended, end }
}

describe('work of which only so much is done at once', () => {
  // Guarantee: nobody takes more than their share, and all together no more than there is.
  it('is refused to whoever has enough under way, and to everybody when there is too much', async () => {
    const doing = atOnce({ each: 2, all: 3 })
    const [one, two, three] = [work(), work(), work()]
    const running = [doing('a', one.begin), doing('a', two.begin)]
    await expect(doing('a', work().begin)).rejects.toThrow(ApiError)
    running.push(doing('b', three.begin))
    await expect(doing('c', work().begin)).rejects.toMatchObject({ code: 'too_many_requests', status: 429 })
    for (const { end } of [one, two, three]) end('done')
    expect(await Promise.all(running)).toEqual(['done', 'done', 'done'])
  })

  // Guarantee: what has ended, in whichever way, makes room.
  it('is done again once some has ended', async () => {
    const doing = atOnce({ each: 1, all: 1 })
    const failing = work()
    const running = doing('a', failing.begin)
    failing.end(new Error('the disk is full'))
    await expect(running).rejects.toThrow('the disk is full')
    for (const caller of ['a', 'b', 'a']) expect(await doing(caller, async () => caller)).toBe(caller)
  })
})
