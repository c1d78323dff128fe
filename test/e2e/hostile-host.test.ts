import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { billOf } from './bill.ts'
import { heardEvent, launchBrowser, openContext } from './browser.ts'
import { giveSession } from './give-session.ts'
import { destinationHost, type Host } from './hosts.ts'
import { type RunningServer, startServer } from './server.ts'
import { declineButton, personWith, shareButton } from './walk.ts'

/** What pages say of all elements, and what one would say that wants its visitors to press "Share". */
const RULES = `<style>
  * { all: unset !important; font-family: serif !important; font-weight: 900 !important; line-height: 1 !important; color: #fff !important; background: #fff !important;
      letter-spacing: 1em !important; text-transform: uppercase !important; direction: rtl !important;
      text-indent: -99em !important; white-space: nowrap !important; cursor: none !important; }
  html, body, form, connect-widget { display: block !important; max-inline-size: 27.2em !important }
  head, head * { display: none !important }
  button { display: none !important }
  button:last-of-type, .action, [part~='share'] { transform: scale(2) !important; opacity: 1 !important }
  :root { --_accent: #fff; --_surface: #000; --_text: #000; --_step: 9em; --_radius: 0 }
</style>`

/** What old libraries leave in every page, and what nosy ones listen to. */
const SCRIPT = `<base href="https://elsewhere.example/"><script>
  Object.prototype.extra = () => 'mine'
  Array.prototype.extra = () => 'mine'
  // Prototype.js 1.6, which is still about: each says its own JSON as a text, and these two forget what they are handed.
  for (const type of [Object, Array, String]) type.prototype.toJSON = function () { return '"' + this + '"' }
  Array.from = iterable => [...iterable]
  Array.prototype.reduce = function () { return this.length > 1 ? this : this[0] }
  window.define = Object.assign(() => { throw new Error('not for this') }, { amd: {} })
  window.module = { exports: {} }
  window.exports = window.module.exports
  window.litHtmlVersions = ['1.0.0']
  addEventListener('keydown', event => event.key !== 'Tab' && event.stopImmediatePropagation(), true)
  document.addEventListener('submit', event => { document.title = 'submitted' })
</script>`

describe('a page that is hostile to what is on it', () => {
  let server: RunningServer
  let browser: Browser
  let hosts: Host[]
  let plain: Page
  let hostile: Page
  const complaints: string[] = []

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    hosts = await Promise.all([
      destinationHost(server.origin, {}),
      destinationHost(server.origin, {}, RULES + SCRIPT),
    ])
    const [one, other] = await Promise.all(hosts.map(openHost))
    if (!one || !other) throw new Error('no pages')
    plain = one
    hostile = other
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await Promise.all((hosts ?? []).map(host => host.close()))
    await server?.discard()
  })

  async function openHost(host: Host): Promise<Page> {
    const context = await openContext(browser)
    context.on('weberror', error => complaints.push(error.error().message))
    const page = await context.newPage()
    await page.goto(host.origin)
    await giveSession(server, host, page, {
      template: 'destination-inquiry-template-id-strict',
      inquiry: 'source-inquiry-id-partial',
    })
    await shareButton(page).waitFor()
    return page
  }

  /** Everything that the browser computes for each element of the widget but where on the page it is. */
  const looksOf = (page: Page) =>
    page.locator('connect-widget section').evaluate(card =>
      [card, ...card.querySelectorAll('*')].map(element => {
        const style = getComputedStyle(element)
        const own = [...style].filter(
          name => !name.startsWith('--') && !/origin|inset|^(left|right|top|bottom)$/.test(name),
        )
        const { width, height } = element.getBoundingClientRect()
        return [
          element.localName,
          width,
          height,
          ...own.map(name => `${name}: ${style.getPropertyValue(name)}`),
        ]
      }),
    )

  // Guarantee: no rule of a page reaches what the person is asked, and neither answer is made the easier one.
  it('draws the widget as any other page does', async () => {
    expect(await looksOf(hostile)).toEqual(await looksOf(plain))
    const [share, decline] = await Promise.all(
      [shareButton(hostile), declineButton(hostile)].map(one => one.boundingBox()),
    )
    expect([share?.width, share?.height]).toEqual([decline?.width, decline?.height])
  })

  // Guarantee: what a page has done to the language's own objects changes nothing of what is asked, sent or stored.
  it('takes it from the question to the end', async () => {
    for (const box of await hostile.getByRole('checkbox').all()) await box.check()
    await shareButton(hostile).click()
    const bill = await billOf(personWith('no-proof-of-address'))
    await hostile.getByLabel('Choose a file: Document').setInputFiles(bill)
    const { status, inquiryId } = await heardEvent(hostile, 'connect-complete')
    expect(status).toBe('approved')
    const { data } = await server.destination.inquiries.retrieve(String(inquiryId))
    expect(data.attributes.status).toBe('approved')
    const { data: records } = await server.destination.consents.list()
    const granted = records.find(({ attributes }) => attributes.side === 'destination')
    expect(granted?.attributes['data-types']).toContain('selfie')
    expect(await hostile.title()).toBe('Destination')
    expect(complaints).toEqual([])
  }, 60_000)
})
