import { expect, fixture, html } from '@open-wc/testing'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import { mountIn, reach, sentTo, share } from './mount.ts'
import { goodCourse, secretFor } from './scenario.ts'

const clean = location.href
const token = 'cnst_1.SECRET'

/** Puts this into the page's address, as a link of the source's would. */
const arriveWith = (fragment: string) => history.replaceState({ mine: 1 }, '', `${clean}#${fragment}`)

const tokensOf = async (secret: string) =>
  (await sentTo(secret, 'redemption')).map(body => Object(body)['share-token'])

async function redeemed(widget: ConnectWidget): Promise<void> {
  share(widget).click()
  await reach(widget, 'complete')
}

describe('a share token in the page’s fragment', () => {
  afterEach(() => history.replaceState(null, '', clean))

  it('is redeemed after the grant', async () => {
    arriveWith(`share-token=${token}`)
    const { widget, secret } = await mountIn('asking', { happens: goodCourse })
    await redeemed(widget)
    expect(await tokensOf(secret)).to.deep.equal([token])
  })

  // A fragment stays in the history and in whatever the page's address is copied into.
  it('is gone from the address in the turn in which the element comes into the page', () => {
    arriveWith(`share-token=${token}`)
    const entries = history.length
    const widget = document.body.appendChild(document.createElement('connect-widget'))
    expect(location.href).to.equal(clean)
    expect(history.length).to.equal(entries)
    expect(history.state).to.deep.equal({ mine: 1 })
    widget.remove()
  })

  for (const [before, after] of [
    [`top&share-token=${token}`, '#top'],
    [`share-token=${token}&/route/2?a=b%20c`, '#/route/2?a=b%20c'],
    [`share-token=${token}&share-token=other`, ''],
    ['share-tokens=1', '#share-tokens=1'],
    ['section-2', '#section-2'],
  ] as const) {
    it(`leaves of #${before} ${after || 'nothing'}`, () => {
      arriveWith(before)
      const widget = document.body.appendChild(document.createElement('connect-widget'))
      expect(location.hash).to.equal(after)
      widget.remove()
    })
  }

  it('goes to the first element on the page, and to no other', async () => {
    arriveWith(`share-token=${token}`)
    const secrets = [secretFor({ happens: goodCourse }), secretFor({ happens: goodCourse })]
    const place = await fixture(html`
      <div>${secrets.map(secret => html`<connect-widget client-secret=${secret}></connect-widget>`)}</div>
    `)
    const [first, second] = [...place.querySelectorAll('connect-widget')]
    if (!first || !second) throw new Error('There are not two of them.')
    await Promise.all([reach(first, 'asking'), reach(second, 'asking')])
    await redeemed(first)
    share(second).click()
    await reach(second, 'waiting-for-token')
    expect(await tokensOf(secrets[0] ?? '')).to.deep.equal([token])
    expect(await tokensOf(secrets[1] ?? '')).to.be.empty
  })

  it('yields to one that the page has given, and is wiped even so', async () => {
    arriveWith('share-token=cnst_2.SECRET')
    const { widget, secret } = await mountIn('asking', { happens: goodCourse }, token)
    expect(location.href).to.equal(clean)
    await redeemed(widget)
    expect(await tokensOf(secret)).to.deep.equal([token])
  })

  it('is none when it is empty or too long to be one', async () => {
    for (const value of ['', 'x'.repeat(513)]) {
      arriveWith(`share-token=${value}`)
      const { widget } = await mountIn('asking')
      expect(widget.shareToken).to.equal('')
      expect(location.href).to.equal(clean)
      share(widget).click()
      await reach(widget, 'waiting-for-token')
    }
  })
})
