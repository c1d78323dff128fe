import { describe, expect, it } from 'vitest'
import { createSignals } from '../../server/redemption/signals.ts'

/** A reader that counts how often it was woken. */
function reader() {
  const woken = {
    times: 0,
    wake: () => {
      woken.times += 1
    },
  }
  return woken
}

describe('signals', () => {
  it('wake every reader of the stream, and no other', () => {
    const signals = createSignals()
    const [one, another, stranger] = [reader(), reader(), reader()]
    signals.subscribe('cses_1', one.wake)
    signals.subscribe('cses_1', another.wake)
    signals.subscribe('cses_2', stranger.wake)
    signals.publish('cses_1')
    signals.publish('cses_1')
    expect([one.times, another.times, stranger.times]).toEqual([2, 2, 0])
  })

  it('stop for the reader that leaves, and for nobody else', () => {
    const signals = createSignals()
    const [leaving, staying] = [reader(), reader()]
    const leave = signals.subscribe('cses_1', leaving.wake)
    signals.subscribe('cses_1', staying.wake)
    leave()
    leave()
    signals.publish('cses_1')
    expect([leaving.times, staying.times]).toEqual([0, 1])
  })

  // A reader often leaves because of what it was woken for.
  it('still wake the others where one leaves while it is woken', () => {
    const signals = createSignals()
    const staying = reader()
    const leave = signals.subscribe('cses_1', () => leave())
    signals.subscribe('cses_1', staying.wake)
    signals.publish('cses_1')
    expect(staying.times).toBe(1)
  })

  // A reader that left last must not take along one that has come since.
  it('reach a reader that came after all others had left', () => {
    const signals = createSignals()
    const leave = signals.subscribe('cses_1', reader().wake)
    leave()
    const late = reader()
    signals.subscribe('cses_1', late.wake)
    leave()
    signals.publish('cses_1')
    expect(late.times).toBe(1)
  })

  it('may go to nobody', () => {
    expect(() => createSignals().publish('cses_1')).not.toThrow()
  })

  it('stay within their own', () => {
    const [here, there] = [createSignals(), createSignals()]
    const listening = reader()
    there.subscribe('cses_1', listening.wake)
    here.publish('cses_1')
    expect(listening.times).toBe(0)
  })
})
