import { expect } from '@open-wc/testing'
import { trustworthyUrl } from '../../widget/trustworthy-url.ts'
import { all, mountIn, textOf } from './mount.ts'
import type { Scenario } from './scenario.ts'

const attack = '<img src=x onerror="window.attacked = true">\u202e'

function from(name: string, privacyUrl: string | null): Scenario {
  const party = { 'organization-id': 'org_1', name, 'privacy-url': privacyUrl, 'logo-url': null }
  return {
    notice: { purpose: name, 'retention-days': null, source: party, destination: party },
    gap: { available: 1, total: 2, missing: [{ kind: 'field', name }] },
  }
}

describe('what an organization sends', () => {
  it('stays text, and its direction stays its own', async () => {
    const { widget } = await mountIn('asking', from(attack, null))
    expect(textOf(widget)).to.contain(attack)
    expect(all(widget, 'img').length).to.equal(0)
    expect(Object.hasOwn(window, 'attacked')).to.equal(false)
    const bare = all(widget, '*:not(bdi)').filter(({ childNodes }) =>
      [...childNodes].some(node => node instanceof Text && node.data.trim() === attack),
    )
    expect(bare.map(({ tagName }) => tagName)).to.deep.equal([])
  })

  it('becomes a link only where a person may be sent', async () => {
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      'http://example.com/',
      '/privacy',
      'not an address',
    ]) {
      const { widget } = await mountIn('asking', from('A', address))
      expect(all(widget, 'a').length, address).to.equal(0)
    }
    const { widget } = await mountIn('asking', from('A', 'https://a.example/privacy'))
    const links = all<HTMLAnchorElement>(widget, 'a')
    expect(links.map(({ href }) => href)).to.deep.equal([
      'https://a.example/privacy',
      'https://a.example/privacy',
    ])
    expect(links.map(({ rel }) => rel)).to.deep.equal(['noopener noreferrer', 'noopener noreferrer'])
  })

  it('may be http only on this very machine', () => {
    const good = ['https://a.example/', 'http://localhost:3000/x', 'http://127.0.0.1/', 'http://[::1]:3000/']
    const bad = [
      'http://a.example/',
      'http://localhost.a.example/',
      'http://127.0.0.1.a.example/',
      'ftp://localhost/',
    ]
    expect(good.map(address => trustworthyUrl(address)?.protocol)).not.to.include(undefined)
    expect(bad.map(trustworthyUrl)).to.deep.equal([null, null, null, null])
  })
})

describe('under a strict policy', () => {
  // Lit's sheets are adopted: no style-src is needed. Templates hold no style of their own.
  it('there is no style attribute and no style element', async () => {
    const { widget } = await mountIn('redeeming', { status: 'redeeming' })
    expect(all(widget, '[style], style').length).to.equal(0)
    expect(widget.shadowRoot?.adoptedStyleSheets.length).to.be.above(0)
  })
})
