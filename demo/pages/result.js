import { slotOf } from './shared/dom.js'
import { labelOf } from './shared/labels.js'

/** @import { AwaitedInput, InquiryStatus } from '../../server/api/wire.ts' */

/**
 * What the bank makes of an inquiry's status: whether the application has come to its end, and whether its ordinary
 * form is the way on.
 * @typedef {{ title: string, text: string, done: boolean, form: boolean }} Outcome
 */

/** @type {Outcome} */
const OPENED = {
  title: 'Your account is open',
  text: 'Welcome to Northwind. We have everything we need, and your card is on its way.',
  done: true,
  form: false,
}

/** @type {Outcome} */
const NEEDED = {
  title: 'We still need something from you',
  text: 'What you shared has arrived and stays with your application. Please add the rest in our form.',
  done: false,
  form: true,
}

/** @type {Outcome} */
const REFUSED = {
  title: 'We could not verify your identity',
  text: 'What was shared did not pass our checks, so we cannot open the account with it. You can use our form instead.',
  done: false,
  form: true,
}

/**
 * Says that the person has stopped sharing, beside what came of the inquiry before.
 * @param {HTMLElement} section
 */
export function showStopped(section) {
  slotOf(section, 'title').textContent = 'You have stopped sharing with us'
  slotOf(section, 'text').textContent =
    'We get nothing more. What came before stays with your application; you can ask us to delete it.'
}

/** @type {Readonly<Record<InquiryStatus, Outcome>>} */
const OUTCOMES = {
  created: NEEDED,
  pending: NEEDED,
  completed: OPENED,
  approved: OPENED,
  needs_review: {
    title: 'We will have a look',
    text: 'Somebody here checks your application by hand. There is nothing that you need to do now.',
    done: true,
    form: false,
  },
  declined: REFUSED,
  failed: REFUSED,
  expired: REFUSED,
}

/**
 * Shows what came of the inquiry, and moves the reader's place to it.
 * @param {HTMLElement} section
 * @param {{ inquiryId: string, status: InquiryStatus, missing: readonly AwaitedInput[] }} result
 * @returns {Outcome}
 */
export function showResult(section, { inquiryId, status, missing }) {
  const outcome = OUTCOMES[status]
  slotOf(section, 'title').textContent = outcome.title
  slotOf(section, 'text').textContent = outcome.text
  slotOf(section, 'inquiry').textContent = inquiryId
  slotOf(section, 'status').textContent = status
  slotOf(section, 'missing').replaceChildren(...missing.map(itemOf))
  slotOf(section, 'needed').hidden = missing.length === 0
  slotOf(section, 'form').hidden = !outcome.form
  section.dataset.done = String(outcome.done)
  slotOf(section, 'title').focus()
  return outcome
}

/** @param {AwaitedInput} missing */
function itemOf(missing) {
  const item = document.createElement('li')
  item.textContent = labelOf(missing)
  return item
}
