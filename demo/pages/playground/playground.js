import { one, slotOf } from '../shared/dom.js'
import { CUSTOM_PROPERTIES, customProperties, takes } from './look.js'
import { snippetOf } from './snippet.js'
import { switchesOf } from './switches.js'

/** @import { PreviewMessage } from './preview.js' */

const form = one(document, '#switches', HTMLFormElement)
const phase = one(form, '#phase', HTMLSelectElement)
const failure = one(form, '#failure', HTMLSelectElement)
const frame = one(document, 'iframe', HTMLIFrameElement)
const events = slotOf(document, 'events')
const switches = switchesOf(form)

/**
 * The switch that the person is at, and how far down the page. A dialog that opens in the preview takes the focus, as
 * it must, and the page scrolls to it; but whoever goes through the switches has not left them.
 * @type {{ control: HTMLElement, top: number } | null}
 */
let place = null

/** @type {Extract<PreviewMessage, { kind: 'scene' }>} */
let scene = { kind: 'scene', element: 'connect-widget', server: null, hasToken: false }

const addressOfPreview = () => new URL(`preview.html#${switches.all()}`, location.href)

function show() {
  const changed = switches.changed().toString()
  history.replaceState(null, '', changed === '' ? location.pathname : `#${changed}`)
  const address = addressOfPreview()
  frame.contentWindow?.location.replace(address)
  one(document, 'a[data-slot="alone"]', HTMLAnchorElement).href = address.href
  frame.dataset.width = switches.all().get('width') ?? ''
  frame.dataset.layout = switches.all().get('layout') ?? ''
  slotOf(form, 'failure-hint').textContent = hasOwnPhase() ? 'It comes with a phase of its own.' : ''
  showProblems()
  showSnippet()
}

const hasOwnPhase = () => failure.selectedOptions[0]?.closest('[data-own-phase]') != null

/** A value that its property does not take is not set; the field says so. */
function showProblems() {
  for (const name of customProperties()) {
    const field = one(form, `#${name}`, HTMLInputElement)
    const isWrong = field.value !== '' && !takes(name, field.value)
    field.setCustomValidity(isWrong ? `This is no value for ${CUSTOM_PROPERTIES[name]}.` : '')
    field.ariaInvalid = String(isWrong)
  }
}

function showSnippet() {
  slotOf(document, 'snippet').textContent = snippetOf(switches.all(), scene, location.origin)
}

function clearEvents() {
  events.replaceChildren()
  slotOf(document, 'no-events').hidden = false
}

/** @param {PreviewMessage} message */
function hear(message) {
  switch (message.kind) {
    case 'scene':
      scene = message
      clearEvents()
      return showSnippet()
    case 'state':
      slotOf(document, 'state').textContent = `:state(${message.state})`
      if (document.activeElement === frame) goBack()
      return
    case 'used':
      place = null
      return
    case 'height':
      frame.style.blockSize = `${message.height}px`
      return
    case 'event': {
      const entry = document.createElement('li')
      const name = document.createElement('code')
      name.textContent = message.type
      entry.append(name, ` ${JSON.stringify(message.detail)}`)
      events.append(entry)
      slotOf(document, 'no-events').hidden = true
    }
  }
}

/** @param {EventTarget | null} control */
function keepPlace(control) {
  place = control instanceof HTMLElement ? { control, top: scrollY } : null
}

function goBack() {
  place?.control.focus({ preventScroll: true })
  if (place) scrollTo({ top: place.top, behavior: 'instant' })
}

/** @param {HTMLElement} button */
async function copy({ dataset }) {
  const text = dataset.copies === 'link' ? location.href : slotOf(document, 'snippet').textContent
  const copied = await navigator.clipboard.writeText(text ?? '').then(
    () => true,
    () => false,
  )
  slotOf(document, 'told').textContent = copied ? 'Copied.' : 'Your browser did not let it be copied.'
}

window.addEventListener('message', ({ source, origin, data }) => {
  if (source === frame.contentWindow && origin === location.origin) hear(data)
})
window.addEventListener('hashchange', restore)
form.addEventListener('submit', event => event.preventDefault())
form.addEventListener('input', ({ target }) => {
  keepPlace(target)
  // Whoever asks for a phase asks for it without a failure that has its own.
  if (target === phase && hasOwnPhase()) failure.value = 'none'
  show()
})
// The fields are empty only after the event.
form.addEventListener('reset', () => setTimeout(show))
one(form, '#again', HTMLElement).addEventListener('click', ({ currentTarget }) => {
  keepPlace(currentTarget)
  frame.contentWindow?.location.reload()
})
for (const button of document.querySelectorAll('[data-copies]')) {
  if (button instanceof HTMLElement) button.addEventListener('click', () => copy(button))
}

function restore() {
  switches.restore(new URLSearchParams(location.hash.slice(1)))
  if (customProperties().some(name => switches.changed().has(name))) {
    one(form, '#custom', HTMLDetailsElement).open = true
  }
  show()
}

restore()
