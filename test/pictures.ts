import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { PersonKey } from '../demo/people/person.ts'
import { launchBrowser } from './e2e/browser.ts'
import { type RunningServer, startServer } from './e2e/server.ts'
import { confirmAs, openBank, personWith, shareButton } from './e2e/walk.ts'

/** Phases by name, where not all of them are wanted. */
const wanted = process.argv.slice(2)

/**
 * `npm run pictures`: what a person sees of each phase, in the demo with the real server, light and dark, wide and
 * narrow, for somebody to look at. They go to pictures/, which is not kept; those of the README go to docs/, and are.
 */

const ROOT = join(import.meta.dirname, '..')
const PICTURES = join(ROOT, 'pictures')

const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1100 },
  { name: 'dark', colorScheme: 'dark', width: 1100 },
  { name: 'narrow', colorScheme: 'light', width: 320 },
] as const

/** What the README shows. */
const README = [
  { phase: 'asking', colorScheme: 'light', file: 'widget.png' },
  { phase: 'collecting', colorScheme: 'light', file: 'widget-missing.png' },
  { phase: 'complete', colorScheme: 'dark', file: 'widget-complete.png' },
] as const

type Template = 'standard' | 'strict'

/** Each phase with how to get there from the bank's page; the page to look at. */
const PHASES: Readonly<Record<string, { template?: Template; walk(page: Page): Promise<Page> }>> = {
  asking: { walk: async page => page },
  'asking-arabic': {
    async walk(page) {
      await inArabic(page)
      await page.getByText('عدم المشاركة').waitFor()
      return page
    },
  },
  declined: {
    async walk(page) {
      await page.getByRole('button', { name: /^Don.t share$/ }).click()
      await page.waitForURL(/#form$/)
      return page
    },
  },
  'waiting-for-token': {
    async walk(page) {
      await sourcePage(page)
      await page.getByText('Confirm with').first().waitFor()
      return page
    },
  },
  'source-asking': { walk: async page => signIn(await sourcePage(page), 'complete') },
  complete: { walk: page => shareAs(page, 'complete', 'All done') },
  'complete-stopping': {
    walk: async page => openStop(await shareAs(page, 'complete', 'All done')),
  },
  withdrawn: { walk: async page => stop(await shareAs(page, 'complete', 'All done')) },
  'withdrawn-arabic': {
    async walk(page) {
      await stop(await shareAs(page, 'complete', 'All done'))
      await inArabic(page)
      await page.getByText('حفظ الإيصال').waitFor()
      return page
    },
  },
  'withdrawn-while-waiting': {
    async walk(page) {
      await sourcePage(page)
      await page.getByText('Confirm with').first().waitFor()
      return stop(page)
    },
  },
  'collecting-arabic': {
    template: 'strict',
    async walk(page) {
      await shareAs(page, 'no-proof-of-address', 'Nearly there')
      await inArabic(page)
      await page.getByText('القيام بذلك لاحقًا').waitFor()
      return openStop(page)
    },
  },
  'under-review': { walk: page => shareAs(page, 'expired-document', 'Under review') },
  collecting: { template: 'strict', walk: page => shareAs(page, 'no-proof-of-address', 'Nearly there') },
  playground: { walk: page => playground(page, '', 'Share your details') },
  'playground-missing': {
    walk: page => playground(page, '#phase=missing-several&width=480&accent=teal', 'Nearly there'),
  },
  'playground-failed-arabic': {
    walk: page => playground(page, '#failure=token-spent&language=ar&layout=dialog', 'تعذّر'),
  },
}

/** The playground at that address, once its widget says so. */
async function playground(page: Page, fragment: string, words: string): Promise<Page> {
  await page.goto(new URL(`/demo/playground/${fragment}`, page.url()).href)
  await page.frameLocator('iframe').getByText(words).first().waitFor()
  return page
}

/** The page turns to Arabic while it is read. */
const inArabic = (page: Page) =>
  page.evaluate(() => Object.assign(document.documentElement, { lang: 'ar', dir: 'rtl' }))

async function openStop(page: Page): Promise<Page> {
  await page.locator('connect-widget summary').click()
  return page
}

async function stop(page: Page): Promise<Page> {
  await openStop(page)
  await page.locator('connect-widget details button').click()
  await page.getByText('You have stopped sharing').first().waitFor()
  await page.locator('connect-widget a[download]').waitFor()
  return page
}

async function sourcePage(page: Page): Promise<Page> {
  const [source] = await Promise.all([page.waitForEvent('popup'), shareButton(page).click()])
  return source
}

async function signIn(source: Page, key: PersonKey): Promise<Page> {
  await source.getByRole('link', { name: personWith(key).fields['name-last'] }).click()
  await shareButton(source).waitFor()
  return source
}

async function shareAs(page: Page, key: PersonKey, words: string): Promise<Page> {
  await confirmAs(await sourcePage(page), personWith(key))
  await page.getByText(words).first().waitFor()
  return page
}

/** Goes from the bank's page to that phase; the page to look at. */
async function reach(server: RunningServer, context: BrowserContext, phase: string): Promise<Page> {
  const found = PHASES[phase]
  if (found === undefined) throw new Error(`${phase} is none of ${Object.keys(PHASES).join(', ')}`)
  return found.walk(await openBank(context, server.origin, found.template))
}

async function main(server: RunningServer, browser: Browser): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  for (const { name, colorScheme, width } of LOOKS) {
    for (const phase of wanted.length > 0 ? wanted : Object.keys(PHASES)) {
      const context = await browser.newContext({
        locale: 'en-GB',
        colorScheme,
        viewport: { width, height: 1500 },
      })
      const shown = await reach(server, context, phase)
      await shown.screenshot({ path: join(PICTURES, `${phase}-${name}.png`) })
      await context.close()
    }
  }
  for (const { phase, colorScheme, file } of README) {
    const context = await browser.newContext({
      locale: 'en-GB',
      colorScheme,
      viewport: { width: 1100, height: 1500 },
      deviceScaleFactor: 2,
    })
    const shown = await reach(server, context, phase)
    await shown.locator('connect-widget').screenshot({ path: join(ROOT, 'docs', file) })
    await context.close()
  }
}

const server = await startServer()
const browser = await launchBrowser()
try {
  await main(server, browser)
} finally {
  await browser.close()
  await server.discard()
}
