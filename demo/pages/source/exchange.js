import { one, slotOf } from '../shared/dom.js'
import { getJson, postJson } from '../shared/http.js'
import { addressFor, shareRequestOf } from './share-query.js'
import { endView, profileView, shareView, signInView } from './views.js'

/**
 * @import { PersonProfile } from '../../exchange.ts'
 * @import { ShareRequest } from './share-query.js'
 */

const page = one(document, 'main', HTMLElement)
const query = new URLSearchParams(location.search)

const UNANSWERABLE = {
  eyebrow: 'Share request',
  title: 'This request cannot be answered',
  text: 'It does not say which page it comes from. Go back to that page and start again. Nothing was shared.',
}
const UNAVAILABLE = {
  eyebrow: 'Not available',
  title: 'We cannot show your profile',
  text: 'Load this page again in a moment. Nothing was shared.',
}
const SHARED = {
  eyebrow: 'Shared',
  title: 'Northwind Bank has your approval',
  text: 'You can close this window. The bank’s page goes on by itself.',
}
const NOT_SHARED = {
  eyebrow: 'Not shared',
  title: 'Nothing was shared',
  text: 'You can close this window and choose again on the bank’s page.',
}

/** @param {DocumentFragment} view */
function show(view) {
  page.replaceChildren(view)
  page.ariaBusy = 'false'
  document.title = `${page.querySelector('h1')?.textContent} · Meridian Exchange`
}

/**
 * As `show`, after something the person did: their place moves to the new heading, and the window shuts if it may.
 * @param {typeof SHARED} words
 */
function end(words) {
  show(endView(words))
  one(page, 'h1', HTMLElement).focus()
  if (window.opener !== null) window.close()
}

/** @param {PersonProfile} person */
function signIn(person) {
  const account = one(document, '.account', HTMLElement)
  slotOf(account, 'name').textContent = person.name
  one(account, 'a', HTMLAnchorElement).href = addressFor(query, null)
  account.hidden = false
}

/**
 * Has the exchange's backend mint a token for the request, and hands it to the page that opened this one. That page
 * may be cut off by an opener policy: Connect then tells it by its own stream, so there is nothing to do about it.
 * @param {PersonProfile} person
 * @param {ShareRequest} request
 * @returns {Promise<boolean>} whether it could be done
 */
async function share(person, request) {
  /** @type {{ 'share-token': string } | null} */
  const minted = await postJson('share', { person: person.key, 'share-request-id': request.id })
  if (minted === null) return false
  const message = { type: 'connect/share-token', state: request.state, 'share-token': minted['share-token'] }
  window.opener?.postMessage(message, request.origin)
  end(SHARED)
  return true
}

/** @param {readonly PersonProfile[]} people */
function choose(people) {
  const request = shareRequestOf(query)
  if (query.has('share-request') && request === null) return show(endView(UNANSWERABLE))
  const person = people.find(({ key }) => key === query.get('person'))
  if (person === undefined) return show(signInView(people, query))
  signIn(person)
  if (request === null) return show(profileView(person))
  show(shareView(person, request, { confirm: () => share(person, request), refuse: () => end(NOT_SHARED) }))
}

/** @type {{ data: PersonProfile[] } | null} */
const people = await getJson('people')
if (people === null) show(endView(UNAVAILABLE))
else choose(people.data)
