import { expect } from '@open-wc/testing'
import { en } from '../../widget/messages/en.ts'
import { messagesFor } from '../../widget/messages/languages.ts'
import { initials } from '../../widget/screens/text.ts'

describe('the words', () => {
  it('are English where a language is not there yet', () => {
    expect([messagesFor('en'), messagesFor('da'), messagesFor(''), messagesFor('constructor')]).to.deep.equal(
      [en, en, en, en],
    )
  })

  it('count in singular and plural', () => {
    expect(en.progress.copied(1, 1)).to.equal('1 detail, 1 file copied')
    expect(en.progress.copied(7, 0)).to.equal('7 details, 0 files copied')
  })

  it('name what is missing, also by a name that they do not know', () => {
    expect(en.missing('proof-of-address')).to.equal('Proof of address')
    expect(en.missing('address-street-1')).to.equal('Address street 1')
    expect(en.missing('constructor')).to.equal('Constructor')
  })

  it('make initials of any script', () => {
    const names = ['Aurora Pay', ' northwind  bank of x', 'Ångström', '东方 银行', '𝒜lpha', '']
    expect(names.map(initials)).to.deep.equal(['AP', 'NB', 'Å', '东银', '𝒜', ''])
  })
})
