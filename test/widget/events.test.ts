import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import type { ConnectProgressEvent } from '../../widget/events/connect-progress-event.ts'
import { checkbox, decline, mount, mountIn, reach, sentTo, share, told } from './mount.ts'
import { goodCourse, incompleteCourse, type Scenario } from './scenario.ts'

const token = 'cnst_1.SECRET'
const good: Scenario = { happens: goodCourse }

describe('the events that a page hears', () => {
  it('connect-ready, when the session is loaded', async () => {
    const { widget } = await mount()
    const event = await told(widget, 'connect-ready')
    expect(event.bubbles && event.composed).to.equal(true)
  })

  it('connect-decision, before anything is sent, with the decision and its data types', async () => {
    const { widget, secret } = await mountIn('asking')
    checkbox(widget, 'selfie').click()
    const heard = told(widget, 'connect-decision')
    share(widget).click()
    const { decision, dataTypes } = await heard
    expect(decision).to.equal('granted')
    expect(dataTypes).to.deep.equal(['name', 'birthdate', 'address', 'government-id', 'selfie'])
    await reach(widget, 'waiting-for-token')
    expect(await sentTo(secret, 'consents')).to.have.length(1)
  })

  it('connect-decision can be cancelled, and then nothing is sent and the question stays', async () => {
    const { widget, secret } = await mountIn('asking')
    const heard: string[] = []
    widget.addEventListener('connect-decision', event => {
      heard.push(event.decision)
      event.preventDefault()
    })
    share(widget).click()
    decline(widget).click()
    await widget.updateComplete
    expect(heard).to.deep.equal(['granted', 'declined'])
    expect(widget.matches(':state(asking)')).to.equal(true)
    expect(await sentTo(secret, 'consents')).to.be.empty
  })

  // Guarantee: a page can tell a press of the person's own from that of a script, whichever way the person presses.
  it('connect-decision says whether the browser vouches for the press, and a page may take no other', async () => {
    const { widget, secret } = await mountIn('asking')
    const heard: boolean[] = []
    widget.addEventListener('connect-decision', event => {
      heard.push(event.isTrustedPress)
      if (!event.isTrustedPress || heard.length < 4) event.preventDefault()
    })
    share(widget).click()
    share(widget).dispatchEvent(new PointerEvent('click', { bubbles: true }))
    share(widget).focus()
    await sendKeys({ press: 'Space' })
    await widget.updateComplete
    expect(await sentTo(secret, 'consents')).to.be.empty
    share(widget).scrollIntoView({ block: 'center' })
    const { x, y, width, height } = share(widget).getBoundingClientRect()
    await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] })
    expect(heard).to.deep.equal([false, false, true, true])
    await reach(widget, 'waiting-for-token')
    expect(await sentTo(secret, 'consents')).to.have.length(1)
  })

  it('connect-progress, once for each event of the redemption and in order, then connect-complete', async () => {
    const { widget } = await mountIn('asking', good, token)
    const heard: ConnectProgressEvent[] = []
    widget.addEventListener('connect-progress', event => heard.push(event))
    const completed = told(widget, 'connect-complete')
    share(widget).click()
    const { inquiryId, status } = await completed
    expect({ inquiryId, status }).to.deep.equal({ inquiryId: 'inq_1', status: 'approved' })
    expect(heard.map(({ name }) => name)).to.deep.equal(goodCourse.slice(0, 7).map(({ name }) => name))
    expect(heard.map(({ step }) => step)).to.deep.equal([1, 2, 3, 4, 5, 6, 7])
    expect(new Set(heard.map(({ steps }) => steps))).to.deep.equal(new Set([8]))
  })

  it('connect-complete with "pending" where what is missing cannot be asked for here, so that the page does', async () => {
    const { widget } = await mountIn(
      'asking',
      { happens: incompleteCourse, answers: { inputs: [409] } },
      token,
    )
    const completed = told(widget, 'connect-complete')
    share(widget).click()
    const { inquiryId, status, missing } = await completed
    expect({ inquiryId, status, missing }).to.deep.equal({
      inquiryId: 'inq_1',
      status: 'pending',
      missing: ['proof-of-address'],
    })
  })

  it('connect-decline, when the refusal is recorded and not before', async () => {
    const { widget, secret } = await mountIn('asking')
    const declined = told(widget, 'connect-decline')
    decline(widget).click()
    await declined
    expect(await sentTo(secret, 'consents')).to.have.length(1)
  })

  it('connect-error, with a code', async () => {
    const { widget } = await mount({ answers: { session: [401] } })
    expect((await told(widget, 'connect-error')).code).to.equal('invalid_client_secret')
  })

  it('one ending each, at the document as at the widget', async () => {
    const endings: string[] = []
    const listen = ({ type }: Event) => endings.push(type)
    const names = ['connect-complete', 'connect-decline', 'connect-error']
    for (const name of names) document.addEventListener(name, listen)
    const { widget } = await mountIn('asking', good, token)
    share(widget).click()
    await reach(widget, 'complete')
    for (const name of names) document.removeEventListener(name, listen)
    expect(endings).to.deep.equal(['connect-complete'])
  })

  // A composed event reaches every script on the page.
  it('no event with the client secret, the share token, or a value of the person', async () => {
    const told: unknown[] = []
    const listen = (event: Event) => told.push(Object.entries(event))
    const names = ['ready', 'decision', 'progress', 'complete'].map(name => `connect-${name}`)
    for (const name of names) document.addEventListener(name, listen)
    const { widget, secret } = await mountIn('asking', good, token)
    share(widget).click()
    await reach(widget, 'complete')
    for (const name of names) document.removeEventListener(name, listen)
    expect(told).to.have.length(1 + 1 + 7 + 1)
    expect(JSON.stringify(told)).not.to.contain(secret).and.not.to.contain('SECRET')
  })
})
