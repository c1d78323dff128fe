import { expect, waitUntil } from '@open-wc/testing'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import type { Phase } from '../../widget/session-state.ts'
import {
  all,
  button,
  checkbox,
  decline,
  happen,
  hold,
  mount,
  mountIn,
  reach,
  release,
  seenBy,
  share,
  shown,
  textOf,
  told,
} from './mount.ts'
import { goodCourse, incompleteCourse, proofOfAddress, type Scenario } from './scenario.ts'

/** The same session twice, as in two tabs. */
async function inTwoTabs(scenario: Scenario = {}, phase: Phase = 'asking') {
  const first = await mountIn(phase, scenario)
  const { widget: other } = await mount()
  other.clientSecret = first.secret
  await reach(other, phase)
  return { widget: first.widget, other, secret: first.secret }
}

/** What a browser tells a page that comes into view. */
const comeIntoView = () => document.dispatchEvent(new Event('visibilitychange'))

describe('a session in two tabs', () => {
  it('takes the same answer twice as one', async () => {
    const { widget, other } = await inTwoTabs()
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    share(other).click()
    await reach(other, 'waiting-for-token')
  })

  // An answer that did not count is never passed over in silence.
  for (const [here, there, leads] of [
    [share, decline, 'declined'],
    [decline, share, 'waiting-for-token'],
  ] as const) {
    it(`says that an answer did not count where the other tab's was ${leads}, and shows what stands`, async () => {
      const { widget, other } = await inTwoTabs()
      there(other).click()
      await reach(other, leads)
      const failed = told(widget, 'connect-error')
      here(widget).click()
      expect((await failed).code).to.equal('already_decided')
      await reach(widget, 'failed')
      expect(textOf(widget)).to.contain('This answer did not count').and.to.contain('another tab')
      button(widget, 'Try again').click()
      await reach(widget, leads)
    })
  }

  it('shows what came of it in the other tab when the person comes back to this one', async () => {
    const { widget, other } = await inTwoTabs()
    decline(other).click()
    await reach(other, 'declined')
    expect(widget.matches(':state(asking)')).to.equal(true)
    const heard = told(widget, 'connect-decline')
    comeIntoView()
    await heard
    await reach(widget, 'declined')
  })

  it('keeps what was ticked when nothing has happened meanwhile', async () => {
    const { widget, secret } = await mountIn('asking')
    checkbox(widget, 'selfie').click()
    comeIntoView()
    await waitUntil(async () => (await seenBy(secret)).length === 2)
    expect(widget.matches(':state(asking)')).to.equal(true)
    expect(checkbox(widget, 'selfie').checked).to.equal(true)
  })

  it('keeps asking when the server cannot be reached at that moment', async () => {
    const { widget, secret } = await mountIn('asking', { answers: { session: [200, 503] } })
    comeIntoView()
    await waitUntil(async () => (await seenBy(secret)).length === 2)
    share(widget).click()
    await reach(widget, 'waiting-for-token')
  })

  it('shows the same redemption in both', async () => {
    const { widget, other } = await inTwoTabs({ status: 'granted', happens: goodCourse }, 'waiting-for-token')
    widget.shareToken = 'cnst_1.SECRET'
    await Promise.all([reach(widget, 'complete'), reach(other, 'complete')])
    await Promise.all([shown(widget, '.rights'), shown(other, '.rights')])
    expect(textOf(widget)).to.equal(textOf(other))
  })
})

describe('sharing that is stopped in one of two tabs', () => {
  async function stop(widget: ConnectWidget): Promise<void> {
    await shown(widget, 'summary')
    all<HTMLElement>(widget, 'summary')[0]?.click()
    button(widget, 'Stop sharing with Northwind Bank').click()
    await reach(widget, 'withdrawn')
  }

  // Guarantee: no tab goes on asking for what the person has said they do not want to share, until it is loaded again.
  const running: readonly (readonly [Phase, Scenario])[] = [
    ['waiting-for-token', { status: 'granted' }],
    ['redeeming', { status: 'redeeming', happened: goodCourse.slice(0, 5) }],
    ['awaiting-input', { status: 'awaiting-input', happened: incompleteCourse, inputs: [proofOfAddress] }],
  ]
  for (const [phase, scenario] of running) {
    it(`has stopped in the other one at that moment, where that is ${phase}`, async () => {
      const { widget, other } = await inTwoTabs(scenario, phase)
      const heard = told(widget, 'connect-withdraw')
      await stop(other)
      await heard
      await reach(widget, 'withdrawn')
      await shown(widget, '.rights a')
      expect(textOf(widget)).to.contain('You have stopped sharing').and.not.to.contain('Proof of address')
      expect(all(widget, '.asked')).to.be.empty
    })
  }

  it('has stopped in the other one where that is complete, when the person comes back to it', async () => {
    const { widget, other } = await inTwoTabs({ status: 'completed', happened: goodCourse }, 'complete')
    await stop(other)
    expect(widget.matches(':state(complete)')).to.equal(true)
    const heard = told(widget, 'connect-withdraw')
    comeIntoView()
    await heard
    await reach(widget, 'withdrawn')
  })

  it('has stopped where the redemption was seen to its end in both', async () => {
    const { widget, other } = await inTwoTabs({ status: 'granted', happens: goodCourse }, 'waiting-for-token')
    widget.shareToken = 'cnst_1.SECRET'
    await Promise.all([reach(widget, 'complete'), reach(other, 'complete')])
    await stop(other)
    comeIntoView()
    await reach(widget, 'withdrawn')
  })

  it('leaves what is complete as it is where nothing was stopped, and holds no connection open', async () => {
    const { widget, secret } = await mountIn('waiting-for-token', { status: 'granted', happens: goodCourse })
    widget.shareToken = 'cnst_1.SECRET'
    await reach(widget, 'complete')
    const of = async (name: string) => (await seenBy(secret)).filter(({ route }) => route === name)
    await waitUntil(async () => (await of('events')).every(({ aborted }) => aborted))
    const before = (await of('session')).length
    comeIntoView()
    await waitUntil(async () => (await of('session')).length > before)
    await widget.updateComplete
    expect(widget.matches(':state(complete)')).to.equal(true)
  })

  // Another tab has granted and taken back, and this one is still asked.
  it('counts for an answer that is on its way', async () => {
    const { widget, other, secret } = await inTwoTabs()
    share(other).click()
    await reach(other, 'waiting-for-token')
    await stop(other)
    await hold(secret, 'consents')
    share(widget).click()
    await reach(widget, 'withdrawn')
  })

  it('and is heard of between the answer of a page that is loaded and its events', async () => {
    const { widget, secret } = await mount({ status: 'completed', happened: goodCourse, hold: ['events'] })
    await waitUntil(async () => (await seenBy(secret)).some(({ route }) => route === 'events'))
    await happen(secret, { name: 'consent.withdrawn' })
    await release(secret, 'events')
    await reach(widget, 'withdrawn')
  })
})

describe('a session that expires while somebody reads', () => {
  it('says so at that moment, with nothing pressed', async () => {
    const { widget } = await mountIn('asking', { lasts: 700 })
    expect((await told(widget, 'connect-error')).code).to.equal('session_expired')
    await reach(widget, 'failed')
    expect(textOf(widget)).to.contain('This request has expired')
  })

  it('does not take away what was decided in time', async () => {
    const { widget, secret } = await mountIn('asking', { lasts: 700 })
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    const asked = async () => (await seenBy(secret)).filter(({ route }) => route === 'session').length
    await waitUntil(async () => (await asked()) === 2)
    expect(widget.matches(':state(waiting-for-token)')).to.equal(true)
  })
})
