import { missingOf } from './missing.js'
import { showResult } from './result.js'
import { one, slotOf } from './shared/dom.js'
import { postJson } from './shared/http.js'

/** @import {} from '../../widget/connect-widget.ts' */

const template = new URLSearchParams(location.search).get('template') === 'strict' ? 'strict' : 'standard'

const page = one(document, 'main', HTMLElement)
const trouble = one(document, '#trouble', HTMLElement)
const result = one(document, '#result', HTMLElement)
const form = one(document, '#form', HTMLElement)
const widget = document.querySelector('connect-widget')

let clientSecret = ''

async function openSession() {
  trouble.hidden = true
  /** @type {{ 'client-secret': string } | null} */
  const session = await postJson('session', { template })
  if (widget === null || session === null || customElements.get('connect-widget') === undefined) {
    page.dataset.view = 'error'
    trouble.hidden = false
    return
  }
  clientSecret = session['client-secret']
  widget.clientSecret = clientSecret
}

function showForm() {
  page.dataset.view = 'form'
  one(form, 'h2', HTMLElement).focus()
}

function finishSteps() {
  const [, verify, done] = page.querySelectorAll('.stepper li')
  verify?.removeAttribute('aria-current')
  verify?.setAttribute('data-state', 'done')
  done?.setAttribute('aria-current', 'step')
  done?.setAttribute('data-state', 'done')
}

// Somebody who has gone on to the form by themselves is left there.
widget?.addEventListener('connect-ready', () => {
  if (page.dataset.view === 'error') page.dataset.view = 'verify'
})

widget?.addEventListener('connect-error', () => {
  if (page.dataset.view === 'verify') page.dataset.view = 'error'
})

widget?.addEventListener('connect-decline', () => {
  slotOf(form, 'declined').hidden = false
  showForm()
})

widget?.addEventListener('connect-complete', async ({ inquiryId, status }) => {
  const missing = status === 'pending' ? await missingOf(clientSecret) : []
  page.dataset.view = 'result'
  if (showResult(result, { inquiryId, status, missing }).done) finishSteps()
})

for (const link of document.querySelectorAll('a[href="#form"]')) link.addEventListener('click', showForm)
for (const link of document.querySelectorAll('a[href="./"]'))
  link.setAttribute('href', `?template=${template}`)
one(trouble, 'button', HTMLElement).addEventListener('click', openSession)
one(document, `.sandbox [data-template=${template}]`, HTMLElement).setAttribute('aria-current', 'true')

await openSession()
