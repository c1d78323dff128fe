import { expect } from '@open-wc/testing'
import { html, render } from 'lit'
import { en } from '../../widget/messages/en.ts'
import { messagesFor } from '../../widget/messages/languages.ts'
import type { Words } from '../../widget/messages/messages.ts'
import { initials } from '../../widget/screens/text.ts'

function textOf(words: Words): string {
  const box = document.createElement('div')
  render(html`${words}`, box)
  return box.textContent ?? ''
}

describe('the words', () => {
  it('are English where a language is not there yet', () => {
    expect([
      messagesFor('en-GB'),
      messagesFor('da'),
      messagesFor(''),
      messagesFor('constructor'),
    ]).to.deep.equal([en, en, en, en])
  })

  it('count in singular and plural', () => {
    expect(en.progress.copied(1, 1)).to.equal('1 detail, 1 file copied')
    expect(en.progress.copied(7, 0)).to.equal('7 details, 0 files copied')
  })

  it('tell a period in years where it comes to whole ones, leap days or not, and in days otherwise', () => {
    const periods = [365, 366, 730, 1825, 1826, 1827, 3650, 1, 90, 500].map(days =>
      textOf(en.consent.retention(days, 'B')),
    )
    expect(periods).to.deep.equal([
      '1 year',
      '1 year',
      '2 years',
      '5 years',
      '5 years',
      '5 years',
      '10 years',
      '1 day',
      '90 days',
      '500 days',
    ])
    expect(textOf(en.consent.retention(null, 'B'))).to.equal('As long as the privacy policy of B says')
  })

  it('report the gap', () => {
    expect(en.consent.gap(4, 5, ['Proof of address'])).to.equal(
      '4 of 5 already there. You will add: Proof of address.',
    )
    expect(en.consent.gap(4, 6, ['Selfie', 'Address'])).to.contain('You will add: Selfie and Address.')
    expect(en.consent.gap(5, 5, [])).to.equal('5 of 5 already there. Nothing to add.')
  })

  it('name what is missing, also by a name that they do not know', () => {
    expect(en.missing('proof-of-address')).to.equal('Proof of address')
    expect(en.missing('address-street_1')).to.equal('address street 1')
    expect(en.missing('constructor')).to.equal('constructor')
  })

  it('make initials of any script', () => {
    const names = ['Aurora Pay', ' northwind  bank of x', 'Ångström', '东方 银行', '𝒜lpha', '']
    expect(names.map(initials)).to.deep.equal(['AP', 'NB', 'Å', '东银', '𝒜', ''])
  })
})
