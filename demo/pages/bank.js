import { missingOf } from './missing.js'
import { showPhone } from './phone.js'
import { showResult, showStopped } from './result.js'
import { one, slotOf } from './shared/dom.js'
import { postJson } from './shared/http.js'

/** @import {} from '../../widget/connect-widget.ts' */

const asked = new URLSearchParams(location.search).get('template') ?? ''
const template = ['strict', 'confirmed'].includes(asked) ? asked : 'standard'

const page = one(document, 'main', HTMLElement)
const trouble = one(document, '#trouble', HTMLElement)
const result = one(document, '#result', HTMLElement)
const form = one(document, '#form', HTMLElement)
const widget = document.querySelector('connect-widget')

let clientSecret = ''
/** @type {'verify' | 'error' | 'result'} */
let view = 'verify'

async function openSession() {
  trouble.hidden = true
  /** @type {{ 'client-secret': string } | null} */
  const session = await postJson('session', { template })
  if (widget === null || session === null || customElements.get('connect-widget') === undefined) {
    trouble.hidden = false
    return show('error')
  }
  clientSecret = session['client-secret']
  widget.clientSecret = clientSecret
}

/** @param {typeof view} next */
function show(next) {
  view = next
  draw()
}

// The form has an address of its own, so that "back" leads back from it.
function draw() {
  page.dataset.view = location.hash === '#form' ? 'form' : view
}

function finishSteps() {
  const [, verify, done] = page.querySelectorAll('.stepper li')
  verify?.removeAttribute('aria-current')
  verify?.setAttribute('data-state', 'done')
  done?.setAttribute('aria-current', 'step')
  done?.setAttribute('data-state', 'done')
}

widget?.addEventListener('connect-ready', () => show('verify'))

widget?.addEventListener('connect-error', () => show('error'))

widget?.addEventListener('connect-decline', () => {
  slotOf(form, 'declined').hidden = false
  location.hash = '#form'
})

widget?.addEventListener('connect-complete', async ({ inquiryId, status }) => {
  const missing = status === 'pending' ? await missingOf(clientSecret) : []
  history.replaceState(null, '', location.search)
  show('result')
  if (showResult(result, { inquiryId, status, missing }).done) finishSteps()
})

widget?.addEventListener('connect-withdraw', () => {
  if (view === 'result') showStopped(result)
})

window.addEventListener('hashchange', () => {
  draw()
  if (location.hash === '#form') one(form, 'h2', HTMLElement).focus()
})

for (const link of document.querySelectorAll('a[href="./"]'))
  link.setAttribute('href', `?template=${template}`)
one(trouble, 'button', HTMLElement).addEventListener('click', openSession)
one(document, `.sandbox [data-template=${template}]`, HTMLElement).setAttribute('aria-current', 'true')
draw()

if (template === 'confirmed') showPhone(() => clientSecret.split('.')[0] ?? '')

await openSession()
