/** @import { PreviewMessage } from './preview.js' */

const EVENTS = [
  'ready',
  'decision',
  'progress',
  'complete',
  'decline',
  'withdraw',
  'share',
  'dismiss',
  'error',
]

const STATES = [
  'loading',
  'asking',
  'deciding',
  'waiting-for-token',
  'redeeming',
  'awaiting-input',
  'complete',
  'shared',
  'declined',
  'withdrawn',
  'failed',
]

/**
 * Tells of each event that the element fires, with what it carries, and of each state that it comes to, as a page's
 * own script and style sheet would see them.
 * @param {HTMLElement} element
 * @param {(message: PreviewMessage) => void} tell
 */
export function listen(element, tell) {
  for (const name of EVENTS) {
    element.addEventListener(`connect-${name}`, event => {
      const { isTrusted: _, ...detail } = { ...event }
      tell({ kind: 'event', type: event.type, detail })
    })
  }
  let last = ''
  const look = () => {
    const state = STATES.find(one => element.matches(`:state(${one})`)) ?? ''
    if (state !== last) tell({ kind: 'state', state })
    last = state
  }
  // There is no event for a state; what is shown changes with each.
  if (element.shadowRoot !== null) {
    new MutationObserver(look).observe(element.shadowRoot, {
      childList: true,
      subtree: true,
      attributes: true,
    })
  }
}
