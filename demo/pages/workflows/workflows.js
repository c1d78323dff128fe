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
  run.textContent = isRunning ? 'Pause both' : 'Let both run'
  complete.disabled = !isRunning
  slotOf(page, 'workflows').replaceChildren(...state.workflows.map(itemOf))
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
function showSteps({ steps }) {
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
    if (found) showSteps(found)
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

complete.addEventListener('click', async () => {
  complete.disabled = true
  outcome.textContent = 'The inquiry is completed at the exchange. Nobody does anything now.'
  /** @type {{ 'inquiry-id': string } | null} */
  const made = await postJson('complete', {})
  const status = made && (await follow(made['inquiry-id']))
  outcome.textContent = status
    ? `Northwind Bank has an inquiry of its own: ${status}.`
    : 'Nothing has arrived. Look at the runs with GET /workflow-runs.'
  complete.disabled = !isRunning
})

show(await getJson('state'))
