import { expect } from '@open-wc/testing'
import { emulateMedia } from '@web/test-runner-commands'
import { audit } from './audit.ts'
import { all, button, happen, mountIn, reach, share, statusOf } from './mount.ts'
import { emulate } from './page.ts'
import { dataTypes, goodCourse } from './scenario.ts'
import { screens, show } from './screens.ts'

/** What the system makes of one of its colours. */
function systemColour(name: string): string {
  const probe = document.createElement('i')
  probe.style.cssText = `background: ${name}`
  document.body.append(probe)
  const { backgroundColor } = getComputedStyle(probe)
  probe.remove()
  return backgroundColor
}

describe('accessibility', () => {
  before(() => {
    document.documentElement.lang = 'en'
    document.documentElement.style.colorScheme = 'light dark'
  })

  afterEach(() => emulate({}))
  after(() => emulateMedia({ colorScheme: 'light' }))

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [phase] of screens) {
      // axe holds text to the contrast of AA in either scheme, and targets to 24 px.
      it(`${phase} meets WCAG 2.2 AA as far as axe can tell, ${colorScheme}`, async () => {
        await emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const widget = await show(phase)
        expect(await audit(widget)).to.deep.equal([])
      })
    }
  }

  it('the question with a problem meets it too', async () => {
    const optional = dataTypes.filter(({ name }) => name === 'selfie')
    const { widget } = await mountIn('asking', { notice: { 'data-types': optional } })
    share(widget).click()
    await widget.updateComplete
    expect(statusOf(widget)).to.equal('Tick at least one thing to share.')
    expect(await audit(widget)).to.deep.equal([])
  })

  // Proves that the check above can fail.
  it('axe finds a planted fault in the shadow tree', async () => {
    const widget = await show('asking')
    widget.style.setProperty('--connect-text-quiet', '#ddd')
    await emulateMedia({ colorScheme: 'light' })
    expect(await audit(widget)).not.to.deep.equal([])
  })

  // WCAG 2.5.8 asks for 24 px; a thumb asks for 44.
  it('everything to press is at least 44 px high', async () => {
    const widget = await show('asking')
    const targets = [...all(widget, 'button'), ...all(widget, 'label')]
    expect(targets.length).to.equal(4)
    for (const target of targets) expect(target.getBoundingClientRect().height).to.be.at.least(44)
  })

  // WCAG 4.1.3: one region, there from the start, one sentence a stage.
  it('tells each stage once, politely, in one region', async () => {
    const { widget, secret } = await mountIn('redeeming', { status: 'redeeming' })
    const [region, ...others] = all(widget, '[role=status], [role=alert], [aria-live]')
    expect(others.length).to.equal(0)
    const sentences: string[] = []
    const observer = new MutationObserver(() => sentences.push(statusOf(widget)))
    if (region) observer.observe(region, { childList: true, characterData: true, subtree: true })
    for (const event of goodCourse) await happen(secret, event)
    await reach(widget, 'complete')
    expect(sentences).to.deep.equal([...new Set(sentences)])
    expect(sentences).to.include.members(['Government ID check: Passed', 'All done'])
    expect(region?.isConnected).to.equal(true)
  })

  it('the bar is a native one, with step and steps', async () => {
    const widget = await show('redeeming')
    const [bar] = all<HTMLProgressElement>(widget, 'progress')
    expect([bar?.value, bar?.max]).to.deep.equal([5, 8])
  })

  // Guarantee: where the system sets the colours, nothing that has to be seen was only a colour.
  it('the answers keep a border, and the bar and the ticks are there, where the system sets the colours', async () => {
    await emulate({ 'forced-colors': 'active' })
    expect(matchMedia('(forced-colors: active)').matches).to.equal(true)
    const question = await show('asking')
    for (const words of ['Share', "Don't share"]) {
      const { borderStyle, borderColor } = getComputedStyle(button(question, words))
      expect(borderStyle).to.equal('solid')
      expect(borderColor).not.to.equal(getComputedStyle(question).backgroundColor)
    }
    const course = await show('redeeming')
    const background = systemColour('Canvas')
    const ticks = all(course, 'li svg').map(tick => getComputedStyle(tick).stroke)
    expect(ticks.length).to.be.greaterThan(0)
    expect(ticks).not.to.include(background)
  })

  it('the place that is held for the question is seen where the system sets the colours', async () => {
    await emulate({ 'forced-colors': 'active' })
    const bars = all(await show('loading'), 'i').map(bar => getComputedStyle(bar))
    expect(bars.map(({ borderStyle }) => borderStyle)).to.deep.equal(Array(5).fill('solid'))
    expect(bars.map(({ borderColor }) => borderColor)).not.to.include(systemColour('Canvas'))
  })

  // WCAG 1.4.4 and 1.4.10: twice the text, on the narrowest screen, is read without scrolling to the side.
  for (const [phase] of screens) {
    for (const dir of ['ltr', 'rtl']) {
      it(`${phase} fits 320 px with text of twice the size, ${dir}`, async () => {
        const widget = await show(phase)
        const page = document.createElement('div')
        page.dir = dir
        page.style.cssText = 'inline-size: 320px; font-size: 200%'
        widget.before(page)
        page.append(widget)
        const [card] = all<HTMLElement>(widget, 'section')
        const sides = [card, ...all<HTMLElement>(widget, 'section *:not(.aside)')].flatMap(element => {
          const { left, right, width } = element?.getBoundingClientRect() ?? new DOMRect()
          return width === 0 ? [] : [left, right]
        })
        const { left, right } = page.getBoundingClientRect()
        expect(Math.min(...sides)).to.be.at.least(Math.floor(left))
        expect(Math.max(...sides)).to.be.at.most(Math.ceil(right))
      })
    }
  }

  it('nothing moves for those who asked for stillness', async () => {
    await emulate({ 'prefers-reduced-motion': 'reduce' })
    expect(matchMedia('(prefers-reduced-motion: reduce)').matches).to.equal(true)
    const widget = await show('redeeming')
    const moving = all(widget, '*').filter(element => getComputedStyle(element).animationName !== 'none')
    expect(moving.map(({ tagName }) => tagName)).to.deep.equal([])
  })
})
