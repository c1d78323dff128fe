import { showPhone } from '../phone.js'
import { one } from '../shared/dom.js'
import { postJson } from '../shared/http.js'
import { listen } from './heard.js'
import { applyLook } from './look.js'
import { pressFor } from './press.js'

/**
 * @import {} from '../../../widget/connect-share.ts'
 * @import {} from '../../../widget/connect-widget.ts'
 * @import { SceneAnswer } from '../../playground/router.ts'
 */

/**
 * What the preview tells the page around it: a scene has begun, its element has fired an event or has come to another
 * state, the person has begun to use it, and how tall all of it is, in CSS pixels.
 * @typedef {{ kind: 'scene', element: string, server: string | null, hasToken: boolean }
 *   | { kind: 'event', type: string, detail: Readonly<Record<string, unknown>> }
 *   | { kind: 'state', state: string }
 *   | { kind: 'used' }
 *   | { kind: 'height', height: number }} PreviewMessage
 */

const stage = one(document, '#scene', HTMLElement)
const trouble = one(document, '#trouble', HTMLElement)

/** What is asked for with these is a scene of its own, and not another look at the same. */
const OF_SCENE = ['phase', 'failure', 'layout']

let scene = ''
let sessionId = ''

const wanted = () => new URLSearchParams(location.hash.slice(1))

/** @param {PreviewMessage} message */
function tell(message) {
  if (parent !== window) parent.postMessage(message, location.origin)
}

async function draw() {
  const state = wanted()
  const next = OF_SCENE.map(name => state.get(name)).join(' ')
  if (next !== scene) {
    scene = next
    await play(state)
    // Another one was asked for meanwhile.
    if (next !== scene) return
  }
  applyLook(wanted(), stage.firstElementChild)
}

/** @param {URLSearchParams} state */
async function play(state) {
  const asked = scene
  const { phase, failure } = {
    phase: state.get('phase') ?? 'asking',
    failure: state.get('failure') ?? 'none',
  }
  /** @type {SceneAnswer | null} */
  const answer = await postJson('scenes', { phase, failure })
  if (asked !== scene) return
  trouble.hidden = answer !== null
  sessionId = ''
  stage.replaceChildren()
  if (answer === null) return
  const element = answer['share-request'] === null ? widgetOf(answer, state) : shareOf(answer)
  tell({
    kind: 'scene',
    server: answer.server,
    hasToken: answer['share-token'] !== null,
    element: element.localName,
  })
  listen(element, tell)
  applyLook(state, element)
  stage.append(element)
  pressFor(answer, element)
}

/**
 * @param {SceneAnswer} answer
 * @param {URLSearchParams} state
 */
function widgetOf(answer, state) {
  const widget = document.createElement('connect-widget')
  const clientSecret = answer['client-secret'] ?? ''
  if (state.get('layout') === 'dialog') widget.layout = 'dialog'
  if (answer.server !== null) widget.server = location.origin + answer.server
  if (answer['share-token'] !== null) widget.shareToken = answer['share-token']
  widget.clientSecret = clientSecret
  sessionId = clientSecret.split('.')[0] ?? ''
  return widget
}

/** @param {SceneAnswer} answer */
function shareOf(answer) {
  const element = document.createElement('connect-share')
  element.backend = `${answer.server ?? ''}/demo/source/share?person=complete`
  element.shareRequest = answer['share-request'] ?? ''
  return element
}

window.addEventListener('hashchange', draw)
for (const use of ['pointerdown', 'keydown']) window.addEventListener(use, () => tell({ kind: 'used' }))
new ResizeObserver(() => tell({ kind: 'height', height: document.body.offsetHeight })).observe(document.body)
// Whoever is sent a code is sent it where one is missing.
showPhone(() => (/missing-(?:code|several)/.test(scene) ? sessionId : ''))
await draw()
