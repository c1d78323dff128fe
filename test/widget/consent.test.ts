import { expect } from '@open-wc/testing'
import { sendKeys, setViewport } from '@web/test-runner-commands'
import { all, checkbox, decline, mountIn, reach, release, seenBy, sentTo, share, textOf } from './mount.ts'
import { dataTypes, type Scenario } from './scenario.ts'

const onlyOptional = dataTypes.filter(({ name }) => name === 'phone-number' || name === 'selfie')

const askingFor = (types: typeof dataTypes): Scenario => ({ notice: { 'data-types': types } })

describe('the question', () => {
  // GDPR Art. 4(11): informed. No link, no second layer.
  it('says at once who shares, who receives, what, why, for how long, how to withdraw, and what is left to add', async () => {
    const { widget } = await mountIn('asking')
    const text = textOf(widget)
    expect(text).to.contain('Aurora Pay Shares').and.to.contain('Northwind Bank Receives')
    expect(text).to.contain('Name Date of birth Address Government ID')
    expect(text).to.contain('Why To open your current account')
    expect(text).to.contain('Kept for 5 years')
    expect(text).to.contain('Withdraw At any time: here, or with Northwind Bank')
    expect(text).to.contain('6 of 7 required details already there. You will add: Proof of address.')
  })

  it('says that a code will have to be confirmed, where one will', async () => {
    const missing = [{ kind: 'code', name: 'phone-number' }] as const
    const { widget } = await mountIn('asking', { gap: { available: 7, total: 7, missing: [...missing] } })
    expect(textOf(widget)).to.contain(
      'Left to add 7 of 7 required details already there. You will confirm with a code that is sent to you: Phone number.',
    )
  })

  // What the connection does not let travel is not consented to.
  it('does not ask for what the source cannot share', async () => {
    const { widget } = await mountIn('asking')
    expect(all(widget, '[part=data-types] li').map(item => item.textContent)).not.to.contain(
      'Proof of address',
    )
    expect(all<HTMLInputElement>(widget, 'input').map(({ value }) => value)).not.to.contain(
      'proof-of-address',
    )
  })

  // GDPR recital 32: no pre-ticked boxes. Art. 9: a face is asked for on its own, required or not.
  it('ticks nothing beforehand, and gives the optional and the biometric a checkbox each', async () => {
    const { widget } = await mountIn('asking')
    const boxes = all<HTMLInputElement>(widget, 'input')
    expect(boxes.map(({ value }) => value)).to.deep.equal(['phone-number', 'selfie'])
    expect(boxes.map(({ checked }) => checked)).to.deep.equal([false, false])
    expect(checkbox(widget, 'selfie').closest('fieldset')).not.to.equal(
      checkbox(widget, 'phone-number').closest('fieldset'),
    )
    expect(checkbox(widget, 'selfie').closest('fieldset')?.textContent).to.contain('special data')
  })

  // EDPB 03/2022, Data Act recital 38: refusing is as easy as agreeing.
  it('draws both answers alike: same element, class, part, size and style', async () => {
    const { widget } = await mountIn('asking')
    const [yes, no] = [share(widget), decline(widget)]
    expect(yes.tagName).to.equal(no.tagName)
    expect(yes.className).to.equal(no.className)
    expect(yes.part.value).to.equal(no.part.value)
    expect(sizeOf(yes)).to.deep.equal(sizeOf(no))
    expect(styleOf(yes)).to.deep.equal(styleOf(no))
  })

  for (const [width, textSize] of [
    [320, '16px'],
    [320, '32px'],
    [1280, '16px'],
  ] as const) {
    it(`keeps both answers in view at ${width} × 568 with text of ${textSize}`, async () => {
      await setViewport({ width, height: 568 })
      document.body.style.fontSize = textSize
      const { widget } = await mountIn('asking')
      window.scrollTo(0, 0)
      for (const answer of [share(widget), decline(widget)]) {
        const { top, bottom, left, right } = answer.getBoundingClientRect()
        expect(top).to.be.at.least(0)
        expect(bottom).to.be.at.most(568)
        expect(left).to.be.at.least(0)
        expect(right).to.be.at.most(width)
      }
      expect(sizeOf(share(widget))).to.deep.equal(sizeOf(decline(widget)))
      expect(document.documentElement.scrollWidth).to.be.at.most(width)
      document.body.style.fontSize = ''
      await setViewport({ width: 800, height: 600 })
    })
  }
})

describe('the answer', () => {
  // GDPR Art. 7(1): the record says exactly what was agreed to, and to which text.
  it('grants what is required and what was ticked, for the notice that was shown', async () => {
    const { widget, secret } = await mountIn('asking')
    checkbox(widget, 'phone-number').click()
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    expect(await sentTo(secret, 'consents')).to.deep.equal([
      {
        decision: 'granted',
        'data-types': ['name', 'birthdate', 'address', 'government-id', 'phone-number'],
        'notice-hash': 'sha-256:00',
        locale: 'en',
      },
    ])
  })

  it('can be given in one click either way', async () => {
    const { widget, secret } = await mountIn('asking')
    decline(widget).click()
    await reach(widget, 'declined')
    expect(await sentTo(secret, 'consents')).to.deep.equal([
      { decision: 'declined', 'data-types': [], 'notice-hash': 'sha-256:00', locale: 'en' },
    ])
    expect(textOf(widget)).to.contain('Nothing was shared').and.to.contain('usual form')
  })

  it('cannot be "Share" with nothing to share, and says why', async () => {
    const { widget, secret } = await mountIn('asking', askingFor(onlyOptional))
    share(widget).click()
    await widget.updateComplete
    expect(textOf(widget)).to.contain('Tick at least one thing to share.')
    expect(await sentTo(secret, 'consents')).to.be.empty

    checkbox(widget, 'selfie').click()
    share(widget).click()
    await reach(widget, 'waiting-for-token')
    expect(await sentTo(secret, 'consents'))
      .to.have.nested.property('[0].data-types')
      .that.deep.equals(['selfie'])
  })

  // Silence, a key or leaving is no consent.
  it('is not given by Escape, by Enter in a checkbox, or by going away', async () => {
    const { widget, secret } = await mountIn('asking')
    checkbox(widget, 'selfie').focus()
    await sendKeys({ press: 'Enter' })
    await sendKeys({ press: 'Escape' })
    expect(widget.matches(':state(asking)')).to.equal(true)
    widget.remove()
    window.dispatchEvent(new PageTransitionEvent('pagehide'))
    expect((await seenBy(secret)).map(({ route }) => route)).to.deep.equal(['session'])
  })

  it('is the only thing that sends anything: before it the widget has but asked for the session', async () => {
    const { widget, secret } = await mountIn('asking', {}, 'cnst_early.SECRET')
    checkbox(widget, 'phone-number').click()
    expect((await seenBy(secret)).map(({ route }) => route)).to.deep.equal(['session'])
  })

  // Nothing optimistic: the screen says "granted" when the server has.
  it('is not taken for recorded before the server has answered', async () => {
    const { widget, secret } = await mountIn('asking', { hold: ['consents'] })
    share(widget).click()
    await widget.updateComplete
    expect(widget.matches(':state(deciding)')).to.equal(true)
    expect(share(widget).getAttribute('aria-disabled')).to.equal('true')
    await release(secret, 'consents')
    await reach(widget, 'waiting-for-token')
  })

  it('counts once, however often it is clicked', async () => {
    const { widget, secret } = await mountIn('asking', { hold: ['consents'] })
    share(widget).click()
    share(widget).click()
    decline(widget).click()
    await release(secret, 'consents')
    await reach(widget, 'waiting-for-token')
    expect(await sentTo(secret, 'consents')).to.have.length(1)
  })
})

function sizeOf(element: Element) {
  const { width, height } = element.getBoundingClientRect()
  return { width, height }
}

function styleOf(element: Element) {
  const { color, backgroundColor, backgroundImage, border, font, opacity, boxShadow } =
    getComputedStyle(element)
  return { color, backgroundColor, backgroundImage, border, font, opacity, boxShadow }
}
