import express from 'express'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../axe.ts'
import { launchBrowser, openContext } from './browser.ts'
import { type Host, serveApp } from './hosts.ts'
import {
  elementIn,
  listedEvents,
  loadPlayground,
  nextScene,
  previewOf,
  reachState,
  valuesOf,
  wordsIn,
} from './preview.ts'
import { type RunningServer, startServer } from './server.ts'
import { personWith } from './walk.ts'

let server: RunningServer
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
  context = await openContext(browser)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  page = await context.newPage()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.discard()
})

const load = (switches: Readonly<Record<string, string>> = {}) =>
  loadPlayground(page, server.origin, switches)

const turn = (name: string, value: string) => page.locator(`input[name=${name}][value="${value}"]`).check()

/** A computed property of what `selector` finds in the element. */
const styleOf = (selector: string, property: string) =>
  elementIn(page)
    .locator(selector)
    .first()
    .evaluate((found, name) => getComputedStyle(found).getPropertyValue(name), property)

const DARK = 'rgb(23, 25, 31)'
const LIGHT = 'rgb(255, 255, 255)'

describe('the switches for the place', () => {
  it('turn the theme, which otherwise is the system’s', async () => {
    await load()
    await elementIn(page).locator('section').waitFor()
    const card = () => styleOf('section', 'background-color')
    expect(await card()).toBe(LIGHT)
    await turn('theme', 'dark')
    await expect.poll(card).toBe(DARK)
    await turn('theme', 'system')
    await expect.poll(card).toBe(LIGHT)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await card()).toBe(DARK)
    await turn('theme', 'light')
    await expect.poll(card).toBe(LIGHT)
    await page.emulateMedia({ colorScheme: null })
  })

  it('turn the direction of the page, while the words keep theirs', async () => {
    await load({ language: 'de' })
    await elementIn(page).locator('section').waitFor()
    await turn('dir', 'rtl')
    const around = page.frameLocator('iframe').locator('html')
    await expect.poll(() => around.getAttribute('dir')).toBe('rtl')
    expect(await styleOf('section', 'direction')).toBe('ltr')
    await turn('dir', 'ltr')
    await page.locator('select[name=language]').selectOption('ar')
    await expect.poll(() => styleOf('section', 'direction')).toBe('rtl')
    expect(await around.getAttribute('dir')).toBe('ltr')
  })

  it.each([
    ['320', 320],
    ['480', 480],
  ])('give it %s px', async (width, pixels) => {
    await load()
    await turn('width', width)
    await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).toBe(pixels)
    await turn('width', 'wide')
    await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).toBeGreaterThan(480)
  })

  it('give its text twice the size', async () => {
    await load()
    await elementIn(page).locator('section').waitFor()
    expect(await styleOf('section', 'font-size')).toBe('15px')
    await turn('size', '200')
    await expect.poll(() => styleOf('section', 'font-size')).toBe('30px')
  })

  // Whoever goes through the switches by the keyboard stays there; the dialog has the focus when they go to it.
  it('put it into a dialog, without taking whoever is at the switches away', async () => {
    await load()
    await page.locator('input[value=dialog]').scrollIntoViewIfNeeded()
    const top = await page.evaluate(() => scrollY)
    await nextScene(page, () => turn('layout', 'dialog'))
    await elementIn(page).locator('dialog[open]').waitFor()
    await page.getByText(':state(asking)', { exact: true }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('dialog')
    expect(await page.evaluate(() => scrollY)).toBe(top)
    await page.evaluate(() => scrollTo(0, 0))
    await elementIn(page).getByRole('button', { name: 'Close' }).click()
    await expect
      .poll(() => listedEvents(page))
      .toContainEqual({ type: 'connect-dismiss', detail: { result: { status: 'dismissed' } } })
    await page.getByRole('button', { name: 'Play it again' }).click()
    await elementIn(page).locator('dialog[open]').waitFor()
  })
})

describe('the custom properties', () => {
  it('reach the element, and are its own again when they are taken back', async () => {
    await load()
    await page.getByText('Custom properties', { exact: true }).click()
    const button = () => styleOf('[part~=choice]', 'color')
    const usual = await button()
    await page.getByLabel('--connect-accent').fill('rgb(122, 31, 107)')
    await page.getByLabel('--connect-radius').fill('3px')
    await page.getByLabel('--connect-font').fill('monospace')
    await expect.poll(button).toBe('rgb(122, 31, 107)')
    expect(await styleOf('section', 'border-top-left-radius')).toBe('3px')
    expect(await styleOf('section', 'font-family')).toBe('monospace')
    await page.getByRole('button', { name: 'Reset all' }).click()
    await expect.poll(button).toBe(usual)
  })

  it('say what is no value, and leave it out', async () => {
    await load({ accent: 'url(https://elsewhere.example/x)' })
    const field = page.getByLabel('--connect-accent')
    await field.waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const own = await elementIn(page).evaluate(element => element.getAttribute('style'))
    expect(own ?? '').not.toContain('elsewhere')
    expect(await page.locator('[data-slot=snippet]').innerText()).not.toContain('elsewhere')
  })
})

describe('the address', () => {
  const TURNED = {
    phase: 'missing-choice',
    language: 'pl',
    theme: 'dark',
    width: '320',
    size: '200',
    accent: 'gold',
  }

  // Guarantee: whoever gets the link sees the same.
  it('says what the switches say, and brings it back in another browser', async () => {
    await load()
    for (const name of ['phase', 'language'] as const)
      await page.locator(`select[name=${name}]`).selectOption(TURNED[name])
    for (const name of ['theme', 'width', 'size'] as const) await turn(name, TURNED[name])
    await page.getByText('Custom properties', { exact: true }).click()
    await page.getByLabel('--connect-accent').fill(TURNED.accent)
    await page.getByRole('button', { name: 'Copy a link to this' }).click()
    await page.getByText('Copied.').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(Object.fromEntries(new URLSearchParams(new URL(link).hash.slice(1)))).toEqual(TURNED)
    await expect.poll(() => wordsIn(page)).toMatch(/Czym się Pan/)
    const words = await wordsIn(page)

    const other = await (await openContext(browser)).newPage()
    await other.goto(link)
    await expect.poll(() => wordsIn(other)).toBe(words)
    for (const name of ['phase', 'language'] as const)
      expect(await other.locator(`select[name=${name}]`).inputValue()).toBe(TURNED[name])
    for (const name of ['theme', 'width', 'size'] as const)
      expect(await other.locator(`input[name=${name}]:checked`).inputValue()).toBe(TURNED[name])
    expect(await other.getByLabel('--connect-accent').inputValue()).toBe('gold')
    await other.context().close()
  })

  it('of nothing that there is shows what is there at first', async () => {
    await load({ phase: 'nonsense', theme: 'plaid', unheard: 'of' })
    await expect.poll(() => wordsIn(page)).toMatch(/Share your details/)
    await expect.poll(() => page.url()).toBe(`${server.origin}/demo/playground/`)
  })
})

describe('what is written beside it', () => {
  it('is what the page heard, with nothing of the person in it', async () => {
    await load({ phase: 'complete' })
    await reachState(page, 'complete')
    await expect
      .poll(async () => (await listedEvents(page)).at(-1)?.detail)
      .toMatchObject({ status: 'approved' })
    const listed = JSON.stringify(await listedEvents(page))
    for (const value of Object.values(personWith('complete').fields)) {
      if (value.length > 2) expect(listed).not.toContain(value)
    }
  })

  // Guarantee: the page that is shown as text shows the same when somebody makes it.
  it('is a page that shows the same on an origin of its own', async () => {
    await load({ language: 'fr', theme: 'dark', radius: '2px', accent: 'rgb(250, 200, 0)' })
    await expect.poll(() => wordsIn(page)).toMatch(/Partager/)
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByText('Copied.').waitFor()
    const snippet = await page.evaluate(() => navigator.clipboard.readText())
    const host = await hostOf(snippet)
    const own = await context.newPage()
    await own.goto(host.origin)
    const section = own.locator('connect-widget section')
    await section.waitFor()
    await expect.poll(() => section.innerText()).toBe(await wordsIn(page))
    const shown = await section.evaluate(box => {
      const { backgroundColor, borderTopLeftRadius } = getComputedStyle(box)
      return { backgroundColor, borderTopLeftRadius }
    })
    expect(shown).toEqual({ backgroundColor: DARK, borderTopLeftRadius: '2px' })
    await own.close()
    await host.close()
  })

  /** Somebody's page, with the backend that it calls. */
  const hostOf = (html: string): Promise<Host> =>
    serveApp(origin =>
      express()
        .get('/', (_req, res) => res.type('html').send(html))
        .post('/my-backend/session', async (_req, res) => {
          const { meta } = await server.destination.sessions.create({
            'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
            'allowed-origins': [origin()],
            purpose: 'Open your Northwind account',
          })
          res.json({ 'client-secret': meta['client-secret'] })
        }),
    )
})

describe('for everybody', () => {
  it('every switch is reached and turned by the keyboard alone', async () => {
    await load()
    await page.getByText('Custom properties', { exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.locator('h1').evaluate(title => {
      title.tabIndex = -1
      title.focus()
    })
    const reached = new Set<string>()
    for (let presses = 0; presses < 60 && !reached.has('IFRAME'); presses++) {
      await page.keyboard.press('Tab')
      reached.add(
        await page.evaluate(
          () => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName ?? '',
        ),
      )
    }
    const switches = await page
      .locator('#switches')
      .evaluate(form => [...new FormData(form as HTMLFormElement).keys()])
    expect([...reached]).toEqual(expect.arrayContaining([...new Set(switches), 'IFRAME']))

    await page.locator('input[name=theme]:checked').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => styleOf('section', 'background-color')).toBe(DARK)
    await page.locator('select[name=phase]').focus()
    await nextScene(page, () => page.keyboard.press('ArrowDown'))
    await page.getByText(':state(deciding)', { exact: true }).waitFor()
  })

  // WCAG 1.4.4 and 1.4.10: twice the text, on the narrowest screen, is read without scrolling to the side.
  it('no phase is wider than 320 px with text of twice the size', { timeout: 240_000 }, async () => {
    await load()
    const tooWide: string[] = []
    for (const [index, phase] of (await valuesOf(page, 'phase')).entries()) {
      const language = index % 2 === 0 ? 'de' : 'ar'
      await load({ phase, language, width: '320', size: '200' })
      await expect.poll(() => wordsIn(page)).not.toBe('')
      // What is asked for is a part of its own, which is loaded later.
      if (phase.startsWith('missing-')) await elementIn(page).locator('.asked').first().waitFor()
      const wide = await (await previewOf(page)).evaluate(() => document.documentElement.scrollWidth)
      if (wide > 320) tooWide.push(`${phase} in ${language}: ${wide} px`)
    }
    expect(tooWide).toEqual([])
  })

  it.each([
    ['light', 1280, {}],
    ['dark', 1280, { phase: 'missing-several', failure: 'none' }],
    ['light', 320, { phase: 'complete', language: 'ar', accent: 'nonsense' }],
    ['dark', 320, { failure: 'token-expired', layout: 'dialog' }],
  ] as const)(
    'it meets WCAG 2.2 AA as far as axe can tell: %s, %d px',
    async (colorScheme, width, switches) => {
      const allowing = await browser.newContext({
        bypassCSP: true,
        colorScheme,
        viewport: { width, height: 900 },
      })
      const shown = await allowing.newPage()
      await loadPlayground(shown, server.origin, switches)
      await expect.poll(() => wordsIn(shown)).not.toBe('')
      expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await audit(shown)).toEqual([])
      expect(await audit(await previewOf(shown))).toEqual([])
      await allowing.close()
    },
  )
})
