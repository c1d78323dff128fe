import type { TestRunnerConfig } from '@web/test-runner'
import { ChromeLauncher } from '@web/test-runner-chrome'
import type { CDPSession, Page } from 'puppeteer-core'
import { printTree } from './accessible-tree.ts'

type Plugin = NonNullable<TestRunnerConfig['plugins']>[number]

/** What a test may ask of its page beyond the runner's own commands; see `page.ts`. */
export function pageCommands(): Plugin {
  const sessions = new WeakMap<Page, Promise<CDPSession>>()
  // One for each page: what a second one emulates does not take back what the first one did.
  function devtoolsOf(page: Page): Promise<CDPSession> {
    const found = sessions.get(page) ?? page.createCDPSession()
    sessions.set(page, found)
    return found
  }

  return {
    name: 'page-commands',
    async executeCommand({ command, payload, session }) {
      const { browser, id } = session
      if (!(browser instanceof ChromeLauncher)) return
      if (command === 'accessible-tree') {
        const devtools = await devtoolsOf(browser.getPage(id))
        const { nodes } = await devtools.send('Accessibility.getFullAXTree')
        return printTree(nodes)
      }
      if (command === 'media-features') {
        // puppeteer knows no forced colours, and the runner's own command leaves them out without a word.
        const devtools = await devtoolsOf(browser.getPage(id))
        const features = Object.entries(Object(payload)).map(([name, value]) => ({
          name,
          value: String(value),
        }))
        await devtools.send('Emulation.setEmulatedMedia', { features })
        return true
      }
    },
  }
}
