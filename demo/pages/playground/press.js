/** @import { SceneAnswer } from '../../playground/router.ts' */

/** The two answers, in the order in which the question has them. */
const SHARE = 0
const DECLINE = 1

/**
 * Presses what a scene wants pressed, in the widget itself, as soon as the question is there.
 * @param {Pick<SceneAnswer, 'press' | 'client-secret'>} scene
 * @param {HTMLElement} element
 */
export function pressFor({ press, 'client-secret': clientSecret }, element) {
  if (press === null || element.localName !== 'connect-widget') return
  element.addEventListener(
    'connect-ready',
    async () => {
      if (press === 'decline-elsewhere') await declineElsewhere(clientSecret ?? '')
      await pressChoice(element, SHARE)
    },
    { once: true },
  )
}

/**
 * Declines in a second widget of the same session, as the person's other tab would; resolves when that is recorded.
 * @param {string} clientSecret
 */
async function declineElsewhere(clientSecret) {
  const other = document.createElement('connect-widget')
  other.hidden = true
  other.clientSecret = clientSecret
  other.addEventListener('connect-ready', () => pressChoice(other, DECLINE), { once: true })
  await new Promise(recorded => {
    other.addEventListener('connect-decline', recorded, { once: true })
    document.body.append(other)
  })
  other.remove()
}

/**
 * @param {HTMLElement} element
 * @param {number} choice
 */
async function pressChoice(element, choice) {
  if ('updateComplete' in element) await element.updateComplete
  const button = element.shadowRoot?.querySelectorAll('[part~="choice"]')[choice]
  if (button instanceof HTMLElement) button.click()
}
