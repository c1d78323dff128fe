import { expect, fixture, html } from '@open-wc/testing'
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
import { box, button, happen, reach, says, statusOf, textOf } from './mount.ts'
import {
  goodCourse,
  governmentId,
  incompleteCourse,
  missingField,
  type Scenario,
  secretFor,
} from './scenario.ts'

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
    button(widget, 'مشاركة').click()
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
