import { expect, waitUntil } from '@open-wc/testing'
import { emulateMedia } from '@web/test-runner-commands'
import type { Phase } from '../../widget/session-state.ts'
import { audit } from './audit.ts'
import { all, button, happen, mountIn, reach, share, statusOf } from './mount.ts'
import { dataTypes, goodCourse, incompleteCourse, type Scenario } from './scenario.ts'

/** Every phase, with how to get there. */
const screens: readonly (readonly [Phase, Scenario])[] = [
  ['loading', { hold: ['session'] }],
  ['asking', {}],
  ['deciding', { hold: ['consents'] }],
  ['waiting-for-token', { status: 'granted' }],
  ['redeeming', { status: 'redeeming', happened: goodCourse.slice(0, 5) }],
  ['awaiting-input', { status: 'awaiting-input', happened: incompleteCourse }],
  ['complete', { status: 'completed', happened: goodCourse }],
  ['declined', { status: 'declined' }],
  ['failed', { answers: { session: [503] } }],
]

async function show(phase: Phase) {
  const scenario = new Map(screens).get(phase)
  const { widget } = await mountIn(phase === 'deciding' ? 'asking' : phase, scenario)
  if (phase === 'deciding') {
    share(widget).click()
    await reach(widget, 'deciding')
  }
  if (phase === 'redeeming') await waitUntil(() => statusOf(widget) === 'Document check: In progress')
  return widget
}

describe('accessibility', () => {
  before(() => {
    document.documentElement.lang = 'en'
    document.documentElement.style.colorScheme = 'light dark'
  })

  after(() => emulateMedia({ colorScheme: 'light', forcedColors: 'none' }))

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

  it('the answers keep a border where the system sets the colours', async () => {
    await emulateMedia({ forcedColors: 'active' })
    const widget = await show('asking')
    expect(getComputedStyle(button(widget, 'Share')).borderStyle).to.equal('solid')
  })

  it('nothing moves for those who asked for stillness', async () => {
    await emulateMedia({ reducedMotion: 'reduce' })
    const widget = await show('redeeming')
    const moving = all(widget, '*').filter(element => getComputedStyle(element).animationName !== 'none')
    expect(moving.map(({ tagName }) => tagName)).to.deep.equal([])
  })
})
