import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import { checkbox, mountIn, reach, sentTo, share } from './mount.ts'

async function tabTo(widget: ConnectWidget, words: string): Promise<void> {
  for (let presses = 0; focused(widget) !== words; presses++) {
    if (presses > 10)
      throw new Error(`"${words}" is not reached by Tab; the focus is on "${focused(widget)}".`)
    await sendKeys({ press: 'Tab' })
  }
}

function focused(widget: ConnectWidget): string {
  const element = widget.shadowRoot?.activeElement
  if (element instanceof HTMLInputElement) return element.labels?.[0]?.textContent ?? ''
  return element?.textContent?.trim() ?? ''
}

describe('with the keyboard alone', () => {
  it('the order is that of the screen: links, checkboxes, the two answers', async () => {
    const { widget } = await mountIn('asking')
    const order: string[] = []
    for (let presses = 0; presses < 6; presses++) {
      await sendKeys({ press: 'Tab' })
      order.push(focused(widget).replace(/ \(.*/, ''))
    }
    expect(order).to.deep.equal([
      'Aurora Pay',
      'Northwind Bank',
      'Phone number',
      'Selfie',
      'Share',
      "Don't share",
    ])
  })

  it('a checkbox is ticked with Space and the answer given with Enter', async () => {
    const { widget, secret } = await mountIn('asking')
    await tabTo(widget, 'Selfie')
    await sendKeys({ press: 'Space' })
    expect(checkbox(widget, 'selfie').checked).to.equal(true)
    await tabTo(widget, 'Share')
    await sendKeys({ press: 'Enter' })
    await reach(widget, 'waiting-for-token')
    expect(await sentTo(secret, 'consents'))
      .to.have.nested.property('[0].data-types')
      .that.includes('selfie')
  })

  it('declining takes as many keys', async () => {
    const { widget } = await mountIn('asking')
    await tabTo(widget, "Don't share")
    await sendKeys({ press: 'Space' })
    await reach(widget, 'declined')
  })

  // WCAG 2.4.3: the button that was pressed is gone; the reader goes on at the top of what replaced it.
  it('the focus goes to the headline of the next screen', async () => {
    const { widget } = await mountIn('asking')
    await tabTo(widget, 'Share')
    await sendKeys({ press: 'Enter' })
    await reach(widget, 'waiting-for-token')
    expect(widget.shadowRoot?.activeElement?.tagName).to.equal('H2')
  })

  it('a screen that changes by itself takes no focus from the page', async () => {
    const { widget } = await mountIn('asking')
    const elsewhere = document.body.appendChild(document.createElement('input'))
    share(widget).click()
    elsewhere.focus()
    await reach(widget, 'waiting-for-token')
    expect(document.activeElement === elsewhere).to.equal(true)
    elsewhere.remove()
  })

  // WCAG 2.4.7 and 2.4.11: the focus can be seen, and the answers that stay in view do not cover it.
  it('what has the focus has a ring and is not covered by the answers', async () => {
    const { widget } = await mountIn('asking')
    for (const name of ['Phone number', 'Selfie']) {
      await tabTo(widget, name)
      const element = widget.shadowRoot?.activeElement
      if (!element) throw new Error('Nothing has the focus.')
      expect(getComputedStyle(element).outlineStyle).to.equal('solid')
      const box = element.getBoundingClientRect()
      const top = share(widget).closest('.choices')?.getBoundingClientRect().top ?? 0
      expect(box.bottom).to.be.at.most(top)
    }
  })
})
