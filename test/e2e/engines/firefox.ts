import puppeteer, { ElementHandle, type Page } from 'puppeteer-core'
import { firefoxPath } from '../../engines.ts'
import type { Engine, EngineWindow } from './engine.ts'

/** Firefox by WebDriver BiDi, which it speaks itself: Debian has no geckodriver. */
export async function launchFirefox(): Promise<Engine> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefoxPath, headless: true })
  return {
    openWindow: async () => windowOf(await browser.newPage()),
    close: () => browser.close(),
  }
}

function windowOf(page: Page): EngineWindow {
  async function element(expression: string) {
    const found = await page.evaluateHandle(expression)
    if (!(found instanceof ElementHandle)) throw new Error(`No element: ${expression}`)
    return found
  }

  return {
    goto: async url => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    evaluate: expression => page.evaluate(expression),
    click: async expression => (await element(expression)).click(),
    press: key => page.keyboard.press(key),
    choose: async (expression, path) => (await element(expression)).uploadFile(path),
    opened: async action => {
      const popup = new Promise<Page | null>(resolve => page.once('popup', resolve))
      await action()
      const opened = await popup
      if (opened === null) throw new Error('No window opened.')
      return windowOf(opened)
    },
    close: () => page.close(),
  }
}
