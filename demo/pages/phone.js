import { one, slotOf } from './shared/dom.js'
import { getJson } from './shared/http.js'

/** How often the page looks at the phone, in ms. */
const LOOK_MS = 1000

/**
 * Shows what the person's phone would, for as long as the page is there: a sandbox sends no messages.
 * @param {() => string} sessionId of the session that is open; empty while none is
 */
export function showPhone(sessionId) {
  const phone = one(document, '#phone', HTMLElement)
  const text = slotOf(phone, 'message')
  setInterval(async () => {
    if (sessionId() === '' || document.visibilityState === 'hidden') return
    /** @type {{ messages: string[] } | null} */
    const sent = await getJson(new URL(`sessions/${sessionId()}/messages`, import.meta.url).href)
    const message = sent?.messages[0] ?? ''
    phone.hidden = message === ''
    if (text.textContent !== message) text.textContent = message
  }, LOOK_MS)
}
