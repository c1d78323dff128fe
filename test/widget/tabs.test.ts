import { expect, waitUntil } from '@open-wc/testing'
import {
  button,
  checkbox,
  decline,
  mount,
  mountIn,
  reach,
  seenBy,
  share,
  shown,
  textOf,
  told,
} from './mount.ts'
import { goodCourse, type Scenario } from './scenario.ts'

/** The same session twice, as in two tabs. */
async function inTwoTabs(scenario: Scenario = {}, phase: 'asking' | 'waiting-for-token' = 'asking') {
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
