import { expect, fixture, html, waitUntil } from '@open-wc/testing'
import { en as englishWords } from '../../widget/collect/words/en.ts'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import type { Language } from '../../widget/languages/language.ts'
import { OTHER_LANGUAGES } from '../../widget/languages/other-languages.ts'
import { loadLanguage as loadFromBeside } from '../../widget/messages/cdn-load-language.ts'
import { counted } from '../../widget/messages/counted.ts'
import { en } from '../../widget/messages/en.ts'
import { english } from '../../widget/messages/languages.ts'
import { loadLanguage } from '../../widget/messages/load-language.ts'
import { Speech } from '../../widget/messages/speech.ts'
import { en as englishRights } from '../../widget/rights/words/en.ts'
import { audit } from './audit.ts'
import {
  all,
  checkbox,
  happen,
  hold,
  mount,
  mountIn,
  pass,
  reach,
  release,
  seenBy,
  sentTo,
  shown,
  statusOf,
  textOf,
} from './mount.ts'
import {
  goodCourse,
  governmentId,
  incompleteCourse,
  missingField,
  type Scenario,
  secretFor,
} from './scenario.ts'

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

const decided = ['approved', 'declined', 'needs_review'] as const

/** What a function says of organizations that are not there, each by a sign of its own. */
const spoken = (say: (first: string, second: string) => unknown) => say('①', '②')

/** Every sentence of a language, by its place. */
function sentences(place: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[place, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => sentences(`${place}.${key}`, inner))
}

function sentencesOf({ messages, words, rights }: Language): Map<string, string> {
  const {
    waiting,
    progress,
    awaitingInput,
    shared,
    declined,
    withdrawn,
    complete,
    names: _names,
    ...plain
  } = messages
  const said = {
    ...plain,
    waiting: Object.fromEntries(Object.entries(waiting).map(([name, say]) => [name, spoken(say)])),
    progress: { ...progress, hint: spoken(progress.hint), copied: spoken(progress.copied) },
    awaitingInput: { ...awaitingInput, body: spoken(awaitingInput.body) },
    shared: { ...shared, body: spoken(shared.body) },
    declined: { ...declined, body: spoken(declined.body) },
    withdrawn: { ...withdrawn, body: spoken(withdrawn.body) },
    complete: Object.fromEntries(decided.map(status => [status, complete(status, '①')])),
  }
  const ofRights = rights && {
    ...rights,
    confirm: spoken(rights.confirm),
    meaning: spoken(rights.meaning),
    copied: spoken(rights.copied),
  }
  return new Map([
    ...sentences('messages', said),
    ...sentences('words', words),
    ...sentences('rights', ofRights),
  ])
}

/** What is rightly the same as in English. */
const SAME: Readonly<Record<string, readonly string[]>> = { nl: ['words.pages.document'] }

/** An Arabic page around a widget. */
async function arabic(scenario: Scenario): Promise<{ widget: ConnectWidget; secret: string }> {
  const secret = secretFor(scenario)
  const page = await fixture(
    html`<main lang="ar-EG" dir="rtl"><connect-widget client-secret=${secret}></connect-widget></main>`,
  )
  const widget = page.querySelector('connect-widget')
  if (!widget) throw new Error('There is no widget.')
  return { widget, secret }
}

const says = (widget: ConnectWidget, words: string) =>
  waitUntil(() => textOf(widget).includes(words), `"${words}" is not said`, { interval: 5, timeout: 4000 })

function press(widget: ConnectWidget, words: string): void {
  const found = all<HTMLButtonElement>(widget, 'button').find(
    ({ textContent }) => textContent?.trim() === words,
  )
  if (!found) throw new Error(`There is no button "${words}".`)
  found.click()
}

const box = (widget: ConnectWidget) => all<HTMLElement>(widget, 'section')[0]

describe('every language', () => {
  const englishSentences = sentencesOf({ messages: en, words: englishWords, rights: englishRights })

  for (const subtag of OTHER_LANGUAGES) {
    it(`${subtag} says all that English says, and in its own words`, async () => {
      const language = await loadLanguage(subtag)
      const said = sentencesOf(language)
      expect(language.messages.locale).to.equal(subtag)
      for (const [place, sentence] of englishSentences) {
        const own = said.get(place)
        if (/\.(locale|dir|details\.|files\.)/.test(place)) continue
        expect(own?.trim(), place).not.to.be.oneOf([undefined, ''])
        for (const sign of sentence.match(/[①②]/g) ?? []) expect(own, place).to.contain(sign)
        if (!SAME[subtag]?.includes(place)) expect(own, place).not.to.equal(sentence)
      }
    })

    // CLDR says which forms a language has; a form that is not given is said wrongly.
    it(`${subtag} has every form of a counted noun that it needs, and names for all that can be missing`, async () => {
      const { messages } = await loadLanguage(subtag)
      const { details, files } = messages.progress
      for (let count = 0; count <= 120; count += 1) {
        const form = new Intl.PluralRules(subtag).select(count)
        expect(Object.keys(details), `${count}`).to.include(form)
        expect(Object.keys(files), `${count}`).to.include(form)
      }
      for (const name of Object.keys(englishWords.names)) expect(messages.names).to.have.property(name)
    })
  }

  it('counts in Polish and Arabic as they count', async () => {
    const [pl, ar] = await Promise.all([loadLanguage('pl'), loadLanguage('ar')])
    const files = ({ messages }: Language, counts: number[]) =>
      counts.map(count => counted(messages.locale, messages.progress.files, count))
    expect(files(pl, [0, 1, 2, 5, 12, 22, 25])).to.deep.equal([
      '0 plików',
      '1 plik',
      '2 pliki',
      '5 plików',
      '12 plików',
      '22 pliki',
      '25 plików',
    ])
    expect(files(ar, [0, 1, 2, 3, 11, 100])).to.deep.equal([
      '0 ملف',
      'ملف واحد',
      'ملفان',
      '3 ملفات',
      '11 ملفًا',
      '100 ملف',
    ])
    expect(counted('en', en.progress.details, 1)).to.equal('1 detail')
    expect(counted('en', en.progress.details, 7)).to.equal('7 details')
  })
})

describe('a page in Arabic', () => {
  it('is Arabic from the question to the end, from right to left, and meets WCAG 2.2 AA', async () => {
    const { widget, secret } = await arabic({})
    await reach(widget, 'asking')
    await says(widget, 'مشاركة')
    const audited = async (words: string) => {
      await says(widget, words)
      expect([box(widget)?.lang, box(widget)?.dir]).to.deep.equal(['ar', 'rtl'])
      expect(textOf(widget)).not.to.match(/Passed|Done|Shared|Share /)
      expect(await audit(widget)).to.deep.equal([])
    }
    await audited('عدم المشاركة')
    press(widget, 'مشاركة')
    await reach(widget, 'waiting-for-token')
    await audited('لقد وافقت')
    widget.shareToken = 'cnst_1.SECRET'
    await reach(widget, 'redeeming')
    for (const event of goodCourse.slice(0, 5)) await happen(secret, event)
    await audited('التحقق من وثيقة الهوية')
    for (const event of goodCourse.slice(5)) await happen(secret, event)
    await reach(widget, 'complete')
    await audited('تم كل شيء')
    expect(statusOf(widget)).to.equal('تم كل شيء')
  })

  it('asks for what is missing in Arabic, also when it is loaded there', async () => {
    const inputs = [missingField('name-first', 'text'), governmentId]
    const { widget } = await arabic({ status: 'awaiting-input', happened: incompleteCourse, inputs })
    await says(widget, 'القيام بذلك لاحقًا')
    expect(textOf(widget)).to.contain('الاسم الأول').and.contain('وثيقة الهوية')
    expect(document.documentElement.scrollWidth).to.be.at.most(window.innerWidth)
    expect(await audit(widget)).to.deep.equal([])
  })

  it('goes over to the language of its `lang` attribute, and back', async () => {
    const { widget } = await arabic({ status: 'declined' })
    await says(widget, 'لم تتم مشاركة أي شيء')
    widget.lang = 'fr-CA'
    await says(widget, 'Rien n’a été partagé')
    expect([box(widget)?.lang, box(widget)?.dir]).to.deep.equal(['fr', 'ltr'])
    widget.removeAttribute('lang')
    await says(widget, 'لم تتم مشاركة أي شيء')
  })
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
      press(widget, 'Teilen')
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
    press(widget, 'Share')
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

describe('the language of a widget', () => {
  it("is the session's own where nothing around it has one", async () => {
    const { lang } = document.documentElement
    document.documentElement.removeAttribute('lang')
    const secret = secretFor({ status: 'declined', attributes: { locale: 'pl-PL' } })
    const widget = await fixture<ConnectWidget>(
      html`<connect-widget client-secret=${secret}></connect-widget>`,
    )
    await says(widget, 'Nic nie zostało udostępnione')
    if (lang) document.documentElement.lang = lang
  })

  // Nothing stands beside the script of these tests, so that this is a real 404.
  it('is English, without an error, where its module cannot be loaded', async () => {
    const speech = new Speech(() => {}, loadFromBeside)
    await speech.speak('de')
    expect(speech.language).to.equal(english)
  })

  it('is the last one that was asked for, whichever arrives first', async () => {
    const first = Promise.withResolvers<Language>()
    const speech = new Speech(
      () => {},
      subtag => (subtag === 'de' ? first.promise : loadLanguage(subtag)),
    )
    const german = speech.speak('de')
    await speech.speak('fr')
    first.resolve(await loadLanguage('de'))
    await german
    expect(speech.language.messages.locale).to.equal('fr')
  })
})
