import type { Frame, Page } from 'playwright-core'

/** What stands in the preview. */
const ELEMENT = '#scene > *'

type Switches = Readonly<Record<string, string>>

/** Loads the playground at the address that has these switches, and waits for the element. */
export async function loadPlayground(page: Page, origin: string, switches: Switches = {}): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${origin}/demo/playground/#${new URLSearchParams(switches)}`)
  await elementIn(page).waitFor({ state: 'attached' })
}

/** The frame in which the playground shows the element. */
export async function previewOf(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame()
  if (frame === null) throw new Error('The preview is no frame')
  return frame
}

/** The element in the preview. */
export const elementIn = (page: Page) => page.frameLocator('iframe').locator(ELEMENT)

/** Acts, and waits until another element stands in the preview than before. */
export async function nextScene(page: Page, act: () => Promise<unknown>): Promise<void> {
  const frame = await previewOf(page)
  const before = await frame.evaluateHandle(selector => document.querySelector(selector), ELEMENT)
  await act()
  await frame.waitForFunction(([selector, old]) => ![null, old].includes(document.querySelector(selector)), [
    ELEMENT,
    before,
  ] as const)
}

/** What the element's screen says; empty while it shows none. */
export async function wordsIn(page: Page): Promise<string> {
  const section = elementIn(page).locator('section')
  return (await section.count()) === 0 ? '' : section.innerText()
}

/** Waits until the element matches `:state()` of that name, as a style sheet would see it; `timeout` in ms. */
export async function reachState(page: Page, state: string, timeout = 20_000): Promise<void> {
  const frame = await previewOf(page)
  await frame.waitForFunction(
    ([selector, name]) => document.querySelector(selector)?.matches(`:state(${name})`),
    [ELEMENT, state] as const,
    { timeout },
  )
}

/** The events that the playground lists: each with its name and what it carries. */
export async function listedEvents(page: Page): Promise<{ type: string; detail: Record<string, unknown> }[]> {
  const entries = await page.locator('[data-slot=events] li').allInnerTexts()
  return entries.map(entry => {
    const end = entry.indexOf(' ')
    return { type: entry.slice(0, end), detail: JSON.parse(entry.slice(end)) }
  })
}

/** The values of a switch that has a list. */
export const valuesOf = (page: Page, name: string): Promise<string[]> =>
  page
    .locator(`select[name=${name}] option`)
    .evaluateAll(options => options.map(option => option.getAttribute('value') ?? ''))
