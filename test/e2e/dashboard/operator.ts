import type { Browser, BrowserContext, Page } from 'playwright-core'
import { readSandbox } from '../../../server/sandbox-file.ts'
import { audit } from '../../axe.ts'
import type { RunningServer } from '../server.ts'
import { runOrThrow } from './commands.ts'

/** Waits of a walk end here, in ms: far above what a step takes on a busy machine. */
const PATIENCE_MS = 20_000

export type Side = 'source' | 'destination'

/** What the browser complains of while a walk goes on: errors of scripts, and what the page's policy forbids. */
export interface Complaints {
  list: string[]
}

/** A context in which somebody is at the dashboard. `bypassCSP` lets the accessibility checker in. */
export async function openDashboardContext(
  browser: Browser,
  more: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; complaints: Complaints }> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...more,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const complaints: Complaints = { list: [] }
  context.on('weberror', error => complaints.list.push(error.error().message))
  context.on('console', message => {
    if (message.text().includes('Content Security Policy')) complaints.list.push(message.text())
  })
  return { context, complaints }
}

/** Signs in as an organization's admin with the link that the server has printed; the page that comes then. */
export const signIn = (server: RunningServer, context: BrowserContext, side: Side): Promise<Page> =>
  signInBy(context, signInUrlOf(server, side))

/** Signs in by a link; the page that comes then. */
export async function signInBy(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
  return page
}

/** The link as it is in the sandbox's file; it works once. */
export function signInUrlOf({ dataDir }: RunningServer, side: Side): string {
  const url = readSandbox(dataDir)?.[side]['dashboard-sign-in-url']
  if (url === undefined) throw new Error('The server has made no sign-in link')
  return url
}

/** A new link for somebody who may sign in already, as whoever runs the server makes it. */
export async function newSignInUrl({ dataDir, port }: RunningServer, email: string): Promise<string> {
  const settings = { DATA_DIR: dataDir, PORT: String(port) }
  const said = await runOrThrow('sign-in-link/sign-in-link', settings, ['--email', email])
  return /http\S+/.exec(said)?.[0] ?? ''
}

/** Goes to a page of the dashboard by its address, below the environment. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(`/dashboard/sandbox${path}`, page.url()).href)
}

/** Waits until nothing of the page is being fetched any more. */
export const settled = (page: Page) => page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })

/** Runs in the page and in all of its shadow trees. */
const STILL = `(async () => {
  const roots = [document]
  for (const root of roots)
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot)
  const moving = roots.flatMap(root => root.getAnimations())
  const ending = moving.filter(one => one.effect?.getComputedTiming().endTime !== Infinity)
  await Promise.allSettled(ending.map(one => one.finished))
})()`

/** Waits until nothing in the page moves or changes its colour any more. */
export const still = (page: Page) => page.evaluate<void>(STILL)

/** A laptop's screen, and the narrowest that pages are made for (WCAG 2.2, 1.4.10). */
const WIDTHS = [1280, 320] as const

/** Runs in the page: whether the page is wider than the screen, or what a dialog or a table's frame holds than it is. */
function widerThanTheirPlace(): string[] {
  const dialog = document.querySelector('wa-dialog')?.shadowRoot?.querySelector('[part~=body]') ?? null
  return [document.documentElement, dialog, ...document.querySelectorAll('data-table > div')]
    .filter(place => place !== null && place.scrollWidth > place.clientWidth)
    .map(place => `${place?.localName} holds ${place?.scrollWidth} pixels in ${place?.clientWidth}`)
}

/** What keeps people out of the page, in light and dark, wide and narrow; and where it is wider than the screen. */
export async function auditInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await still(page)
      found.push(...(await audit(page)).map(problem => `${width} ${colorScheme} ${problem}`))
    }
    found.push(...(await page.evaluate(widerThanTheirPlace)).map(words => `${width}: ${words}`))
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

/** The dialog that is open. Its buttons are its own only where they are drawn, so that its element is looked into. */
export const dialog = (page: Page) => page.locator('wa-dialog')

/** What was just said to have been done. */
export const toast = (page: Page, words: string | RegExp) => page.getByRole('status').getByText(words)

/** More stops than a page has before what is looked for. */
const MOST_STOPS = 80

/** Presses Tab until a button or link of that name has the focus, as a person without a mouse would. */
export async function tabToButton(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim())
    if (focused === name) return
  }
  throw new Error(`Tab never comes to “${name}”`)
}

/** Gives the page a device of its own that keeps passkeys, and has none yet. */
export async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
