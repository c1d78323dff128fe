import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenApi } from '../../../server/api/openapi/openapi.ts'
import { html } from '../../../server/docs/html.ts'
import { audit } from '../../axe.ts'
import { chromiumArgs, chromiumPath } from '../../chromium.ts'
import { startServer, type TestServer } from '../harness.ts'

let server: TestServer
let page: string
beforeAll(async () => {
  server = await startServer()
  page = await (await fetch(`${server.origin}/docs`)).text()
})
afterAll(() => server.close())

const idsIn = (text: string): string[] => [...text.matchAll(/ id="([^"]+)"/g)].map(match => match[1] ?? '')

describe('the page of the API', () => {
  it('has a place for each operation, and a link to it', async () => {
    const document: OpenApi = (await server.call(null, 'GET', '/openapi.json')).json
    const operations = Object.values(document.paths).flatMap(item => Object.values(item))
    expect(operations.length).toBeGreaterThan(50)
    for (const { operationId, summary } of operations) {
      expect(page).toContain(`<article id="${operationId}"`)
      expect(page).toContain(`href="#${operationId}"`)
      expect(page).toContain(html`${summary}`.text)
    }
  })

  it('has no link that leads nowhere, and no name twice', () => {
    const ids = idsIn(page)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(match => match[1] ?? '')
    expect(links.filter(link => !ids.includes(link))).toEqual([])
  })

  // Guarantee: it works without scripts, and nothing else could run in it.
  it('runs nothing and lets nothing run', async () => {
    const { headers } = await fetch(`${server.origin}/docs`)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';style-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    )
    expect(page).not.toMatch(/<script|<style|<form|\son[a-z]+=|javascript:/i)
  })

  it('is found with a slash at its end as well', async () => {
    const answer = await fetch(`${server.origin}/docs/`)
    expect([answer.status, answer.url]).toEqual([200, `${server.origin}/docs`])
  })

  it('treats what it is given as text', () => {
    expect(html`<p title="${'"'}">${'<b>&'}</p>`.text).toBe('<p title="&quot;">&lt;b&gt;&amp;</p>')
  })
})

describe('in a browser, the page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] })
  }, 60_000)
  afterAll(() => browser.close())

  const UNFOLD =
    "document.querySelectorAll('#share-tokens-create details').forEach(one => { one.open = true })"

  /** The page is long and says the same of each operation: one of each sort of section is looked at. */
  const SECTIONS = ['nav', 'header', '#headers', '#refusals', '#share-tokens-create', '#schema-inquiry']

  it.each(['light', 'dark'] as const)(
    'has nothing that keeps people out, %s',
    async colorScheme => {
      // Its own policy would keep the checker out.
      const context = await browser.newContext({ bypassCSP: true, colorScheme })
      const tab = await context.newPage()
      await tab.goto(`${server.origin}/docs`)
      await tab.evaluate(UNFOLD)
      expect(await audit(tab, SECTIONS)).toEqual([])
      await context.close()
    },
    120_000,
  )

  it.each([320, 1280])(
    'fits into %i pixels',
    async width => {
      const tab = await browser.newPage({ viewport: { width, height: 700 } })
      await tab.goto(`${server.origin}/docs#share-tokens-create`)
      const [needed, has] = await tab.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]')
      expect(needed).toBe(has)
      await tab.close()
    },
    60_000,
  )

  it('is read by keyboard: past the contents, and into what is folded', async () => {
    const tab = await browser.newPage()
    await tab.goto(`${server.origin}/docs`)
    await tab.keyboard.press('Tab')
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Skip to the text')
    await tab.keyboard.press('Enter')
    await tab.waitForURL(url => url.hash === '#main')
    const folded = tab.locator('#share-tokens-create summary', { hasText: 'Example of a body' })
    await folded.focus()
    await tab.keyboard.press('Enter')
    expect(await tab.locator('#share-tokens-create pre').first().isVisible()).toBe(true)
    await tab.close()
  }, 60_000)
})
