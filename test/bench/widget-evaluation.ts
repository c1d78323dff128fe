import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../chromium.ts'

/**
 * How long a page is held up by the widget's script, in ms: compiled and run from its text in a page that has never
 * seen it, with nothing of the network in it; and with the processor slowed down to a quarter, as a phone's is.
 * `npm run bench:widget-evaluation`, after a build.
 */

const ROUNDS = 15

const script = readFileSync(`${import.meta.dirname}/../../dist/cdn/connect-widget.js`, 'utf8')
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] })

async function evaluate(source: string, slowdown: number): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('data:text/html,<!doctype html><title>bench</title>')
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  const spent = await page.evaluate<number>(`{
    const element = document.createElement('script')
    element.textContent = ${JSON.stringify(source)}
    const startedAt = performance.now()
    document.head.append(element)
    performance.now() - startedAt
  }`)
  await context.close()
  return spent
}

async function medianOf(source: string, slowdown: number): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await evaluate(source, slowdown))
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN
}

for (const slowdown of [1, 4]) {
  const [empty, widget] = [await medianOf('', slowdown), await medianOf(script, slowdown)]
  const figures = `${widget.toFixed(1)} ms (an empty script ${empty.toFixed(1)} ms)`
  console.log(`slowed ${slowdown} ×, median of ${ROUNDS}: ${figures}`)
}
await browser.close()
