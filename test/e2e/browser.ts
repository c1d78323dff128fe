import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../chromium.ts'

/** Waits of a walk end here, in ms: far above what a step takes on a busy machine. */
const PATIENCE_MS = 20_000

/**
 * One of the widget's events as the page heard it: its name, its own properties, and whether the person had a progress
 * bar before them at that moment.
 */
export type HeardEvent = { type: string; barShown: boolean } & Record<string, unknown>

declare global {
  interface Window {
    heardEvents: HeardEvent[]
  }
}

/** `args` are for this browser alone, such as a camera that shows a test picture. */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs, ...args] })
}

/** A context of its own, whose pages write down the widget's events. */
export async function openContext(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  context.setDefaultTimeout(PATIENCE_MS)
  await context.addInitScript(writeDownEvents)
  return context
}

/** Runs in the page. */
function writeDownEvents(): void {
  window.heardEvents = []
  const names = ['ready', 'decision', 'progress', 'complete', 'decline', 'withdraw', 'error']
  for (const name of names) {
    document.addEventListener(`connect-${name}`, event => {
      const { isTrusted: _, ...properties } = { ...event }
      const root = event.target instanceof Element ? event.target.shadowRoot : null
      const barShown = root?.querySelector('progress') != null
      window.heardEvents.push({ ...properties, type: event.type, barShown })
    })
  }
}

/** What the page has heard so far. */
export const heardEvents = (page: Page): Promise<HeardEvent[]> => page.evaluate(() => window.heardEvents)

/** Waits for an event of that name, and answers it; throws with what was heard instead where it does not come. */
export async function heardEvent(page: Page, type: string): Promise<HeardEvent> {
  const isHeard = (name: string) => window.heardEvents.some(event => event.type === name)
  await page.waitForFunction(isHeard, type).catch(() => null)
  const events = await heardEvents(page)
  const heard = events.find(event => event.type === type)
  if (heard === undefined) throw new Error(`No ${type}, but ${JSON.stringify(events)}`)
  return heard
}
