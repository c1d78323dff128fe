import { expect, waitUntil } from '@open-wc/testing'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import { audit } from './audit.ts'
import { all, mountIn, seenBy, share, shown, textOf } from './mount.ts'
import type { Scenario } from './scenario.ts'

const party = (id: string, name: string, logo: string | null) => ({
  'organization-id': id,
  name,
  'privacy-url': null,
  'logo-url': logo,
})

/** A question whose source has this logo; the peer serves pictures at /peer/logo. */
const withLogo = (logo: string | null, more: Scenario = {}): Scenario => ({
  notice: {
    source: party('org_1', 'Aurora Pay', logo),
    destination: party('org_2', 'Northwind Bank', null),
  },
  ...more,
})

const logoAt = (query = '') => `${location.origin}/peer/logo?${query}`

const pictures = (widget: ConnectWidget) => all<HTMLImageElement>(widget, '.avatar img')

/** Resolves when whatever is asked for is answered. */
async function asked(address: string): Promise<void> {
  await waitUntil(() => performance.getEntriesByName(address).length > 0)
}

describe('a logo', () => {
  it('stands in the place of the initials, beside the name, and says nothing of its own', async () => {
    const { widget } = await mountIn('asking', withLogo(logoAt()))
    await shown(widget, '.avatar img')
    const [picture] = pictures(widget)
    expect(picture?.alt).to.equal('')
    expect(picture?.closest('[aria-hidden=true]')).not.to.equal(null)
    expect(picture?.src).to.match(/^blob:/)
    expect(textOf(widget)).to.contain('Aurora Pay Shares').and.not.to.contain('AP Aurora')
    expect(textOf(widget)).to.contain('NB Northwind Bank')
    expect(await audit(widget)).to.deep.equal([])
  })

  it('takes the room of the initials, whatever its own shape is', async () => {
    const { widget } = await mountIn('asking', withLogo(logoAt('width=400&height=20')))
    const [avatar] = all(widget, '.avatar')
    const before = avatar?.getBoundingClientRect().toJSON()
    await shown(widget, '.avatar img')
    expect(avatar?.getBoundingClientRect().toJSON()).to.deep.equal(before)
    expect(pictures(widget)[0]?.getBoundingClientRect().toJSON()).to.deep.equal(before)
  })

  it('stays over the screens that name both organizations', async () => {
    const { widget } = await mountIn('asking', withLogo(logoAt('stays')))
    await shown(widget, '.avatar img')
    share(widget).click()
    await waitUntil(() => widget.matches(':state(waiting-for-token)'))
    await widget.updateComplete
    expect(pictures(widget)).to.have.length(1)
  })

  for (const [what, query] of [
    ['is not there', 'status=404'],
    ['is no picture', 'type=text/html'],
    ['is a broken picture', 'broken'],
  ] as const) {
    it(`that ${what} leaves the initials`, async () => {
      const { widget } = await mountIn('asking', withLogo(logoAt(query)))
      await asked(logoAt(query))
      await widget.updateComplete
      expect(textOf(widget)).to.contain('AP Aurora Pay')
      expect(pictures(widget)).to.have.length(0)
    })
  }

  // Nothing of the person leaves before the grant: whoever serves a picture learns who has asked for it.
  for (const elsewhere of [
    'https://aurora.example/logo.svg',
    `http://127.0.0.2:${location.port}/peer/logo`,
    'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    'javascript:alert(1)',
    'logo.svg',
    '',
  ]) {
    it(`at ${elsewhere || 'no address'} is asked of nobody`, async () => {
      const { widget, secret } = await mountIn('asking', withLogo(elsewhere))
      await widget.updateComplete
      expect(pictures(widget)).to.have.length(0)
      expect(performance.getEntriesByType('resource').map(({ name }) => name)).not.to.contain(elsewhere)
      expect((await seenBy(secret)).map(({ route }) => route)).to.deep.equal(['session'])
      expect(textOf(widget)).to.contain('AP Aurora Pay')
    })
  }
})
