import { expect } from '@open-wc/testing'
import { en } from '../../widget/messages/en.ts'
import { english, languageFor } from '../../widget/messages/languages.ts'
import { loadLanguage } from '../../widget/messages/load-language.ts'
import { missingName } from '../../widget/messages/missing-name.ts'
import { initials } from '../../widget/screens/text.ts'

describe('the words', () => {
  it('are English where there is no such language', async () => {
    for (const subtag of ['en', 'da', '', 'constructor']) {
      expect(await languageFor(subtag, loadLanguage), subtag).to.equal(english)
    }
  })

  it('name what is missing, also by a name that they do not know', () => {
    expect(missingName(en, 'proof-of-address')).to.equal('Proof of address')
    expect(missingName(en, 'address-street-1')).to.equal('Address street 1')
    expect(missingName(en, 'constructor')).to.equal('Constructor')
  })

  it('make initials of any script', () => {
    const names = ['Aurora Pay', ' northwind  bank of x', 'Ångström', '东方 银行', '𝒜lpha', '']
    expect(names.map(initials)).to.deep.equal(['AP', 'NB', 'Å', '东银', '𝒜', ''])
  })
})
