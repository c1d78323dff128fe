import { readFileSync } from 'node:fs'
import type { Frame, Page } from 'playwright-core'

const source = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What keeps people out of a page, or of the parts of it that `include` selects: a rule and the first element that
 * breaks it, each; not what is in its frames. The page's own policy must let the checker in (`bypassCSP`).
 */
export async function audit(page: Page | Frame, include: readonly string[] = ['html']): Promise<string[]> {
  await page.evaluate(source)
  const context = JSON.stringify({ include: include.map(one => [one]) })
  const options = JSON.stringify({ resultTypes: ['violations'], runOnly: TAGS })
  return page.evaluate<string[]>(
    `axe.run(${context}, ${options}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  )
}
