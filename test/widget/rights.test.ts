import { expect, waitUntil } from '@open-wc/testing'
import { emulateMedia, sendKeys } from '@web/test-runner-commands'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import type { Phase } from '../../widget/session-state.ts'
import { audit } from './audit.ts'
import {
  all,
  button,
  decline,
  happen,
  mountIn,
  reach,
  release,
  seenBy,
  share,
  shown,
  statusOf,
  textOf,
  told,
} from './mount.ts'
import { goodCourse, incompleteCourse, proofOfAddress, type Scenario } from './scenario.ts'

/** Every screen after the grant, with how to get there. */
const screens: readonly (readonly [Phase, Scenario])[] = [
  ['waiting-for-token', { status: 'granted' }],
  ['redeeming', { status: 'redeeming', happened: goodCourse.slice(0, 5) }],
  ['awaiting-input', { status: 'awaiting-input', happened: incompleteCourse, inputs: [proofOfAddress] }],
  ['complete', { status: 'completed', happened: goodCourse }],
  ['failed', { status: 'failed' }],
]

const withdrawn: Scenario = { status: 'completed', happened: goodCourse, lastWord: 'withdrawn' }

const link = (widget: ConnectWidget) => all<HTMLAnchorElement>(widget, 'a[download]')[0]
const step = (widget: ConnectWidget) => all<HTMLDetailsElement>(widget, 'details')[0]

async function withRights(phase: Phase, scenario: Scenario) {
  const mounted = await mountIn(phase, scenario)
  await shown(mounted.widget, '.rights')
  return mounted
}

async function stop(widget: ConnectWidget): Promise<void> {
  all(widget, 'summary')[0]?.dispatchEvent(new MouseEvent('click'))
  await waitUntil(() => step(widget)?.open)
  button(widget, 'Stop sharing with Northwind Bank').click()
}

const routes = async (secret: string) => (await seenBy(secret)).map(({ route }) => route)

/** What the widget, and nobody else, holds of the receipt. */
async function savedBy(widget: ConnectWidget): Promise<string> {
  return (await fetch(link(widget)?.href ?? '')).text()
}

describe('once the person has agreed', () => {
  for (const [phase, scenario] of screens) {
    it(`${phase} has the receipt to keep, and a way to stop sharing`, async () => {
      const { widget } = await withRights(phase, scenario)
      expect(textOf(widget)).to.contain('Save the receipt').and.to.contain('Stop sharing')
      expect(link(widget)?.download).to.equal('cns_1.jws')
      const [header, payload, signature] = (await savedBy(widget)).split('.')
      expect([header, JSON.parse(atob(payload ?? '')), signature]).to.deep.equal([
        'e30',
        { decision: 'granted' },
        'signature',
      ])
    })

    // GDPR Art. 7(3): as easy to withdraw as to give. And nothing that cannot be undone by a slip of the finger.
    it(`${phase} is left by one step that asks once more, and the screen says what has become of everything`, async () => {
      const { widget, secret } = await withRights(phase, scenario)
      expect(step(widget)?.open).to.equal(false)
      await stop(widget)
      await reach(widget, 'withdrawn')
      await shown(widget, '.rights a')
      const text = textOf(widget)
      expect(text).to.contain('You have stopped sharing')
      expect(text).to.contain('Northwind Bank can no longer use your approval.')
      if (scenario.happened) {
        expect(text).to.contain('What was copied before stays with Northwind Bank. You can ask')
        expect(text).to.contain('Kept for 5 years')
      } else {
        expect(text).to.contain('Nothing has been copied.').and.not.to.contain('Kept for')
      }
      expect(statusOf(widget)).to.equal('You have stopped sharing')
      expect((await routes(secret)).filter(route => route === 'withdraw')).to.have.length(1)
      expect(await savedBy(widget)).to.equal(`e30.${btoa('{"decision":"withdrawn"}')}.signature`)
    })
  }

  it('what it means is said before the second press, by whether something was copied', async () => {
    const { widget: waiting } = await withRights('waiting-for-token', { status: 'granted' })
    expect(step(waiting)?.textContent).to.contain('Nothing has been copied.')
    const { widget: done } = await withRights('complete', { status: 'completed', happened: goodCourse })
    expect(step(done)?.textContent).to.contain('What was copied before stays')
  })

  // Guarantee: whoever is about to stop is not thrown out of that step, and not moved away from it, by a screen that
  // comes in meanwhile, from the first to the last one.
  it('the step stays open, with the focus where it is, while the redemption goes on to its end', async () => {
    const { widget, secret } = await withRights('waiting-for-token', {
      status: 'granted',
      inputs: [proofOfAddress],
    })
    all<HTMLElement>(widget, 'summary')[0]?.focus()
    await sendKeys({ press: 'Enter' })
    await waitUntil(() => step(widget)?.open)
    await sendKeys({ press: 'Tab' })
    const confirm = button(widget, 'Stop sharing with Northwind Bank')
    const stays = () => {
      expect(step(widget)?.open).to.equal(true)
      expect(widget.shadowRoot?.activeElement).to.equal(confirm)
    }
    stays()
    for (const event of incompleteCourse) await happen(secret, event)
    await reach(widget, 'awaiting-input')
    await shown(widget, '.asked')
    stays()
    for (const event of goodCourse.slice(4, 6)) await happen(secret, event)
    await reach(widget, 'redeeming')
    stays()
    for (const event of goodCourse.slice(6)) await happen(secret, event)
    await reach(widget, 'complete')
    stays()
  })

  it('is stopped by the keyboard alone, and the reader’s place is then at the headline', async () => {
    const { widget } = await withRights('complete', { status: 'completed', happened: goodCourse })
    all<HTMLElement>(widget, 'summary')[0]?.focus()
    await sendKeys({ press: 'Enter' })
    await waitUntil(() => step(widget)?.open)
    await sendKeys({ press: 'Tab' })
    await sendKeys({ press: 'Space' })
    await reach(widget, 'withdrawn')
    await waitUntil(() => widget.shadowRoot?.activeElement?.id === 'title')
  })

  it('nothing of it is there before, where the person declined, or where nobody has decided', async () => {
    const { widget } = await mountIn('asking')
    decline(widget).click()
    await reach(widget, 'declined')
    const { widget: other, secret } = await mountIn('failed', { status: 'expired' })
    await waitUntil(async () => (await routes(secret)).includes('receipt'))
    await other.updateComplete
    for (const one of [widget, other]) expect(all(one, '.rights')).to.have.length(0)
  })

  it('is there where the session has expired after the person agreed', async () => {
    const { widget } = await withRights('failed', { status: 'expired', lastWord: 'granted' })
    expect(textOf(widget)).to.contain('This request has expired').and.to.contain('Save the receipt')
  })
})

describe('stopping', () => {
  // Nothing optimistic: it is stopped when the server has recorded it.
  it('is not said to be done before it is recorded, and is asked for once', async () => {
    const { widget, secret } = await withRights('complete', {
      status: 'completed',
      happened: goodCourse,
      hold: ['withdraw'],
    })
    await stop(widget)
    await waitUntil(() => textOf(widget).includes('Stopping…'))
    const pressed = button(widget, 'Stopping…')
    expect(pressed.getAttribute('aria-disabled')).to.equal('true')
    pressed.click()
    expect(widget.matches(':state(complete)')).to.equal(true)
    await release(secret, 'withdraw')
    await reach(widget, 'withdrawn')
    expect((await routes(secret)).filter(route => route === 'withdraw')).to.have.length(1)
  })

  it('says when it did not get through, and can be tried again', async () => {
    const { widget } = await withRights('complete', {
      status: 'completed',
      happened: goodCourse,
      answers: { withdraw: [503, 200] },
    })
    await stop(widget)
    await waitUntil(() => textOf(widget).includes('That did not get through.'))
    expect(widget.matches(':state(complete)')).to.equal(true)
    expect(await audit(widget)).to.deep.equal([])
    button(widget, 'Stop sharing with Northwind Bank').click()
    await reach(widget, 'withdrawn')
  })

  it('is told to the page once, and takes the value from its form', async () => {
    const { widget } = await withRights('complete', { status: 'completed', happened: goodCourse })
    expect(widget.value).to.equal('inq_1')
    const heard: string[] = []
    for (const name of ['connect-withdraw', 'connect-decline', 'connect-error', 'connect-complete']) {
      widget.addEventListener(name, ({ type }) => heard.push(type))
    }
    const event = told(widget, 'connect-withdraw')
    await stop(widget)
    expect((await event).bubbles).to.equal(true)
    await reach(widget, 'withdrawn')
    expect([heard, widget.value]).to.deep.equal([['connect-withdraw'], ''])
  })

  it('is found again by a reload, with what became of everything', async () => {
    const { widget } = await mountIn('withdrawn', withdrawn)
    await shown(widget, '.rights')
    expect(textOf(widget)).to.contain('You have stopped sharing').and.to.contain('stays with Northwind Bank')
    expect(textOf(widget)).not.to.contain('Stop sharing')
  })

  it('is found by another tab when the person comes to it', async () => {
    const { widget, secret } = await withRights('waiting-for-token', { status: 'granted' })
    const { widget: other } = await mountIn('asking')
    other.clientSecret = secret
    await reach(other, 'waiting-for-token')
    await stop(widget)
    await reach(widget, 'withdrawn')
    document.dispatchEvent(new Event('visibilitychange'))
    await reach(other, 'withdrawn')
  })

  // A redemption that is on its way is not waited for any more, and what it tells leads nowhere.
  it('ends what the widget follows', async () => {
    const { widget, secret } = await withRights('redeeming', { status: 'redeeming' })
    await stop(widget)
    await reach(widget, 'withdrawn')
    for (const event of goodCourse) await happen(secret, event)
    expect(widget.matches(':state(withdrawn)')).to.equal(true)
    await waitUntil(async () =>
      (await seenBy(secret)).every(({ route, aborted }) => route !== 'events' || aborted),
    )
  })
})

describe('the person’s rights', () => {
  after(() => emulateMedia({ colorScheme: 'light' }))

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`meet WCAG 2.2 AA as far as axe can tell, ${colorScheme}`, async () => {
      await emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      document.documentElement.style.colorScheme = 'light dark'
      const { widget } = await withRights('complete', { status: 'completed', happened: goodCourse })
      all(widget, 'summary')[0]?.dispatchEvent(new MouseEvent('click'))
      await waitUntil(() => step(widget)?.open)
      expect(await audit(widget)).to.deep.equal([])
      for (const target of [...all(widget, 'summary'), ...all(widget, 'a[download]')])
        expect(target.getBoundingClientRect().height).to.be.at.least(44)
      const { widget: over } = await mountIn('withdrawn', withdrawn)
      await shown(over, '.rights')
      expect(await audit(over)).to.deep.equal([])
      document.documentElement.style.colorScheme = ''
    })
  }

  it('begin with the grant: the widget asks for no receipt before', async () => {
    const { widget, secret } = await mountIn('asking')
    expect(await routes(secret)).not.to.contain('receipt')
    share(widget).click()
    await shown(widget, '.rights')
    expect(await routes(secret)).to.contain('receipt')
  })

  // The server's word is missing: no promise is made that cannot be kept.
  it('are left out where the server does not say what stands', async () => {
    const { widget, secret } = await mountIn('complete', {
      status: 'completed',
      happened: goodCourse,
      answers: { receipt: [503] },
    })
    await waitUntil(async () => (await routes(secret)).includes('receipt'))
    await widget.updateComplete
    expect(all(widget, '.rights')).to.have.length(0)
    expect(textOf(widget)).to.contain('All done')
  })
})
