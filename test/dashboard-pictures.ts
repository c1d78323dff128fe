import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from './e2e/browser.ts'
import { type Everything, makeEverything } from './e2e/dashboard/everything.ts'
import {
  dialog,
  goTo,
  openDashboardContext,
  settled,
  signIn,
  signInBy,
  still,
} from './e2e/dashboard/operator.ts'
import { startProduction } from './e2e/dashboard/production.ts'
import { type RunningServer, startServer } from './e2e/server.ts'

/** Pages by name, where not all of them are wanted. */
const wanted = process.argv.slice(2)

/**
 * `npm run pictures:dashboard`: every page of the dashboard as the bank's admin sees it, at the real server, light and
 * dark, wide and narrow, for somebody to look at. They go to pictures/, which is not kept; the README's goes to docs/.
 */

const ROOT = join(import.meta.dirname, '..')
const PICTURES = join(ROOT, 'pictures')

const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'narrow', colorScheme: 'light', width: 320 },
] as const

/** How many share tokens there are to see, and how many of them are redeemed. */
const TOKENS = 9
const REDEEMED = 5

/** Something to look at: share tokens in each status, and what comes of them. */
async function live({
  source,
  destination,
  sandbox,
}: RunningServer): Promise<{ token: string; inquiry: string }> {
  const shown = { token: '', inquiry: '' }
  for (let count = 0; count < TOKENS; count++) {
    const { data } = await source.shareTokens.create({
      'connection-id': sandbox['connection-id'],
      'source-id': sandbox['source-inquiry-id'],
    })
    if (count === TOKENS - 1) await source.shareTokens.expire(data.id)
    if (count >= REDEEMED) continue
    const made = await destination.inquiries.create({
      'inquiry-template-id': sandbox['destination-inquiry-template-id'],
    })
    await destination.shareTokens.redeem(data.id, { 'destination-id': made.data.id })
    const { data: redemptions } = await destination.redemptions.list({
      filter: { 'share-token-id': data.id },
    })
    for await (const event of destination.redemptions.events(redemptions[0]?.id ?? '')) {
      if (event.name === 'redemption.failed') throw new Error(event.reason)
    }
    Object.assign(shown, { token: data.id, inquiry: made.data.id })
  }
  return shown
}

/** Each page by the name of its picture. */
const pagesOf = ({ token, inquiry }: { token: string; inquiry: string }, made: Everything) => ({
  connections: '/connections',
  'connection-invites': '/connections/invites',
  connection: `/connections/${made.connection}`,
  'pending-connection': `/connections/${made.pendingConnection}`,
  'share-tokens': '/share-tokens',
  'share-token': `/share-tokens/${token}`,
  redemptions: '/redemptions',
  consents: '/consents',
  inquiries: '/inquiries',
  inquiry: `/inquiries/${inquiry}`,
  templates: '/templates',
  template: `/templates/${made.template}`,
  'new-template': '/templates/new',
  statistics: '/statistics',
  workflows: '/workflows',
  workflow: `/workflows/${made.workflow}`,
  'workflow-runs': '/workflow-runs',
  'workflow-run': `/workflow-runs/${made.run}`,
  webhooks: '/webhooks',
  webhook: `/webhooks/${made.webhook}`,
  usage: '/usage',
  agreements: '/agreements',
  audit: '/audit',
  'api-keys': '/api-keys',
  people: '/people',
})

async function shoot(page: Page, path: string, file: string): Promise<void> {
  await goTo(page, path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: file, fullPage: true })
}

/** The same page in either environment of production, and a dialog, which says too where it is. */
async function shootEnvironments(): Promise<void> {
  const server = await startProduction()
  const browser = await launchBrowser(server.browserArgs)
  try {
    const { context: first } = await openDashboardContext(browser)
    await signInBy(first, await server.signInUrl(server.bank, 'nora@northwind.example', 'Nora Northwind'))
    const storageState = await first.storageState()
    for (const { name, colorScheme, width } of LOOKS) {
      const viewport = { width, height: 900 }
      const { context } = await openDashboardContext(browser, { colorScheme, viewport, storageState })
      const page = await context.newPage()
      for (const kind of ['sandbox', 'production']) {
        await page.goto(`${server.origin}/dashboard/${kind}/connections`)
        await page.getByRole('button', { name: 'Invite by link' }).waitFor()
        await settled(page)
        await page.screenshot({ path: join(PICTURES, `dashboard-environment-${kind}-${name}.png`) })
        await page.getByRole('button', { name: 'Invite by link' }).click()
        await dialog(page).getByRole('button', { name: 'Make the link' }).waitFor()
        await still(page)
        await page.screenshot({ path: join(PICTURES, `dashboard-environment-${kind}-dialog-${name}.png`) })
      }
      await context.close()
    }
  } finally {
    await browser.close()
    await server.discard()
  }
}

if (wanted.length === 0 || wanted.includes('environment')) await shootEnvironments()

const server = await startServer()
const browser = await launchBrowser()
try {
  mkdirSync(PICTURES, { recursive: true })
  const { context: first } = await openDashboardContext(browser)
  await signIn(server, first, 'destination')
  const storageState = await first.storageState()
  const made = await makeEverything(server)
  const pages = Object.entries(pagesOf(await live(server), made))
  const open = async (more: Parameters<typeof openDashboardContext>[1]): Promise<[BrowserContext, Page]> => {
    const { context } = await openDashboardContext(browser, { ...more, storageState })
    const page = await context.newPage()
    await page.goto(`http://localhost:${server.port}/dashboard/`)
    return [context, page]
  }
  for (const { name, colorScheme, width } of LOOKS) {
    const [context, page] = await open({ colorScheme, viewport: { width, height: 900 } })
    for (const [subject, path] of pages) {
      if (wanted.length > 0 && !wanted.includes(subject)) continue
      await shoot(page, path, join(PICTURES, `dashboard-${subject}-${name}.png`))
    }
    await context.close()
  }
  const [context, page] = await open({
    colorScheme: 'light',
    viewport: { width: 1280, height: 760 },
    deviceScaleFactor: 2,
  })
  const token = pages.find(([subject]) => subject === 'share-token')?.[1] ?? ''
  await goTo(page, token)
  await page.getByText('Redeemed', { exact: true }).first().waitFor()
  await page.screenshot({ path: join(ROOT, 'docs/dashboard.png') })
  await context.close()
} finally {
  await browser.close()
  await server.discard()
}
