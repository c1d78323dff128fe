import { expect } from '@open-wc/testing'
import { createClient } from '../../widget/client.ts'
import { onWake, pause } from '../../widget/pause.ts'
import { ConnectSession, SessionChangeEvent } from '../../widget/session.ts'
import { move, type Phase, type SessionState, transitions } from '../../widget/session-state.ts'
import { followEvents } from '../../widget/stream.ts'
import { goodCourse, type Scenario, secretFor } from './scenario.ts'

/** A session with its real client and stream, and every phase that it goes through. */
function sessionWith(scenario: Scenario) {
  const client = createClient({ server: '', clientSecret: secretFor(scenario) })
  const session = new ConnectSession({
    client,
    followEvents: signal =>
      followEvents(client, signal, {
        pause,
        onWake,
        random: Math.random,
        openingLimit: 60_000,
        silenceLimit: 60_000,
      }),
    openSourcePage: () => null,
    goToSourcePage: () => {},
    pause,
  })
  const phases: Phase[] = []
  const ended = new Promise<SessionState>(resolve => {
    session.addEventListener(SessionChangeEvent.type, event => {
      if (!(event instanceof SessionChangeEvent)) return
      phases.push(event.to.phase)
      if (['complete', 'declined', 'failed'].includes(event.to.phase)) resolve(event.to)
    })
  })
  return { session, phases, ended }
}

describe('a session', () => {
  // The whole table once more, the other way round: a slip in it must show up as a difference here.
  it('has these moves and no others', () => {
    const moves = Object.entries(transitions).flatMap(([from, tos]) => tos.map(to => `${from} → ${to}`))
    expect(moves).to.have.members([
      'loading → asking',
      'loading → waiting-for-token',
      'loading → redeeming',
      'loading → complete',
      'loading → declined',
      'loading → withdrawn',
      'loading → failed',
      'asking → asking',
      'asking → deciding',
      'asking → waiting-for-token',
      'asking → redeeming',
      'asking → complete',
      'asking → declined',
      'asking → withdrawn',
      'asking → failed',
      'deciding → waiting-for-token',
      'deciding → declined',
      'deciding → withdrawn',
      'deciding → failed',
      'waiting-for-token → waiting-for-token',
      'waiting-for-token → redeeming',
      'waiting-for-token → complete',
      'waiting-for-token → declined',
      'waiting-for-token → withdrawn',
      'waiting-for-token → failed',
      'redeeming → redeeming',
      'redeeming → awaiting-input',
      'redeeming → complete',
      'redeeming → withdrawn',
      'redeeming → failed',
      'awaiting-input → redeeming',
      'awaiting-input → complete',
      'awaiting-input → withdrawn',
      'awaiting-input → failed',
      'complete → withdrawn',
      'failed → loading',
      'failed → withdrawn',
    ])
  })

  // Consent cannot be skipped: there is no way from the question to the redemption but the server's word.
  it('throws on a move that is not in the table', () => {
    const failed: SessionState = { phase: 'failed', code: 'server_unreachable' }
    const loading: SessionState = { phase: 'loading' }
    expect(() => move(loading, loading)).to.throw('from loading to loading')
    expect(() => move(failed, failed)).to.throw('from failed to failed')
    expect(move(failed, loading)).to.equal(loading)
  })

  it('hands out a frozen snapshot', () => {
    expect(
      Object.isFrozen(move({ phase: 'failed', code: 'server_unreachable' }, { phase: 'loading' })),
    ).to.equal(true)
    expect(Object.isFrozen(sessionWith({}).session.state)).to.equal(true)
  })

  it('goes the whole way, each phase when the server has answered', async () => {
    const { session, phases, ended } = sessionWith({ happens: goodCourse })
    session.offerShareToken('cnst_1.SECRET')
    await session.load()
    await session.decide('granted', ['name'])
    expect((await ended).phase).to.equal('complete')
    expect(phases.filter((phase, at) => phase !== phases[at - 1])).to.deep.equal([
      'asking',
      'deciding',
      'waiting-for-token',
      'redeeming',
      'complete',
    ])
  })

  it('ends when the server has recorded the refusal', async () => {
    const { session, phases } = sessionWith({})
    await session.load()
    await session.decide('declined', [])
    expect(phases).to.deep.equal(['asking', 'deciding', 'declined'])
  })

  it('does nothing on a decision, a retry or a window that nobody asked for', async () => {
    const { session, phases } = sessionWith({ status: 'declined' })
    await session.load()
    await session.decide('granted', ['name'])
    await session.retry()
    session.reopenSourcePage()
    session.offerShareToken('cnst_1.SECRET')
    expect(phases).to.deep.equal(['declined'])
  })

  it('moves no more once it is closed', async () => {
    const { session, phases } = sessionWith({})
    const loaded = session.load()
    session.close()
    await loaded
    expect(phases).to.be.empty
    expect(session.state.phase).to.equal('loading')
  })
})
