import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { type RunningServer, startServer } from '../server.ts'
import { type Complaints, openDashboardContext, signIn } from './operator.ts'

/** What a walk through the sandbox's dashboard begins with: a server, a browser, and the bank's admin signed in. */
export interface Stage {
  server: RunningServer
  browser: Browser
  context: BrowserContext
  /** Of the bank's context. */
  complaints: Complaints
  bank: Page
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const server = await startServer()
  const browser = await launchBrowser()
  const { context, complaints } = await openDashboardContext(browser)
  const bank = await signIn(server, context, 'destination')
  return {
    server,
    browser,
    context,
    complaints,
    bank,
    async close() {
      await browser.close()
      await server.discard()
    },
  }
}
