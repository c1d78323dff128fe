import type axe from 'axe-core'
import 'axe-core/axe.min.js'

declare global {
  interface Window {
    axe: typeof axe
  }
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What keeps people out of an element, as far as axe can tell: each rule with what breaks it. */
export async function audit(element: Element): Promise<string[]> {
  const { violations } = await window.axe.run(element, { runOnly: rules })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
