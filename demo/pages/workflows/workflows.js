import { copyOf, one, slotOf } from '../shared/dom.js'
import { getJson, postJson } from '../shared/http.js'

/**
 * @import { AutomationState, Outcome } from '../../workflows/router.ts'
 */

/** How often the page looks how far things have come, in ms, and how long. */
const LOOK_MS = 500
const PATIENCE_MS = 60_000

const page = one(document, 'main', HTMLElement)
const run = one(page, '[data-slot="run"]', HTMLButtonElement)
const complete = one(page, '[data-slot="complete"]', HTMLButtonElement)
const lacking = one(page, '[data-slot="lacking"]', HTMLButtonElement)
const mail = slotOf(page, 'mail')
const outcome = slotOf(page, 'outcome')

let isRunning = false

/** @param {AutomationState | null} state */
function show(state) {
  page.ariaBusy = 'false'
  if (state === null) {
    outcome.textContent =
      'There are no workflows here. Stop the server and delete its data directory to start over.'
    return
  }
  isRunning = state.isRunning
  run.disabled = false
  run.textContent = isRunning ? 'Pause them' : 'Let them run'
  setBusy(false)
  slotOf(page, 'workflows').replaceChildren(...state.workflows.map(itemOf))
}

/** @param {boolean} isBusy */
function setBusy(isBusy) {
  complete.disabled = isBusy || !isRunning
  lacking.disabled = isBusy || !isRunning
}

/** @param {AutomationState['workflows'][number]} workflow */
function itemOf({ name, owner, status, document }) {
  const item = copyOf('workflow')
  slotOf(item, 'name').textContent = name
  slotOf(item, 'owner').textContent = owner
  slotOf(item, 'status').textContent = status
  slotOf(item, 'document').textContent = JSON.stringify(document, null, 2)
  return item
}

/** @param {Outcome} found */
function showOutcome({ steps, link: sent }) {
  if (sent !== null && mail.hidden) {
    const link = document.createElement('a')
    Object.assign(link, { href: sent, target: '_blank', rel: 'noopener', textContent: 'open your link' })
    mail.replaceChildren('To the person, from Northwind Bank: ', link)
    mail.hidden = false
    outcome.textContent = 'Something is missing, and Northwind Bank has sent the person a link.'
  }
  const items = steps.map(({ owner, name, status }) => {
    const item = document.createElement('li')
    item.textContent = `${owner}: ${name}, ${status}`
    return item
  })
  slotOf(page, 'steps').replaceChildren(...items)
}

/** @param {string} inquiryId */
async function follow(inquiryId) {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    /** @type {Outcome | null} */
    const found = await getJson(`outcome?inquiry=${encodeURIComponent(inquiryId)}`)
    if (found) showOutcome(found)
    // A person takes their time.
    if (found?.link) waited = 0
    const status = found?.inquiry?.status
    if (status && status !== 'created' && status !== 'pending') return status
    await new Promise(resolve => setTimeout(resolve, LOOK_MS))
  }
  return null
}

run.addEventListener('click', async () => {
  run.disabled = true
  show(await postJson('run', { 'is-running': !isRunning }))
})

/**
 * @param {boolean} isCompleted
 * @param {string | null} status
 */
function sayOf(isCompleted, status) {
  if (status) return `Northwind Bank has an inquiry of its own: ${status}.`
  if (isCompleted) return 'Nothing has arrived. Look at the runs with GET /workflow-runs.'
  return 'Nothing was completed. To send a link this server calls itself: its own address has to be in WEBHOOK_ORIGINS.'
}

/** @param {'nothing' | 'proof-of-address'} lacks */
async function completeOne(lacks) {
  setBusy(true)
  mail.hidden = true
  outcome.textContent = 'The inquiry is completed at the exchange. Nobody does anything now.'
  /** @type {{ 'inquiry-id': string } | null} */
  const made = await postJson('complete', { lacks })
  const status = made && (await follow(made['inquiry-id']))
  outcome.textContent = sayOf(made !== null, status)
  mail.hidden = true
  setBusy(false)
}

complete.addEventListener('click', () => completeOne('nothing'))
lacking.addEventListener('click', () => completeOne('proof-of-address'))

show(await getJson('state'))
