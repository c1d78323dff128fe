import { expect, fixture, html, waitUntil } from '@open-wc/testing'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import {
  all,
  box,
  button,
  checkbox,
  hold,
  mount,
  mountIn,
  pass,
  reach,
  release,
  says,
  seenBy,
  sentTo,
  shown,
  textOf,
} from './mount.ts'
import { goodCourse, incompleteCourse, missingField, type Scenario, secretFor } from './scenario.ts'

/** Resolves when the page has read an answer from an address that holds these words. */
const nextAnswer = (words: string) =>
  new Promise<void>(resolve => {
    const observer = new PerformanceObserver(list => {
      if (!list.getEntries().some(({ name }) => name.includes(words))) return
      observer.disconnect()
      setTimeout(resolve)
    })
    observer.observe({ type: 'resource' })
  })

describe('a page that turns to another language', () => {
  const german = 'Ihre Angaben mit Northwind Bank teilen?'

  for (const [where, element] of [
    ['the page', () => document.documentElement],
    ['an ancestor', (widget: ConnectWidget) => widget.parentElement],
    ['the element', (widget: ConnectWidget) => widget],
  ] as const) {
    it(`is asked in it at once, where ${where} says so, with what was ticked`, async () => {
      const { lang } = document.documentElement
      const { widget, secret } = await mountIn('asking')
      checkbox(widget, 'phone-number').click()
      element(widget)?.setAttribute('lang', 'de')
      await says(widget, german)
      expect(box(widget)?.lang).to.equal('de')
      expect(checkbox(widget, 'phone-number').checked).to.equal(true)
      button(widget, 'Teilen').click()
      await reach(widget, 'waiting-for-token')
      expect(await sentTo(secret, 'consents')).to.have.nested.property('[0].locale', 'de')
      if (lang) document.documentElement.lang = lang
      else document.documentElement.removeAttribute('lang')
    })
  }

  it('is heard through the shadow roots that the element is in', async () => {
    const host = await fixture<HTMLElement>(html`<div lang="en"></div>`)
    const root = host.attachShadow({ mode: 'open' })
    const widget = document.createElement('connect-widget')
    widget.clientSecret = secretFor({})
    root.append(widget)
    await reach(widget, 'asking')
    host.lang = 'de'
    await says(widget, german)
  })

  // GDPR Art. 7(1): the record names the words that were on the screen, not those on their way.
  it('has an answer recorded in the language that was on the screen, while the other one is on its way', async () => {
    const { widget, secret } = await mountIn('asking')
    await hold(secret, 'session')
    widget.lang = 'de'
    await waitUntil(async () => (await seenBy(secret)).some(({ locale }) => locale === 'de'))
    button(widget, 'Share').click()
    await release(secret, 'session')
    await reach(widget, 'waiting-for-token')
    expect(await sentTo(secret, 'consents')).to.have.nested.property('[0].locale', 'en')
  })

  it('is asked in the last language of several, whichever answer comes last', async () => {
    const { widget, secret } = await mountIn('asking')
    await hold(secret, 'session')
    widget.lang = 'de'
    await waitUntil(async () => (await seenBy(secret)).some(({ locale }) => locale === 'de'))
    widget.lang = 'fr'
    await waitUntil(async () => (await seenBy(secret)).some(({ locale }) => locale === 'fr'))
    await release(secret, 'session')
    await says(widget, 'Partager vos informations avec Northwind Bank')
  })

  it('is asked in it where it turns while the question is loaded', async () => {
    const { widget, secret } = await mount({ hold: ['session'] })
    await waitUntil(async () => (await seenBy(secret)).length === 1)
    widget.lang = 'de'
    await waitUntil(async () => (await seenBy(secret)).length === 2)
    await release(secret, 'session')
    await says(widget, german)
  })

  it('stays as it is where the server cannot say it in another language', async () => {
    const { widget, secret } = await mountIn('asking', { answers: { session: [200, 503] } })
    widget.lang = 'de'
    await waitUntil(async () => (await seenBy(secret)).length === 2)
    await widget.updateComplete
    expect(widget.matches(':state(asking)')).to.equal(true)
    expect(textOf(widget)).to.contain('Share your details with Northwind Bank?')
  })

  it('asks nobody where only something else around it changes', async () => {
    const { lang } = document.documentElement
    document.documentElement.lang = 'en'
    const { widget, secret } = await mountIn('asking')
    const other = document.body.appendChild(document.createElement('p'))
    other.lang = 'de'
    widget.lang = 'en-GB'
    await widget.updateComplete
    expect(await seenBy(secret)).to.have.length(1)
    other.remove()
    if (!lang) document.documentElement.removeAttribute('lang')
  })

  it('goes on with a collection that is open, with all that was typed and what is wrong with it', async () => {
    const inputs = [missingField('name-first', 'text'), missingField('birthdate', 'date')]
    const { widget } = await mountIn('awaiting-input', {
      status: 'awaiting-input',
      happened: incompleteCourse,
      inputs,
    })
    await shown(widget, '#name-first')
    const [first] = all<HTMLInputElement>(widget, '#name-first')
    if (first) first.value = 'Ada'
    all(widget, '#birthdate')[0]?.dispatchEvent(new Event('change'))
    await says(widget, 'Enter a date.')
    document.body.lang = 'de'
    await says(widget, 'Geben Sie ein Datum ein.')
    expect(textOf(widget)).to.contain('Vorname').and.to.contain('Später erledigen')
    expect(all<HTMLInputElement>(widget, '#name-first')[0]).to.equal(first)
    expect(first?.value).to.equal('Ada')
    document.body.removeAttribute('lang')
  })

  // Guarantee: what a template calls its fields and choices is asked for in the language of now, and what is chosen stays.
  describe('asks for what is missing in the words that the template has in it', () => {
    const option = (value: string, label: string) => ({ value, label, 'label-locale': null })
    const options = [option('none', 'Not employed'), option('employed', 'Employed')]
    const scenario: Scenario = {
      status: 'awaiting-input',
      happened: incompleteCourse,
      inputs: [
        missingField('employment', 'choice', { label: 'Employment', options }),
        missingField('address-country-code', 'country'),
      ],
      translations: {
        Employment: [
          { locale: 'de', label: 'Beschäftigung' },
          { locale: 'sv', label: 'Anställning' },
        ],
        Employed: [{ locale: 'de', label: 'Angestellt' }],
      },
    }
    const collecting = async (more: Scenario = {}) => {
      const mounted = await mountIn('awaiting-input', { ...scenario, ...more })
      await shown(mounted.widget, '.asked')
      return mounted
    }
    const askedIn = async (secret: string) =>
      (await seenBy(secret)).flatMap(({ route, body, locale }) =>
        route === 'inputs' && !body ? [locale] : [],
      )

    it('with what has been chosen, and asks no more than once', async () => {
      const { widget, secret } = await collecting()
      const [, employed] = all<HTMLInputElement>(widget, '[name=employment]')
      employed?.click()
      const [country] = all<HTMLSelectElement>(widget, '#address-country-code')
      if (!country) throw new Error('There is no list of countries.')
      country.value = 'AT'
      country.dispatchEvent(new Event('change'))
      widget.lang = 'de'
      await says(widget, 'Beschäftigung')
      expect(textOf(widget)).to.contain('Angestellt').and.to.contain('Not employed')
      expect(all(widget, '[name=employment]')[1]).to.equal(employed)
      expect(employed?.checked).to.equal(true)
      expect([country.value, country.selectedOptions[0]?.text]).to.deep.equal(['AT', 'Österreich'])
      expect(await askedIn(secret)).to.deep.equal(['en', 'de'])
    })

    it('also where the widget itself does not speak it', async () => {
      const { widget } = await collecting()
      widget.lang = 'sv-SE'
      await says(widget, 'Anställning')
      expect(textOf(widget)).to.contain('Do this later')
    })

    it('in the last of several, whichever answer comes last', async () => {
      const { widget, secret } = await collecting()
      await hold(secret, 'inputs')
      widget.lang = 'de'
      await waitUntil(async () => (await askedIn(secret)).includes('de'))
      await pass(secret, 'inputs')
      widget.lang = 'sv'
      await says(widget, 'Anställning')
      const late = nextAnswer('locale=de')
      await release(secret, 'inputs')
      await late
      await widget.updateComplete
      expect(textOf(widget)).to.contain('Anställning')
    })

    it('and goes on in those it has where the server cannot say', async () => {
      const { widget, secret } = await collecting({ answers: { inputs: [200, 503] } })
      widget.lang = 'de'
      await says(widget, 'Später erledigen')
      await waitUntil(async () => (await askedIn(secret)).length === 2)
      await widget.updateComplete
      expect(textOf(widget)).to.contain('Employment').and.not.to.contain('Beschäftigung')
    })
  })

  it('turns the person’s rights too, and leaves the step as it was', async () => {
    const { widget } = await mountIn('complete', { status: 'completed', happened: goodCourse })
    await shown(widget, 'details')
    all(widget, 'summary')[0]?.dispatchEvent(new MouseEvent('click'))
    widget.lang = 'ar'
    await says(widget, 'إيقاف المشاركة مع Northwind Bank')
    expect(all<HTMLDetailsElement>(widget, 'details')[0]?.open).to.equal(true)
    expect(textOf(widget)).not.to.contain('Stop sharing')
  })
})
