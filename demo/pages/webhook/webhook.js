import { copyOf, one, slotOf } from '../shared/dom.js'
import { getJson, postJson } from '../shared/http.js'

/** @import { ReceiverState, VerifiedDelivery } from '../../webhook/router.ts' */

/** How often the page looks what has come in, in ms. */
const LOOK_MS = 1000

const page = one(document, 'main', HTMLElement)
const listen = one(page, '[data-slot="listen"]', HTMLButtonElement)
const outcome = slotOf(page, 'outcome')

/** @param {ReceiverState | null} state */
function show(state) {
  page.ariaBusy = 'false'
  if (state === null) return say('The bank’s backend cannot be reached at the moment.')
  listen.disabled = state.isListening
  if (!state.isListening) return
  const { deliveries, refused } = state
  say(`Listening. Verified: ${deliveries.length}. Refused, for they were not signed: ${refused}.`)
  slotOf(page, 'deliveries').replaceChildren(...deliveries.map(itemOf))
}

/**
 * What is said already is not said again.
 * @param {string} text
 */
function say(text) {
  if (outcome.textContent !== text) outcome.textContent = text
}

/** @param {VerifiedDelivery} delivery */
function itemOf({ id, name, object, attempt }) {
  const item = copyOf('delivery')
  slotOf(item, 'name').textContent = name
  slotOf(item, 'object').textContent = object
  slotOf(item, 'event').textContent = id
  slotOf(item, 'attempt').textContent = String(attempt)
  return item
}

listen.addEventListener('click', async () => {
  listen.disabled = true
  const state = await postJson('listen', {})
  if (state) return show(state)
  listen.disabled = false
  say('This server sends no webhooks to itself. Start it with its own address in WEBHOOK_ORIGINS.')
})

setInterval(async () => {
  if (document.visibilityState === 'visible') show(await getJson('state'))
}, LOOK_MS)
show(await getJson('state'))
