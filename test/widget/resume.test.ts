import { expect } from '@open-wc/testing'
import { all, mount, mountIn, textOf, told } from './mount.ts'
import { type EventDraft, goodCourse, incompleteCourse } from './scenario.ts'

const decidedAs = (status: 'approved' | 'needs_review' | 'declined'): EventDraft[] => [
  ...goodCourse.slice(0, 6),
  { name: 'inquiry.completed', 'inquiry-id': 'inq_1', status },
]

describe('a page that is loaded again', () => {
  it('before the decision asks, unticked', async () => {
    const { widget } = await mountIn('asking', { status: 'open' })
    expect(all(widget, 'input').map(box => box.matches(':checked'))).to.deep.equal([false, false])
  })

  it('after the grant waits for the token', async () => {
    const { widget } = await mountIn('waiting-for-token', { status: 'granted' })
    expect(textOf(widget)).to.contain('Confirm with Aurora Pay')
  })

  it('during the redemption shows the stages so far and goes on', async () => {
    const { widget } = await mount({ status: 'redeeming', happened: goodCourse })
    const { status } = await told(widget, 'connect-complete')
    expect(status).to.equal('approved')
  })

  it('after the end shows it with each stage and its result, and tells the page once more', async () => {
    const { widget } = await mount({ status: 'completed', happened: goodCourse })
    expect((await told(widget, 'connect-complete')).inquiryId).to.equal('inq_1')
    await widget.updateComplete
    expect(textOf(widget)).to.equal(
      'All done Northwind Bank has what it needs. You can go on. ' +
        'Approval accepted Done 7 details, 2 files copied Done Government ID check Passed ' +
        'Document check Skipped Inquiry decided Done All done',
    )
  })

  it('after an unfavourable end says so, and who tells more', async () => {
    const declined = await mountIn('complete', { status: 'completed', happened: decidedAs('declined') })
    expect(textOf(declined.widget))
      .to.contain('Not accepted')
      .and.to.contain('Northwind Bank tells you what you can do.')
    const reviewed = await mountIn('complete', { status: 'completed', happened: decidedAs('needs_review') })
    expect(textOf(reviewed.widget)).to.contain('Under review')
  })

  it('while input is awaited says what is missing and who needs it', async () => {
    const { widget } = await mountIn('awaiting-input', {
      status: 'awaiting-input',
      happened: incompleteCourse,
    })
    expect(textOf(widget)).to.contain('Northwind Bank needs a little more. Proof of address')
  })

  it('after a refusal says that nothing was shared', async () => {
    const { widget } = await mount({ status: 'declined' })
    await told(widget, 'connect-decline')
    await widget.updateComplete
    expect(textOf(widget)).to.contain('Nothing was shared')
  })
})
