import type { Frame, Page } from 'playwright-core'

const ELEMENT = 'main > *'

/** The frame in which the playground shows the element. */
export async function previewOf(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame()
  if (frame === null) throw new Error('The preview is no frame')
  return frame
}

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
  const section = (await previewOf(page)).locator(`${ELEMENT} >> section`)
  return (await section.count()) === 0 ? '' : section.innerText()
}

/** Waits until the element matches `:state()` of that name, as a style sheet would see it. */
export async function reachState(page: Page, state: string): Promise<void> {
  const frame = await previewOf(page)
  await frame.waitForFunction(
    ([selector, name]) => document.querySelector(selector)?.matches(`:state(${name})`),
    [ELEMENT, state] as const,
  )
}
