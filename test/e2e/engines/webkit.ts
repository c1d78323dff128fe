import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Builder, Capabilities, Key, type WebDriver, WebElement } from 'selenium-webdriver'
import { webKitDriverPath, xvfbPath } from '../../engines.ts'
import { freePort } from '../server.ts'
import type { Engine, EngineWindow } from './engine.ts'

const POLL_MS = 50
const START_LIMIT_MS = 20_000

const keys = { Tab: Key.TAB, Enter: Key.ENTER, Space: Key.SPACE, Escape: Key.ESCAPE }

/** WebKit's own small browser, on a display that nobody sees. */
export async function launchWebKit(): Promise<Engine> {
  const display = spawn(xvfbPath, ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [number] = await once(display.stdout.setEncoding('utf8'), 'data')
  const port = await freePort()
  const service = spawn(webKitDriverPath, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${String(number).trim()}`,
      // Its own sandbox needs rights that a root process in a container lacks.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      NO_AT_BRIDGE: '1',
      // Without a graphics card, composing layers is half of all the work.
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    },
  })
  const stop = () => {
    service.kill()
    display.kill()
  }
  try {
    const url = `http://127.0.0.1:${port}`
    await isReady(url)
    const driver = await new Builder()
      .disableEnvironmentOverrides()
      .usingServer(url)
      .withCapabilities(new Capabilities({ browserName: 'MiniBrowser' }))
      .build()
    // It stays open behind the others, since a session ends with its last window.
    const first = await driver.getWindowHandle()
    return {
      openWindow: async () => {
        await driver.switchTo().window(first)
        await driver.switchTo().newWindow('window')
        return windowOf(driver, await driver.getWindowHandle())
      },
      close: async () => {
        await driver.quit().finally(stop)
      },
    }
  } catch (error) {
    stop()
    throw error
  }
}

/** The driver has one window before it at a time: each step first turns to its own. */
function windowOf(driver: WebDriver, handle: string): EngineWindow {
  const here = () => driver.switchTo().window(handle)
  async function element(expression: string): Promise<WebElement> {
    await here()
    const found = await driver.executeScript(`return ${expression}`)
    if (!(found instanceof WebElement)) throw new Error(`No element: ${expression}`)
    return found
  }

  return {
    goto: async url => {
      await here()
      await driver.get(url)
    },
    reload: async () => {
      await here()
      await driver.navigate().refresh()
    },
    evaluate: async expression => {
      await here()
      return driver.executeScript(`return ${expression}`)
    },
    click: async expression => (await element(expression)).click(),
    press: async key => {
      await here()
      await driver.actions().sendKeys(keys[key]).perform()
    },
    choose: async (expression, path) => (await element(expression)).sendKeys(path),
    opened: async action => {
      const before = await driver.getAllWindowHandles()
      await action()
      const opened = await driver.wait(async () => {
        const now = await driver.getAllWindowHandles()
        return now.find(other => !before.includes(other))
      }, START_LIMIT_MS)
      if (opened === undefined) throw new Error('No window opened.')
      return windowOf(driver, opened)
    },
    close: async () => {
      await here()
      await driver.close()
    },
  }
}

async function isReady(url: string): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS
  while (Date.now() < limit) {
    const answer = await fetch(`${url}/status`).catch(() => null)
    if (answer?.ok) return
    await pause(POLL_MS)
  }
  throw new Error('The driver of WebKit does not answer.')
}
