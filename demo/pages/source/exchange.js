import { one, slotOf } from '../shared/dom.js'
import { getJson } from '../shared/http.js'
import { addressFor, shareRequestOf } from './share-query.js'
import { endView, profileView, shareView, signInView } from './views.js'

/**
 * @import { PersonProfile } from '../../exchange.ts'
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
/** @param {DocumentFragment} view */
function show(view) {
  page.replaceChildren(view)
  page.ariaBusy = 'false'
  document.title = `${page.querySelector('h1')?.textContent ?? 'Share'} · Meridian Exchange`
}

/** What the person has answered is recorded and handed over; this window was only for that. */
function closeIfOpened() {
  if (window.opener !== null) window.close()
}

/** @param {PersonProfile} person */
function signIn(person) {
  const account = one(document, '.account', HTMLElement)
  slotOf(account, 'name').textContent = person.name
  one(account, 'a', HTMLAnchorElement).href = addressFor(query, null)
  account.hidden = false
}

/** @param {readonly PersonProfile[]} people */
function choose(people) {
  const request = shareRequestOf(query)
  if (query.has('share-request') && request === null) return show(endView(UNANSWERABLE))
  const person = people.find(({ key }) => key === query.get('person'))
  if (person === undefined) return show(signInView(people, query))
  signIn(person)
  if (request === null) return show(profileView(person))
  show(shareView(person, closeIfOpened))
}

/** @type {{ data: PersonProfile[] } | null} */
const people = await getJson('people')
if (people === null) show(endView(UNAVAILABLE))
else choose(people.data)
