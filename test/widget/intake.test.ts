import { expect, fixture, html, waitUntil } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import {
  all,
  button,
  decline,
  happen,
  mountIn,
  reach,
  release,
  seenBy,
  sentTo,
  share,
  statusOf,
  textOf,
} from './mount.ts'
import { goodCourse, type Scenario, secretFor } from './scenario.ts'

/** A source whose page is the peer's, at that address of this very server. */
function sourceAt(origin: string, query: Record<string, string>, more: Scenario = {}): Scenario {
  const url = new URL('/peer/source', origin)
  url.search = new URLSearchParams(query).toString()
  const source = { 'organization-id': 'org_1', name: 'Aurora Pay', 'privacy-url': null, 'logo-url': null }
  return { happens: goodCourse, ...more, attributes: { source: { ...source, 'share-url': url.href } } }
}

const here = location.origin
/** The same server by its other name: another origin to the browser. */
const elsewhere = here.replace('localhost', '127.0.0.1')

const nextMessage = () =>
  new Promise<MessageEvent>(resolve => window.addEventListener('message', resolve, { once: true }))

const tokens = async (secret: string) =>
  (await sentTo(secret, 'redemption')).map(body => Object(body)['share-token'])

/** Notes, in order, that a window is opened and that a request is made; both still happen. */
function orderOfCalls() {
  const { open, fetch } = window
  const calls: string[] = []
  window.open = (...given) => {
    calls.push('open')
    return open.apply(window, given)
  }
  window.fetch = (...given) => {
    calls.push('fetch')
    return fetch.apply(window, given)
  }
  return { calls, restore: () => Object.assign(window, { open, fetch }) }
}

describe('the source’s page', () => {
  // A browser opens a window only within the click itself; an await before it, and the window is blocked.
  it('opens within the click, before the consent is sent, with the share request, our origin and a state', async () => {
    const { widget, secret } = await mountIn(
      'asking',
      sourceAt(here, { say: 'hello' }, { hold: ['consents'] }),
    )
    const hello = nextMessage()
    const order = orderOfCalls()
    share(widget).click()
    order.restore()
    expect(order.calls[0]).to.equal('open')
    await release(secret, 'consents')
    const query = new URL((await hello).data.href).searchParams
    expect(query.get('share-request')).to.equal('shrq_1')
    expect(query.get('origin')).to.equal(here)
    expect(query.get('state')).to.match(/^(\d{1,10}-){3}\d{1,10}$/)
    expect(query.get('say')).to.equal('hello')
  })

  it('answers by a message, and the token is redeemed after the grant', async () => {
    const { widget, secret } = await mountIn(
      'asking',
      sourceAt(elsewhere, { token: 'cnst_1.SECRET' }, { hold: ['consents'] }),
    )
    const answered = nextMessage()
    share(widget).click()
    await answered
    expect(await tokens(secret)).to.be.empty
    await release(secret, 'consents')
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_1.SECRET'])
    const order = (await seenBy(secret)).map(({ route }) => route).filter(route => route !== 'events')
    expect(order.slice(0, 3)).to.deep.equal(['session', 'consents', 'redemption'])
  })

  it('is not heard with a wrong state', async () => {
    const query = { 'wrong-state': 'cnst_stolen.SECRET', token: 'cnst_1.SECRET' }
    const { widget, secret } = await mountIn('asking', sourceAt(elsewhere, query))
    share(widget).click()
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_1.SECRET'])
  })

  it('is not heard from another origin, even from its own window', async () => {
    const { widget, secret } = await mountIn(
      'asking',
      sourceAt(elsewhere, { 'go-to': here, token: 'cnst_stolen.SECRET' }),
    )
    const heard = nextMessage()
    share(widget).click()
    expect((await heard).origin).to.equal(here)
    await reach(widget, 'waiting-for-token')
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_2' })
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_2'])
  })

  it('is not heard from another window, even with its origin and state', async () => {
    const { widget, secret } = await mountIn('asking', sourceAt(here, { say: 'hello' }))
    const hello = nextMessage()
    share(widget).click()
    const state = new URL((await hello).data.href).searchParams.get('state')
    await reach(widget, 'waiting-for-token')
    const forged = nextMessage()
    window.postMessage({ type: 'connect/share-token', state, 'share-token': 'cnst_stolen.SECRET' }, here)
    await forged
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_2' })
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_2'])
  })

  it('is closed when the consent is refused', async () => {
    const { widget } = await mountIn(
      'asking',
      sourceAt(here, { say: 'hello' }, { answers: { consents: [409] } }),
    )
    share(widget).click()
    await reach(widget, 'failed')
    await waitUntil(() => popups().every(({ closed }) => closed))
  })

  // The opener policy of most pages makes `closed` true while the window is open.
  it('is not taken for a refusal when it is closed', async () => {
    const { widget, secret } = await mountIn('asking', sourceAt(here, { say: 'hello' }))
    const hello = nextMessage()
    share(widget).click()
    await hello
    for (const popup of popups()) popup.close()
    await waitUntil(() => popups().every(({ closed }) => closed))
    await reach(widget, 'waiting-for-token')
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_2' })
    await reach(widget, 'complete')
  })

  it('can be opened again while the token is awaited, and then answers the new question', async () => {
    const scenario = { ...sourceAt(elsewhere, { token: 'cnst_1.SECRET' }), status: 'granted' } as const
    const { widget, secret } = await mountIn('waiting-for-token', scenario)
    expect(textOf(widget)).to.contain('You have agreed. Confirm with Aurora Pay')
    button(widget, 'Continue at Aurora Pay').click()
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_1.SECRET'])
  })

  it('is offered in this very tab when the browser has kept its window shut', async () => {
    const { widget, frame } = await inSandbox(secretFor(sourceAt(here, {})))
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    expect(textOf(widget)).to.contain('Your browser kept the window of Aurora Pay shut. Go there in this one')
    button(widget, 'Continue at Aurora Pay').click()
    await waitUntil(() => frame.contentWindow?.location.pathname === '/peer/source')
    const query = new URLSearchParams(frame.contentWindow?.location.search)
    expect(query.get('share-request')).to.equal('shrq_1')
    expect(query.get('return-url')).to.equal('about:srcdoc')
    expect(query.has('state')).to.equal(false)
  })

  it('is a way on after the person has said no there, and a yes that follows counts', async () => {
    const { widget, secret } = await mountIn('waiting-for-token', {
      ...sourceAt(elsewhere, {}),
      status: 'granted',
    })
    await happen(secret, { name: 'share-request.declined' })
    await waitUntil(() =>
      textOf(widget).includes('You did not confirm with Aurora Pay, so nothing was shared.'),
    )
    expect(statusOf(widget)).to.contain('You did not confirm')
    expect(button(widget, 'Continue at Aurora Pay').disabled).to.equal(false)
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_2' })
    await reach(widget, 'complete')
  })

  it('is not opened at an address that no person should be sent to', async () => {
    const source = { 'organization-id': 'org_1', name: 'Aurora Pay', 'privacy-url': null, 'logo-url': null }
    const scenario = { attributes: { source: { ...source, 'share-url': 'javascript:alert(1)' } } }
    const { widget } = await mountIn('asking', scenario)
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    expect(all(widget, 'button').length).to.equal(0)
  })

  let opened: Window[] = []
  const open = window.open
  const popups = () => opened
  // Watches what opens, and opens it: to close it after each test.
  before(() => {
    window.open = (...request) => {
      const popup = open.apply(window, request)
      if (popup) opened.push(popup)
      return popup
    }
  })
  afterEach(() => {
    for (const popup of opened) popup.close()
    opened = []
  })
  after(() => {
    window.open = open
  })
})

describe('a share token', () => {
  it('that the stream tells of is redeemed by its id', async () => {
    const { widget, secret } = await mountIn('asking', { happens: goodCourse })
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    expect(textOf(widget)).to.contain('As soon as Aurora Pay confirms, this page goes on by itself.')
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_2' })
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_2'])
  })

  it('that came while the page was away is found by replay', async () => {
    const happened = [{ name: 'share-token.received', 'share-token-id': 'cnst_2' }] as const
    const { widget } = await mountIn('complete', {
      status: 'granted',
      happened: [...happened],
      happens: goodCourse,
    })
    expect(textOf(widget)).to.contain('All done')
  })

  it('that the page has already opens no window, and waits for the grant', async () => {
    const { widget, secret } = await mountIn('asking', sourceAt(here, {}), 'cnst_1.SECRET')
    const popup = window.open
    window.open = () => {
      throw new Error('A window was opened.')
    }
    expect(await tokens(secret)).to.be.empty
    share(widget).click()
    window.open = popup
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_1.SECRET'])
  })

  it('is dropped when the person declines', async () => {
    const { widget, secret } = await mountIn('asking', {}, 'cnst_1.SECRET')
    decline(widget).click()
    await reach(widget, 'declined')
    expect(widget.shareToken).to.equal('')
    widget.shareToken = 'cnst_2.SECRET'
    await widget.updateComplete
    expect((await seenBy(secret)).map(({ route }) => route)).to.deep.equal(['session', 'consents'])
  })

  it('is redeemed once, whichever way it comes first', async () => {
    const { widget, secret } = await mountIn(
      'asking',
      { happens: goodCourse, hold: ['redemption'] },
      'cnst_1.SECRET',
    )
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_2' })
    await release(secret, 'redemption')
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_1.SECRET'])
  })

  it('that was refused is not tried again; the next one is', async () => {
    const scenario = { happens: goodCourse, answers: { redemption: [404, 200] } }
    const { widget, secret } = await mountIn('asking', scenario)
    share(widget).click()
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_spent' })
    await reach(widget, 'failed')
    button(widget, 'Try again').click()
    await reach(widget, 'waiting-for-token')
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_3' })
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_spent', 'cnst_3'])
  })
})

describe('a share token pasted by hand', () => {
  const sandbox: Scenario = { attributes: { environment: 'sandbox' }, happens: goodCourse, status: 'granted' }
  const fieldOf = (widget: ConnectWidget) => all<HTMLInputElement>(widget, 'input[name=token]')[0]

  it('is redeemed, in the sandbox', async () => {
    const { widget, secret } = await mountIn('waiting-for-token', sandbox)
    const field = fieldOf(widget)
    field?.focus()
    expect(field?.labels?.[0]?.textContent).to.equal('Sandbox: a share token that you have')
    await sendKeys({ type: '  cnst_1.SECRET ' })
    await sendKeys({ press: 'Enter' })
    await reach(widget, 'complete')
    expect(await tokens(secret)).to.deep.equal(['cnst_1.SECRET'])
  })

  it('is not sent while there is none', async () => {
    const { widget, secret } = await mountIn('waiting-for-token', sandbox)
    button(widget, 'Use it').click()
    expect(fieldOf(widget)?.validity.valueMissing).to.equal(true)
    expect(await tokens(secret)).to.be.empty
  })

  it('is asked for again when it was refused', async () => {
    const { widget } = await mountIn('waiting-for-token', { ...sandbox, answers: { redemption: [404] } })
    fieldOf(widget)?.focus()
    await sendKeys({ type: 'cnst_1.SPENT' })
    await sendKeys({ press: 'Enter' })
    await reach(widget, 'failed')
    button(widget, 'Try again').click()
    await reach(widget, 'waiting-for-token')
    expect(fieldOf(widget)?.value).to.equal('')
  })

  // Whoever can be talked into pasting something must find no place for it.
  it('has no place in production', async () => {
    const { widget } = await mountIn('waiting-for-token', { status: 'granted' })
    expect(all(widget, 'input, form')).to.be.empty
  })
})

/** A widget in a frame that may open no windows: what a pop-up blocker does, done by the browser itself. */
async function inSandbox(secret: string): Promise<{ widget: ConnectWidget; frame: HTMLIFrameElement }> {
  const page = `<!doctype html><script type="module" src="/widget/define.ts"></script>
    <connect-widget client-secret="${secret}"></connect-widget>`
  const frame = await fixture<HTMLIFrameElement>(
    html`<iframe sandbox="allow-scripts allow-same-origin" srcdoc=${page}></iframe>`,
  )
  const find = () => frame.contentDocument?.querySelector('connect-widget:state(asking)')
  await waitUntil(find, 'the framed widget does not ask', { timeout: 4000 })
  const widget = frame.contentDocument?.querySelector('connect-widget')
  if (!widget) throw new Error('There is no widget in the frame.')
  return { widget, frame }
}
