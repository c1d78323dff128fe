import { expect, waitUntil } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import { audit } from './audit.ts'
import { all, button, type Mounted, mountIn, reach, seenBy, shown, textOf, told } from './mount.ts'
import { incompleteCourse, missingField, phoneCode, type Scenario } from './scenario.ts'

const FIELD = '#code-phone-number'

/** A widget that asks for a code, and for nothing else where nothing is said. */
async function asking(more: Scenario = {}): Promise<Mounted> {
  const mounted = await mountIn('awaiting-input', {
    status: 'awaiting-input',
    happened: incompleteCourse,
    inputs: [phoneCode],
    goesOn: [
      { name: 'inquiry.completed', 'inquiry-id': 'inq_1', status: 'approved' },
      { name: 'redemption.finished', 'redemption-id': 'rdm_1' },
    ],
    ...more,
  })
  await shown(mounted.widget, '.asked')
  return mounted
}

const said = (widget: ConnectWidget, words: string) =>
  waitUntil(() => textOf(widget).includes(words), `"${words}" is not said`, { interval: 5, timeout: 4000 })

async function send(widget: ConnectWidget): Promise<HTMLInputElement> {
  button(widget, 'Send code').click()
  await shown(widget, FIELD)
  const [field] = all<HTMLInputElement>(widget, FIELD)
  if (!field) throw new Error('There is no field for the code.')
  return field
}

function type(field: HTMLInputElement, text: string): void {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

const confirmedIn = async (secret: string) =>
  (await seenBy(secret)).flatMap(({ route, body }) => (route === 'codes/confirm' ? [body] : []))

describe('a code', () => {
  it('is sent when the person asks for it, and says to whom without telling', async () => {
    const { widget, secret } = await asking()
    expect(textOf(widget)).to.contain('Phone number')
    expect(textOf(widget)).to.match(/We will send a six-digit code to .•••• 42/)
    expect((await seenBy(secret)).filter(({ route }) => route === 'codes')).to.have.length(0)
    await send(widget)
    const [asked] = (await seenBy(secret)).filter(({ route }) => route === 'codes')
    expect(asked?.body).to.deep.equal({ data: { attributes: { kind: 'phone-number' } } })
  })

  // The message that brings it is written by the server.
  it('is sent in the language of the page', async () => {
    const { widget, secret } = await asking()
    widget.lang = 'de'
    await said(widget, 'Code senden')
    button(widget, 'Code senden').click()
    await shown(widget, FIELD)
    const [sent] = (await seenBy(secret)).filter(({ route }) => route === 'codes')
    expect(sent?.locale).to.equal('de')
  })

  it('confirms with its sixth digit, and the redemption goes on by itself', async () => {
    const { widget, secret } = await asking()
    const field = await send(widget)
    const completed = told(widget, 'connect-complete')
    type(field, '12345')
    type(field, '123456')
    expect((await completed).status).to.equal('approved')
    await reach(widget, 'complete')
    expect(await confirmedIn(secret)).to.deep.equal([
      { data: { attributes: { kind: 'phone-number', code: '123456' } } },
    ])
  })

  it('can be typed by keyboard alone: the field has the focus once the code is sent', async () => {
    const { widget } = await asking()
    const completed = told(widget, 'connect-complete')
    button(widget, 'Send code').focus()
    await sendKeys({ press: 'Enter' })
    await waitUntil(() => widget.shadowRoot?.activeElement?.matches(FIELD))
    await sendKeys({ type: '204713' })
    expect((await completed).status).to.equal('approved')
  })

  it('is taken as people paste it, and is known to browsers that fill it in', async () => {
    const { widget, secret } = await asking()
    const field = await send(widget)
    expect([field.autocomplete, field.inputMode, field.type]).to.deep.equal([
      'one-time-code',
      'numeric',
      'text',
    ])
    type(field, ' 123 456 ')
    await waitUntil(async () => (await confirmedIn(secret)).length === 1)
    expect(await confirmedIn(secret)).to.deep.equal([
      { data: { attributes: { kind: 'phone-number', code: '123456' } } },
    ])
  })

  it('that is wrong is said at its field, aloud, and can be typed again', async () => {
    const { widget } = await asking({ attempts: ['code_wrong', 'confirmed'] })
    const field = await send(widget)
    type(field, '111111')
    await said(widget, 'That is not the code that was sent.')
    expect(field.getAttribute('aria-invalid')).to.equal('true')
    const [problem] = all(widget, '[role=alert]')
    expect(problem?.id).to.equal(field.getAttribute('aria-describedby'))
    expect(problem?.textContent).to.contain('That is not the code that was sent.')
    expect(await audit(widget)).to.deep.equal([])
    const completed = told(widget, 'connect-complete')
    type(field, '222222')
    expect((await completed).status).to.equal('approved')
  })

  it('that nobody can use any more makes place for another', async () => {
    const { widget } = await asking({ attempts: ['code_attempts_exhausted'] })
    type(await send(widget), '111111')
    await said(widget, 'This code is no longer valid.')
    expect(all(widget, FIELD)).to.have.length(0)
    expect(textOf(widget)).to.contain('Send another code')
  })

  it('can be sent again after a pause that is counted down', async () => {
    const { widget, secret } = await asking()
    await send(widget)
    await said(widget, 'Send another code (')
    const [again] = all<HTMLButtonElement>(widget, '.asked button')
    expect(again?.getAttribute('aria-disabled')).to.equal('true')
    again?.click()
    await said(widget, '(28)')
    expect((await seenBy(secret)).filter(({ route }) => route === 'codes')).to.have.length(1)
  })

  it('is asked for once the number is there that it goes to', async () => {
    const { widget } = await asking({ inputs: [missingField('phone-number', 'phone-number'), phoneCode] })
    expect(textOf(widget)).not.to.contain('six-digit')
    const [number] = all<HTMLInputElement>(widget, '#phone-number')
    if (number) number.value = '+49 30 123442'
    number?.dispatchEvent(new Event('change', { bubbles: true }))
    await said(widget, 'six-digit')
    type(await send(widget), '123456')
    await reach(widget, 'complete')
  })

  it('does not get through where the network is gone, and can be asked for again', async () => {
    const { widget } = await asking({ answers: { codes: [503, 200] } })
    button(widget, 'Send code').click()
    await said(widget, 'That did not get through. Try again.')
    button(widget, 'Send another code').click()
    await shown(widget, FIELD)
  })

  it('is accessible before it is sent and after', async () => {
    const { widget } = await asking()
    expect(await audit(widget)).to.deep.equal([])
    await send(widget)
    expect(await audit(widget)).to.deep.equal([])
  })
})
