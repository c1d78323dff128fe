import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing'
import type { ConnectShare } from '../../widget/connect-share.ts'
import '../../widget/define-share.ts'
import { handOver, returnAddressIn } from '../../widget/share/hand-over.ts'
import { audit } from './audit.ts'
import { happen, mountIn, seenBy, textOf as widgetText } from './mount.ts'
import { type Scenario, secretFor } from './scenario.ts'

interface Mounted {
  element: ConnectShare
  /** The share request, by which the backend knows how to behave. */
  request: string
}

async function mount(scenario: Scenario = {}, lang = 'en'): Promise<Mounted> {
  const request = secretFor(scenario)
  const element = await fixture<ConnectShare>(html`
    <connect-share lang=${lang} share-request=${request} backend=${`/peer/backend?secret=${encodeURIComponent(request)}`}></connect-share>
  `)
  return { element, request }
}

async function reach(element: ConnectShare, phase: string): Promise<void> {
  await waitUntil(() => element.matches(`:state(${phase})`), `${phase} is not reached`, {
    interval: 5,
    timeout: 4000,
  })
  await element.updateComplete
}

async function shareIn(phase: string, scenario: Scenario = {}, lang = 'en'): Promise<Mounted> {
  const mounted = await mount(scenario, lang)
  await reach(mounted.element, phase)
  return mounted
}

const root = ({ shadowRoot }: ConnectShare): ShadowRoot => {
  if (!shadowRoot) throw new Error('There is no shadow root.')
  return shadowRoot
}
const textOf = (element: ConnectShare) =>
  root(element).querySelector('section')?.innerText.replaceAll(/\s+/g, ' ') ?? ''
const press = (element: ConnectShare, index: 0 | 1) =>
  root(element).querySelectorAll<HTMLElement>('.choice')[index]?.click()
const boxes = (element: ConnectShare) => [...root(element).querySelectorAll<HTMLInputElement>('input')]

const posted = async (request: string) =>
  (await seenBy(request)).flatMap(({ body }) => (body ? [Object(body)] : []))

describe('<connect-share>', () => {
  it('shows what goes where, why and for how long, in the words of the notice', async () => {
    const { element } = await shareIn('asking')
    expect(textOf(element))
      .to.contain('Share your details with')
      .and.to.contain('Aurora Pay Shares')
      .and.to.contain('Northwind Bank Receives')
      .and.to.contain('Why To open your current account')
      .and.to.contain('Kept for 5 years')
    expect(boxes(element).every(({ checked }) => !checked)).to.equal(true)
  })

  it('asks in the language of the page', async () => {
    const { element, request } = await shareIn('asking', {}, 'ar')
    expect(textOf(element)).to.contain('عدم المشاركة')
    expect(root(element).querySelector('section')?.dir).to.equal('rtl')
    press(element, 1)
    await reach(element, 'declined')
    expect((await posted(request))[0].locale).to.equal('ar')
  })

  // Guarantee: what was ticked on the destination's page is not asked a second time, and nothing more goes.
  it('confirms as a whole what the person has agreed to at the destination', async () => {
    const { element, request } = await shareIn('asking', { shareRequest: { agreed: true } })
    expect(boxes(element)).to.have.length(0)
    press(element, 0)
    await reach(element, 'shared')
    expect((await posted(request))[0]['data-types']).to.deep.equal([
      'name',
      'birthdate',
      'address',
      'government-id',
      'phone-number',
      'selfie',
    ])
  })

  it('sends nothing before the answer, and the answer once, with the hash of what was read', async () => {
    const { element, request } = await shareIn('asking')
    expect(await posted(request)).to.be.empty
    const heard = oneEvent(element, 'connect-share')
    press(element, 0)
    press(element, 0)
    await heard
    expect(await posted(request)).to.deep.equal([
      {
        'share-request-id': 'shrq_1',
        decision: 'granted',
        'data-types': ['name', 'birthdate', 'address', 'government-id'],
        'notice-hash': 'sha-256:00',
        locale: 'en',
      },
    ])
    expect(textOf(element)).to.contain('You can close this window.')
  })

  it('records a refusal, and tells the page', async () => {
    const { element, request } = await shareIn('asking')
    const heard = oneEvent(element, 'connect-decline')
    press(element, 1)
    await heard
    expect(
      (await posted(request)).map(({ decision, 'data-types': types }) => [decision, types]),
    ).to.deep.equal([['declined', []]])
  })

  it('lets a page hold an answer back: nothing is sent and the question stays', async () => {
    const { element, request } = await shareIn('asking')
    element.addEventListener('connect-decision', event => event.preventDefault())
    press(element, 0)
    await element.updateComplete
    expect(element.matches(':state(asking)')).to.equal(true)
    expect(await posted(request)).to.be.empty
  })

  const failures: [string, Scenario, string][] = [
    ['nobody is signed in', { answers: { session: [401] } }, 'invalid_client_secret'],
    ['the request is not there', { answers: { session: [404] } }, 'session_expired'],
    ['the request has run out', { shareRequest: { status: 'expired' } }, 'session_expired'],
    ['the backend is down', { answers: { session: [503] } }, 'server_unreachable'],
  ]
  for (const [what, scenario, code] of failures) {
    it(`says that it cannot go on where ${what}`, async () => {
      const { element } = await mount(scenario)
      const told = await new Promise(resolve =>
        element.addEventListener('connect-error', event => resolve(event.code)),
      )
      expect(told).to.equal(code)
      await reach(element, 'failed')
    })
  }

  it('asks anew where the answer was not taken', async () => {
    const { element } = await shareIn('asking', { answers: { consents: [409] } })
    press(element, 0)
    await reach(element, 'failed')
    root(element).querySelector<HTMLElement>('.action')?.click()
    await reach(element, 'asking')
  })

  it('finds a request that was answered before', async () => {
    const { element } = await shareIn('shared', { shareRequest: { status: 'minted' } })
    expect(textOf(element)).to.contain('Shared')
  })

  for (const lang of ['en', 'ar']) {
    it(`keeps nobody out (${lang})`, async () => {
      const { element } = await shareIn('asking', {}, lang)
      expect(await audit(element)).to.deep.equal([])
    })
  }
})

describe('handing a token over', () => {
  // Guarantee: a token goes to an origin that the destination allows, named exactly, and to nobody else.
  it('goes to an origin that the destination allows, and to no other', async () => {
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe title="the page that opened this one"></iframe>`,
    )
    const opener = frame.contentWindow
    const heard: unknown[] = []
    opener?.addEventListener('message', ({ data }) => heard.push(data))
    const { origin } = location
    const give = (to: string | null, allowed: string[], shareToken: string) =>
      handOver(opener, to === null ? null : { origin: to, state: 'state' }, allowed, shareToken)
    give(origin, [`${origin}.evil.example`, origin.slice(0, -1)], 'not allowed')
    give('*', [origin], 'to everybody')
    give(null, [origin], 'to nobody')
    give('https://bank.example', ['https://bank.example'], 'somewhere else')
    handOver(null, { origin, state: 'state' }, [origin], 'nobody there')
    give(origin, [origin], 'cnst_1.S')
    await waitUntil(() => heard.length > 0)
    expect(heard).to.deep.equal([{ type: 'connect/share-token', state: 'state', 'share-token': 'cnst_1.S' }])
  })

  it('needs to know where to, and for which question', () => {
    expect(returnAddressIn(new URLSearchParams('origin=https://a.example&state=1'))).to.deep.equal({
      origin: 'https://a.example',
      state: '1',
    })
    expect(returnAddressIn(new URLSearchParams('origin=https://a.example'))).to.equal(null)
  })
})

describe('a refusal on the source’s page', () => {
  it('is told on the destination’s, where the person can think again', async () => {
    const source = { 'organization-id': 'org_1', name: 'Aurora Pay', 'privacy-url': null, 'logo-url': null }
    const shareUrl = `${location.origin}/peer/source`
    const scenario: Scenario = {
      status: 'granted',
      attributes: { source: { ...source, 'share-url': shareUrl } },
      happened: [{ name: 'share-request.declined' }],
    }
    const { widget, secret } = await mountIn('waiting-for-token', scenario)
    await waitUntil(() => widgetText(widget).includes('You did not confirm with Aurora Pay'))
    expect(widgetText(widget)).to.contain('Continue at Aurora Pay')
    await happen(secret, { name: 'share-token.received', 'share-token-id': 'cnst_1' })
    await waitUntil(() => widget.matches(':state(redeeming)'))
  })
})
