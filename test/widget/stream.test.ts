import { expect } from '@open-wc/testing'
import { createClient } from '../../widget/client.ts'
import { ConnectError } from '../../widget/connect-error.ts'
import { createEventReader } from '../../widget/event-stream.ts'
import { pause } from '../../widget/pause.ts'
import type { SeenEvent } from '../../widget/progress-events.ts'
import { followEvents, type StreamSettings } from '../../widget/stream.ts'
import { happen, seenBy } from './mount.ts'
import { goodCourse, type Scenario, secretFor } from './scenario.ts'

/** Follows a peer with the clock and the dice set: no pause takes time, and each is noted down. */
function follow(scenario: Scenario, settings: Partial<StreamSettings> = {}) {
  const secret = secretFor(scenario)
  const client = createClient({ server: '', clientSecret: secret })
  const stop = new AbortController()
  const pauses: number[] = []
  const events = followEvents(client, stop.signal, {
    pause: async milliseconds => void pauses.push(milliseconds),
    onWake: () => {},
    random: () => 0.5,
    openingLimit: 60_000,
    silenceLimit: 60_000,
    ...settings,
  })
  return { secret, events, pauses, stop: () => stop.abort() }
}

async function take(events: AsyncGenerator<SeenEvent, void>, count: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const next = await events.next()
    if (next.done) break
    ids.push(next.value.id)
  }
  return ids
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    error => (error instanceof ConnectError ? error.code : error),
  )
}

const wholeCourse = ['1', '2', '3', '4', '5', '6', '7', '8']

describe('the stream', () => {
  it('is resumed after a cut by Last-Event-ID, without a gap or a repetition', async () => {
    const { secret, events, stop } = follow({ happened: goodCourse, cutAfter: 3 })
    expect(await take(events, 8)).to.deep.equal(wholeCourse)
    stop()
    const requests = await seenBy(secret)
    expect(requests.map(({ lastEventId }) => lastEventId)).to.deep.equal(['', '3', '6'])
    expect(new Set(requests.map(({ accept }) => accept))).to.deep.equal(new Set(['text/event-stream']))
  })

  it('leaves out what a server tells again', async () => {
    const data = goodCourse.map((event, at) => ({
      ...event,
      id: String((at % 4) + 1),
      'created-at': '',
      step: 1,
      steps: 8,
    }))
    const { events, stop } = follow({ cutAfter: 0, bodies: { events: { data } } })
    expect(await take(events, 4)).to.deep.equal(['1', '2', '3', '4'])
    stop()
    expect((await events.next()).done).to.equal(true)
  })

  it('skips an event that it does not know, and gives up on a known one that makes no sense', async () => {
    const common = { 'created-at': '', step: 1, steps: 1 }
    const data = [
      { ...common, id: '1', name: 'coffee.served' },
      { ...common, id: '2', name: 'redemption.accepted', 'redemption-id': 'rdm_1' },
    ]
    const known = follow({ cutAfter: 0, bodies: { events: { data } } })
    expect(await take(known.events, 1)).to.deep.equal(['2'])
    known.stop()
    const broken = follow({
      bodies: { events: { data: [{ ...common, id: '1', name: 'inquiry.completed' }] } },
      cutAfter: 0,
    })
    expect(await failureOf(take(broken.events, 1))).to.equal('unexpected_answer')
  })

  for (const [status, code] of [
    [401, 'invalid_client_secret'],
    [403, 'origin_not_allowed'],
    [404, 'unexpected_answer'],
    [410, 'session_expired'],
  ] as const) {
    it(`gives up at once on ${status}`, async () => {
      const { secret, events } = follow({ answers: { events: [status] } })
      expect(await failureOf(take(events, 1))).to.equal(code)
      expect(await seenBy(secret)).to.have.length(1)
    })
  }

  it('waits longer and longer, with full jitter, for a server that is down, and goes on when it is back', async () => {
    const { events, pauses, stop } = follow({
      happened: goodCourse,
      answers: { events: [503, 502, 500, 503, 200] },
    })
    expect(await take(events, 1)).to.deep.equal(['1'])
    expect(pauses).to.deep.equal([500, 1000, 2000, 4000])
    stop()
  })

  it('never waits longer than 15 s, and gives up in the end', async () => {
    const { events, pauses } = follow({ answers: { events: [503] } }, { random: () => 1 })
    expect(await failureOf(take(events, 1))).to.equal('server_unreachable')
    expect(pauses).to.deep.equal([1000, 2000, 4000, 8000, 15000, 15000, 15000, 15000])
  })

  it('asks for the same as JSON, at an interval, where streams are cut before they bring anything', async () => {
    const { secret, events, pauses, stop } = follow({ happened: goodCourse.slice(0, 5), cutAfter: 0 })
    expect(await take(events, 5)).to.deep.equal(wholeCourse.slice(0, 5))
    for (const event of goodCourse.slice(5)) await happen(secret, event)
    expect(await take(events, 3)).to.deep.equal(wholeCourse.slice(5))
    stop()
    const requests = await seenBy(secret)
    const [first, second, ...polls] = requests.map(({ accept }) => accept)
    expect([first, second]).to.deep.equal(['text/event-stream', 'text/event-stream'])
    expect(new Set(polls)).to.deep.equal(new Set(['application/json']))
    expect(requests.at(-1)?.lastEventId).to.equal('5')
    expect(pauses.at(-1)).to.equal(2000)
  })

  it('does the same where streams are not let through at all', async () => {
    const { secret, events, stop } = follow({ happened: goodCourse, blocked: true })
    expect(await take(events, 8)).to.deep.equal(wholeCourse)
    stop()
    const accepted = (await seenBy(secret)).map(({ accept }) => accept)
    expect(accepted).to.deep.equal(['text/event-stream', 'text/event-stream', 'application/json'])
  })

  it('takes a connection for dead that stays silent longer than a heartbeat', async () => {
    const { secret, events, stop } = follow({ happened: goodCourse.slice(0, 1) }, { silenceLimit: 40 })
    expect(await take(events, 1)).to.deep.equal(['1'])
    const second = take(events, 1)
    const reconnected = async () => (await seenBy(secret)).some(({ lastEventId }) => lastEventId === '1')
    while (!(await reconnected()));
    await happen(secret, goodCourse[1] ?? { name: 'session.expired' })
    expect(await second).to.deep.equal(['2'])
    stop()
  })

  it('lets go of its connection when it is stopped', async () => {
    const { secret, events, stop } = follow({ happened: goodCourse.slice(0, 1) })
    await take(events, 1)
    const rest = take(events, 1)
    stop()
    expect(await rest).to.be.empty
    while (!(await seenBy(secret))[0]?.aborted);
  })

  it('lets go of its connection when nobody reads on', async () => {
    const { secret, events } = follow({ happened: goodCourse.slice(0, 1) })
    await take(events, 1)
    await events.return()
    while (!(await seenBy(secret))[0]?.aborted);
  })
})

describe('a pause', () => {
  const never = new AbortController().signal

  it('ends when its time is over', () => pause(1, never))

  it('ends when the browser is online again', async () => {
    const over = pause(60_000, never)
    window.dispatchEvent(new Event('online'))
    await over
  })

  it('ends when the page comes into view again', async () => {
    const over = pause(60_000, never)
    document.dispatchEvent(new Event('visibilitychange'))
    await over
  })

  it('ends when it has become pointless, before or meanwhile', async () => {
    await pause(60_000, AbortSignal.abort())
    const stop = new AbortController()
    const over = pause(60_000, stop.signal)
    stop.abort()
    await over
  })
})

describe('the reader of text/event-stream', () => {
  const text = ': hello\n\nid: 1\nevent: a\ndata: one\n\ndata:two\r\ndata: lines\r\n\r\nid: 3\n\ndata: é\r\r'

  it('finds the same events wherever the pieces are cut', () => {
    for (let at = 0; at <= text.length; at++) {
      const read = createEventReader()
      expect([...read(text.slice(0, at)), ...read(text.slice(at))]).to.deep.equal(['one', 'two\nlines', 'é'])
    }
  })

  it('refuses an event without an end', () => {
    const read = createEventReader()
    read(`data: ${'x'.repeat(60_000)}`)
    expect(() => read('x'.repeat(10_000))).to.throw(RangeError)
  })
})
