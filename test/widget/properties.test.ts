import { expect, fixture, html, waitUntil } from '@open-wc/testing'
import { ConnectWidget } from '../../widget/connect-widget.ts'
import { checkbox, decline, mount, mountIn, reach, seenBy, share } from './mount.ts'
import { secretFor } from './scenario.ts'

describe('the element', () => {
  it('takes its secrets out of the document', async () => {
    const { widget, secret } = await mount({}, 'cnst_1.SECRET')
    expect(widget.getAttributeNames()).to.be.empty
    expect(widget.clientSecret).to.equal(secret)
    expect(document.documentElement.outerHTML).not.to.contain(secret).and.not.to.contain('cnst_1')
    widget.clientSecret = secretFor({})
    await widget.updateComplete
    expect(widget.getAttributeNames()).to.be.empty
  })

  it('loads the session when the property is set, and another one when it is set again', async () => {
    const widget = await fixture<ConnectWidget>(html`<connect-widget></connect-widget>`)
    expect(widget.matches(':state(loading)')).to.equal(true)
    widget.clientSecret = secretFor({})
    await reach(widget, 'asking')
    widget.clientSecret = secretFor({ status: 'declined' })
    await reach(widget, 'declined')
  })

  it('hears of properties that were set before it was defined', async () => {
    const widget = document.createElement('connect-later')
    Object.assign(widget, { clientSecret: secretFor({}), server: location.origin })
    document.body.append(widget)
    customElements.define('connect-later', class extends ConnectWidget {})
    await waitUntil(() => widget.matches(':state(asking)'))
    widget.remove()
  })

  // A class field would shadow Lit's accessor, and no property would ever be heard of.
  it('has no class field in the place of a property', async () => {
    const { widget } = await mount()
    for (const name of ['server', 'clientSecret', 'shareToken'])
      expect(Object.hasOwn(widget, name)).to.equal(false)
  })

  it('asks the server that its script came from, unless it is told another', async () => {
    const { widget, secret } = await mountIn('asking')
    expect(widget.server).to.equal(location.origin)
    widget.server = `${location.origin}/`
    await waitUntil(async () => (await seenBy(secret)).length === 2)
  })

  it('bears being defined twice', async () => {
    const again = '../../widget/define.ts?again'
    await import(again)
    expect(customElements.get('connect-widget')).to.equal(ConnectWidget)
  })

  it('leaves nothing behind in the page but its definition', async () => {
    const before = new Set(Object.keys(window))
    await mountIn('asking')
    expect(Object.keys(window).filter(name => !before.has(name))).to.be.empty
  })

  it('lives beside another one without a word between them', async () => {
    const one = await mountIn('asking')
    const other = await mountIn('asking')
    decline(one.widget).click()
    await reach(one.widget, 'declined')
    expect(other.widget.matches(':state(asking)')).to.equal(true)
  })
})

describe('taken out of the page', () => {
  it('under way, it gives up its request', async () => {
    const { widget, secret } = await mount({ hold: ['session'] })
    await waitUntil(async () => (await seenBy(secret)).length === 1)
    widget.remove()
    await waitUntil(async () => (await seenBy(secret))[0]?.aborted)
  })

  it('while it follows the stream, it gives up the stream', async () => {
    const { widget, secret } = await mountIn('redeeming', { status: 'redeeming' })
    const stream = async () => (await seenBy(secret)).find(({ route }) => route === 'events')
    await waitUntil(stream)
    widget.remove()
    await waitUntil(async () => (await stream())?.aborted)
  })

  it('and put back, it starts from what the server knows', async () => {
    const { widget, secret } = await mountIn('asking')
    const place = widget.parentElement
    widget.remove()
    await Promise.resolve()
    place?.append(widget)
    await waitUntil(async () => (await seenBy(secret)).length === 2)
    await reach(widget, 'asking')
  })

  it('and put elsewhere at once, it goes on as if nothing had happened', async () => {
    const { widget, secret } = await mountIn('asking')
    checkbox(widget, 'selfie').click()
    const elsewhere = document.body.appendChild(document.createElement('div'))
    elsewhere.append(widget)
    await widget.updateComplete
    expect(widget.matches(':state(asking)')).to.equal(true)
    expect(checkbox(widget, 'selfie').checked).to.equal(true)
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    // The other time is for the person's rights, which begin with the grant.
    const times = (await seenBy(secret)).filter(({ route }) => route === 'session').length
    expect(times).to.be.at.most(2)
    elsewhere.remove()
  })
})
