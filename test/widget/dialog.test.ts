import { expect, waitUntil } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import { type OpenOptions, type OpenResult, open } from '../../widget/open.ts'
import type { Phase } from '../../widget/session-state.ts'
import { all, button, decline, mount, reach, release, seenBy, share, told } from './mount.ts'
import { goodCourse, incompleteCourse, type Scenario, secretFor } from './scenario.ts'

/** Opens the dialog by a button of the page's, and waits for the phase. */
async function openIn(phase: Phase, scenario: Scenario = {}, options: Partial<OpenOptions> = {}) {
  const opener = document.body.appendChild(document.createElement('button'))
  opener.focus()
  const secret = secretFor(scenario)
  const result = open({ clientSecret: secret, ...options })
  const widget = document.querySelector('connect-widget[layout=dialog]')
  if (!(widget instanceof customElementClass())) throw new Error('Nothing has opened.')
  await reach(widget, phase)
  return { widget, secret, opener, result }
}

function customElementClass(): typeof ConnectWidget {
  return Object.getPrototypeOf(document.createElement('connect-widget')).constructor
}

const dialogOf = (widget: ConnectWidget) => all<HTMLDialogElement>(widget, 'dialog')[0]
const closeButton = (widget: ConnectWidget) => all<HTMLButtonElement>(widget, '[aria-label=Close]')[0]

describe('open()', () => {
  afterEach(() => {
    for (const one of document.querySelectorAll('connect-widget, body > button')) one.remove()
  })

  it('asks in a modal dialog, with the reader’s place at its beginning and the page out of reach', async () => {
    const { widget, opener } = await openIn('asking')
    expect(dialogOf(widget)?.matches(':modal')).to.equal(true)
    expect(widget.shadowRoot?.activeElement?.tagName).to.equal('SECTION')
    opener.focus()
    expect(document.activeElement).to.equal(widget)
  })

  // WCAG 2.4.3, and no key trap: whoever leaves is where they were.
  const waysOut: readonly (readonly [string, (widget: ConnectWidget) => Promise<void>])[] = [
    ['Escape', () => sendKeys({ press: 'Escape' })],
    ['the button', async widget => closeButton(widget)?.click()],
    ['a click beside it', () => sendMouse({ type: 'click', position: [5, 5] })],
    ['the page', async widget => widget.close()],
  ]
  for (const [way, leave] of waysOut) {
    // EDPB 05/2020: closing is no consent; nor is it a refusal.
    it(`left by ${way} is dismissed: nothing is recorded, and the focus is back`, async () => {
      const { widget, secret, opener, result } = await openIn('asking')
      await leave(widget)
      expect(await result).to.deep.equal({ status: 'dismissed' })
      expect(document.activeElement).to.equal(opener)
      expect(document.querySelector('connect-widget')).to.equal(null)
      expect((await seenBy(secret)).map(({ route }) => route)).to.deep.equal(['session'])
    })
  }

  for (const dir of ['ltr', 'rtl']) {
    it(`is left by a button at its far end: ${dir}`, async () => {
      document.documentElement.dir = dir
      const { widget } = await openIn('asking')
      const [button, card] = [closeButton(widget), dialogOf(widget)].map(one => one?.getBoundingClientRect())
      document.documentElement.removeAttribute('dir')
      if (!button || !card) throw new Error('There is no button in no dialog.')
      const [toLeft, toRight] = [button.left - card.left, card.right - button.right]
      expect(dir === 'ltr' ? toRight < toLeft : toLeft < toRight).to.equal(true)
    })
  }

  it('is not left by a click in it', async () => {
    const { widget } = await openIn('asking')
    all<HTMLElement>(widget, 'h2')[0]?.click()
    all<HTMLElement>(widget, '.card')[0]?.click()
    expect(dialogOf(widget)?.open).to.equal(true)
  })

  const ends: readonly (readonly [Phase, Scenario, OpenResult])[] = [
    ['complete', { status: 'completed', happened: goodCourse }, { status: 'completed', inquiryId: 'inq_1' }],
    [
      'awaiting-input',
      { status: 'awaiting-input', happened: incompleteCourse },
      { status: 'pending', inquiryId: 'inq_1' },
    ],
    ['declined', { status: 'declined' }, { status: 'declined' }],
    ['failed', { status: 'expired' }, { status: 'expired' }],
    ['failed', { answers: { session: [503] } }, { status: 'dismissed' }],
    ['redeeming', { status: 'redeeming' }, { status: 'dismissed' }],
  ]
  for (const [phase, scenario, expected] of ends) {
    it(`resolves as ${expected.status} when it is closed in ${phase}`, async () => {
      const { widget, result } = await openIn(phase, scenario)
      closeButton(widget)?.click()
      expect(await result).to.deep.equal(expected)
    })
  }

  it('goes the whole way, with a token that the page has', async () => {
    const { widget, result } = await openIn(
      'asking',
      { happens: goodCourse },
      { shareToken: 'cnst_1.SECRET' },
    )
    share(widget).click()
    await reach(widget, 'complete')
    expect(dialogOf(widget)?.open).to.equal(true)
    await sendKeys({ press: 'Escape' })
    expect(await result).to.deep.equal({ status: 'completed', inquiryId: 'inq_1' })
  })

  // What has been said cannot be taken back by leaving; the dialog waits until it is known.
  it('cannot be left while an answer is on its way', async () => {
    const { widget, secret } = await openIn('asking', { hold: ['consents'] })
    decline(widget).click()
    await reach(widget, 'deciding')
    closeButton(widget)?.click()
    await sendKeys({ press: 'Escape' })
    await sendKeys({ press: 'Escape' })
    await sendMouse({ type: 'click', position: [5, 5] })
    await waitUntil(() => dialogOf(widget)?.matches(':modal'))
    expect(widget.matches(':state(deciding)')).to.equal(true)
    await release(secret, 'consents')
    await reach(widget, 'declined')
    expect(dialogOf(widget)?.open).to.equal(true)
  })

  it('closes when its signal is aborted, at once if it is aborted already', async () => {
    const stop = new AbortController()
    const { result, opener } = await openIn('asking', {}, { signal: stop.signal })
    stop.abort()
    expect(await result).to.deep.equal({ status: 'dismissed' })
    expect(document.activeElement).to.equal(opener)
    const early = await open({ clientSecret: secretFor({}), signal: stop.signal })
    expect(early).to.deep.equal({ status: 'dismissed' })
  })

  it('ends when somebody takes it off the page', async () => {
    const { widget, result } = await openIn('asking')
    widget.remove()
    expect(await result).to.deep.equal({ status: 'dismissed' })
  })

  it('rejects what only its caller can put right', async () => {
    const refused = await open({ clientSecret: '' }).catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(TypeError)
    expect(document.querySelector('connect-widget')).to.equal(null)
  })
})

describe('an element with layout="dialog"', () => {
  it('opens with its session, tells the page when it is dismissed, and opens again', async () => {
    const { widget, secret } = await mount()
    await reach(widget, 'asking')
    expect(dialogOf(widget)).to.equal(undefined)
    widget.layout = 'dialog'
    await widget.updateComplete
    expect(dialogOf(widget)?.matches(':modal')).to.equal(true)
    const results: OpenResult[] = []
    widget.addEventListener('connect-dismiss', ({ result }) => results.push(result))
    await sendKeys({ press: 'Escape' })
    await waitUntil(() => results.length === 1)
    expect(dialogOf(widget)?.open).to.equal(false)
    widget.clientSecret = secret
    await reach(widget, 'asking')
    expect(dialogOf(widget)?.matches(':modal')).to.equal(true)
    expect(results).to.deep.equal([{ status: 'dismissed' }])
    widget.close()
  })

  it('stays closed when it has no session, and when it is moved after it was dismissed', async () => {
    const { widget } = await mount()
    widget.layout = 'dialog'
    await reach(widget, 'asking')
    const dismissed = told(widget, 'connect-dismiss')
    widget.close()
    await dismissed
    const elsewhere = document.body.appendChild(document.createElement('div'))
    elsewhere.append(widget)
    await widget.updateComplete
    expect(dialogOf(widget)?.open).to.equal(false)
    elsewhere.remove()
  })

  it('is modal again when it is moved while it is open', async () => {
    const { widget } = await mount()
    widget.layout = 'dialog'
    await reach(widget, 'asking')
    const elsewhere = document.body.appendChild(document.createElement('div'))
    elsewhere.append(widget)
    await widget.updateComplete
    expect(dialogOf(widget)?.matches(':modal')).to.equal(true)
    expect(button(widget, 'Share').disabled).to.equal(false)
    elsewhere.remove()
  })
})
