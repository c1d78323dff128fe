import { expect, fixture, html } from '@open-wc/testing'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import { all, decline, mountIn, reach, share } from './mount.ts'
import { goodCourse, incompleteCourse, type Scenario, secretFor } from './scenario.ts'

const done: Scenario = { status: 'completed', happened: goodCourse }

/** A widget in a form beside a native field, in the phase that its scenario leads to. */
async function inForm(scenario: Scenario, phase: 'asking' | 'complete' | 'awaiting-input', required = true) {
  const form = await fixture<HTMLFormElement>(html`
    <form>
      <fieldset>
        <input name="email" value="a@b.example" />
        <connect-widget name="inquiry" ?required=${required} client-secret=${secretFor(scenario)}></connect-widget>
      </fieldset>
    </form>
  `)
  const widget = form.querySelector('connect-widget')
  if (!widget) throw new Error('There is no widget in the form.')
  await reach(widget, phase)
  return { form, widget, fieldset: form.querySelector('fieldset') ?? document.createElement('fieldset') }
}

const submitted = (form: HTMLFormElement) => Object.fromEntries(new FormData(form))

describe('in a form', () => {
  it('it belongs to it, and hands over the inquiry’s id once the inquiry is decided', async () => {
    const { form, widget } = await inForm(done, 'complete')
    expect(widget.form).to.equal(form)
    expect([...form.elements].includes(widget)).to.equal(true)
    expect(widget.value).to.equal('inq_1')
    expect(submitted(form)).to.deep.equal({ email: 'a@b.example', inquiry: 'inq_1' })
    expect(form.checkValidity()).to.equal(true)
  })

  it('it hands over nothing before, after a refusal, or while something is missing', async () => {
    const asking = await inForm({}, 'asking')
    expect(submitted(asking.form)).to.deep.equal({ email: 'a@b.example' })
    decline(asking.widget).click()
    await reach(asking.widget, 'declined')
    expect(submitted(asking.form)).to.deep.equal({ email: 'a@b.example' })
    const missing = await inForm({ status: 'awaiting-input', happened: incompleteCourse }, 'awaiting-input')
    expect(submitted(missing.form)).to.deep.equal({ email: 'a@b.example' })
  })

  it('it keeps a form from being sent where it is required, says why, and takes the person to itself', async () => {
    const { form, widget } = await inForm({}, 'asking')
    const refused: EventTarget[] = []
    widget.addEventListener('invalid', () => refused.push(widget))
    expect(form.checkValidity()).to.equal(false)
    expect(widget.validity.valueMissing).to.equal(true)
    expect(widget.validationMessage).to.equal('Share your details here first.')
    let sent = false
    form.addEventListener('submit', event => {
      event.preventDefault()
      sent = true
    })
    form.requestSubmit()
    expect(sent).to.equal(false)
    expect(refused).to.deep.equal([widget, widget])
    expect(document.activeElement).to.equal(widget)
    expect(widget.shadowRoot?.activeElement?.tagName).to.equal('SECTION')
  })

  it('it lets a form go without it where it is not, and hears of `required` as a property', async () => {
    const { form, widget } = await inForm({}, 'asking', false)
    expect(form.checkValidity()).to.equal(true)
    widget.required = true
    expect(widget.hasAttribute('required')).to.equal(true)
    expect(widget.checkValidity()).to.equal(false)
    widget.required = false
    expect(widget.checkValidity()).to.equal(true)
  })

  // A form reads the attribute; a framework that finds a property sets that.
  it('it reflects its name', async () => {
    const { form, widget } = await inForm(done, 'complete')
    widget.name = 'kyc'
    expect(widget.getAttribute('name')).to.equal('kyc')
    expect(submitted(form)).to.deep.equal({ email: 'a@b.example', kyc: 'inq_1' })
  })

  it('it is out of use with its fieldset: nothing to press, nothing to check, nothing handed over', async () => {
    const { form, widget, fieldset } = await inForm(done, 'complete')
    fieldset.disabled = true
    await widget.updateComplete
    expect(widget.disabled).to.equal(true)
    expect(all(widget, 'section[inert]')).to.have.length(1)
    expect(widget.willValidate).to.equal(false)
    expect(submitted(form)).to.deep.equal({})
    fieldset.disabled = false
    await widget.updateComplete
    expect(all(widget, 'section[inert]')).to.be.empty
    expect(submitted(form)).to.have.property('inquiry')
  })

  it('it can be put out of use by itself', async () => {
    const { widget } = await mountIn('asking')
    widget.disabled = true
    await widget.updateComplete
    share(widget).focus()
    expect(widget.shadowRoot?.activeElement).to.equal(null)
  })

  it('it starts from what the server knows when the form is reset', async () => {
    const { form, widget } = await inForm(done, 'complete')
    form.reset()
    await widget.updateComplete
    expect(widget.value).to.equal('')
    await reach(widget, 'complete')
    expect(submitted(form)).to.have.property('inquiry', 'inq_1')
  })

  // Back from the next page, before any session is there.
  it('it takes back the value that the browser has kept, until the server says otherwise', async () => {
    const form = await fixture<HTMLFormElement>(
      html`<form><connect-widget name="inquiry" required></connect-widget></form>`,
    )
    const widget = form.querySelector('connect-widget') ?? new Error('no widget')
    if (widget instanceof Error) throw widget
    widget.formStateRestoreCallback('inq_0')
    expect(submitted(form)).to.deep.equal({ inquiry: 'inq_0' })
    expect(widget.checkValidity()).to.equal(true)
    await load(widget, {})
    expect(submitted(form)).to.deep.equal({})
    expect(widget.checkValidity()).to.equal(false)
  })

  it('it forgets the value with the session that it was of', async () => {
    const { form, widget } = await inForm(done, 'complete')
    await load(widget, {})
    expect(submitted(form)).to.deep.equal({ email: 'a@b.example' })
  })
})

async function load(widget: ConnectWidget, scenario: Scenario): Promise<void> {
  widget.clientSecret = secretFor(scenario)
  await reach(widget, 'asking')
}
