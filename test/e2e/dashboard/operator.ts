import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { readSandbox } from '../../../server/sandbox-file.ts'
import { audit } from '../../axe.ts'
import type { RunningServer } from '../server.ts'

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
export function newSignInUrl({ dataDir, port }: RunningServer, email: string): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'server/operations/sign-in-link/sign-in-link.ts',
      '--email',
      email,
    ],
    {
      cwd: join(import.meta.dirname, '../../..'),
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port) },
      encoding: 'utf8',
    },
  )
  const [url] = /http\S+/.exec(stdout) ?? []
  if (url === undefined) throw new Error(`No link:\n${stdout}${stderr}`)
  return url
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

/** What keeps people out of the page, in both looks. */
export async function auditInBothLooks(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await still(page)
    found.push(...(await audit(page)).map(problem => `${colorScheme} ${problem}`))
  }
  return found
}

/** How far the page is wider than a screen of 320 pixels, in pixels; back to the wide screen afterwards. */
export async function overflowWhenNarrow(page: Page): Promise<number> {
  const wide = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 800 })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  if (wide) await page.setViewportSize(wide)
  return width - 320
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
