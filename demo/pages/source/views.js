import { copyOf, one, slotOf } from '../shared/dom.js'
import { listAll } from './held.js'
import { addressFor } from './share-query.js'

/**
 * @import { PersonProfile } from '../../exchange.ts'
 */

/** @type {Readonly<Record<string, string>>} */
const STATUS_LABELS = {
  completed: 'Verified',
  approved: 'Verified',
  needs_review: 'In review',
  declined: 'Not verified',
  failed: 'Not verified',
  expired: 'Expired',
}

const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'long' })

/**
 * Everybody the sandbox can sign in, each a link to this same page for that person.
 * @param {readonly PersonProfile[]} people
 * @param {URLSearchParams} query
 */
export function signInView(people, query) {
  const view = copyOf('sign-in')
  slotOf(view, 'people').append(
    ...people.map(({ key, name, story }) => {
      const entry = copyOf('person')
      one(entry, 'a', HTMLAnchorElement).href = addressFor(query, key)
      slotOf(entry, 'name').textContent = name
      slotOf(entry, 'story').textContent = story
      return entry
    }),
  )
  return view
}

/** @param {PersonProfile} person */
export function profileView(person) {
  const view = copyOf('profile')
  const completedAt = person['completed-at']
  slotOf(view, 'name').textContent = person.name
  slotOf(view, 'story').textContent = person.story
  slotOf(view, 'status').textContent = STATUS_LABELS[person.status] ?? 'Not finished'
  slotOf(view, 'completed').textContent =
    completedAt === null ? 'Not yet' : DATE.format(new Date(completedAt))
  slotOf(view, 'held').append(...listAll(person['data-types']))
  return view
}

/**
 * The question, by `<connect-share>`. `done` is called once the person has answered and it is recorded.
 * @param {PersonProfile} person
 * @param {() => void} done
 */
export function shareView(person, done) {
  const view = copyOf('share')
  const element = one(view, 'connect-share', HTMLElement)
  element.setAttribute('backend', `share?person=${encodeURIComponent(person.key)}`)
  for (const event of ['connect-share', 'connect-decline']) element.addEventListener(event, done)
  return view
}

/**
 * A page with nothing left to do on it.
 * @param {{ eyebrow: string, title: string, text: string }} words
 */
export function endView({ eyebrow, title, text }) {
  const view = copyOf('end')
  slotOf(view, 'eyebrow').textContent = eyebrow
  slotOf(view, 'title').textContent = title
  slotOf(view, 'text').textContent = text
  return view
}
