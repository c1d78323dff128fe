import type { Page } from 'playwright-core'

/** More stops than either page has. */
const MOST_STOPS = 60

/** Presses Tab until what has the focus says just `name`, as a person without a mouse would. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab')
    if ((await nameOfFocused(page)) === name) return
  }
  throw new Error(`Tab never comes to “${name}”`)
}

/** The label or text of what has the focus, inside shadow roots too. */
export const nameOfFocused = (page: Page): Promise<string> => page.evaluate(focusedName)

/** Runs in the page. */
export function focusedName(): string {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : focused
  return label?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''
}

/** Whether what has the focus shows it: an outline that is drawn. */
export function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    if (focused === null) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(focused)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
}
