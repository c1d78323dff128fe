import { html } from 'lit'
import type { Messages } from './messages.ts'

const locale = 'en'
const plural = new Intl.PluralRules(locale)

function count(amount: number, one: string, other: string): string {
  return `${amount} ${plural.select(amount) === 'one' ? one : other}`
}

const names = new Map([
  ['birthdate', 'Date of birth'],
  ['government-id', 'Government ID'],
])

export const en: Messages = {
  locale,
  dir: 'ltr',
  verifications: {
    'government-id': 'Government ID check',
    selfie: 'Selfie check',
    document: 'Document check',
    database: 'Database check',
    'phone-number': 'Phone number check',
    'email-address': 'Email address check',
  },
  missing: name => {
    const words = names.get(name) ?? name.replaceAll('-', ' ')
    return words.charAt(0).toUpperCase() + words.slice(1)
  },

  loading: 'Loading the request…',
  retry: 'Try again',
  consent: {
    newTab: ' (opens in a new tab)',
    nothingToShare: 'Tick at least one thing to share.',
    deciding: 'Recording your answer…',
  },
  waiting: {
    title: source => html`Confirm with ${source}`,
    opened: source =>
      html`${source} has opened in its own window. Confirm there; this page goes on by itself.`,
    blocked: source =>
      html`Your browser kept the window of ${source} shut. Open it here; this page goes on by itself.`,
    declined: source =>
      html`You did not confirm with ${source}, so nothing was shared. You can open its page once more.`,
    unopened: source => html`You have agreed. Confirm with ${source}; this page goes on by itself.`,
    none: source => html`You have agreed. As soon as ${source} confirms, this page goes on by itself.`,
    tokenSent: source => html`${source} has confirmed. Starting…`,
    continueAt: source => html`Continue at ${source}`,
  },
  progress: {
    title: 'Sharing your details',
    hint: destination => html`This takes a few seconds. ${destination} gets only what you agreed to.`,
    bar: 'Progress',
    accepted: 'Approval accepted',
    copying: 'Copying your details',
    copied: (details, files) =>
      `${count(details, 'detail', 'details')}, ${count(files, 'file', 'files')} copied`,
    decided: 'Inquiry decided',
    states: {
      active: 'In progress',
      done: 'Done',
      passed: 'Passed',
      failed: 'Not passed',
      skipped: 'Skipped',
    },
  },
  awaitingInput: {
    title: 'Nearly there',
    body: destination => html`Your details have arrived. ${destination} needs a little more.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'Not accepted',
          html`Your details arrived but did not pass. ${destination} tells you what you can do.`,
        ]
      case 'needs_review':
        return [
          'Under review',
          html`Your details have arrived. ${destination} takes a closer look and lets you know.`,
        ]
      default:
        return ['All done', html`${destination} has what it needs. You can go on.`]
    }
  },
  shared: {
    title: 'Shared',
    body: destination => html`${destination} goes on by itself. You can close this window.`,
  },
  declined: {
    title: 'Nothing was shared',
    body: (source, destination) =>
      html`${source} keeps your details. Go on with the usual form of ${destination}.`,
  },
  failures: {
    invalid_client_secret: ['This request is no longer valid', 'Reload the page to start again.'],
    origin_not_allowed: ['Sharing does not work here', 'This page is not allowed to ask for your details.'],
    session_expired: ['This request has expired', 'Reload the page to start again.'],
    share_token_refused: [
      'The approval could not be used',
      'It has expired or was used before. Nothing was shared with it.',
    ],
    consent_refused: [
      'Your answer could not be recorded',
      'The request has changed. Have another look at it.',
    ],
    server_unreachable: ['We cannot reach the server', 'Check your connection and try again.'],
    redemption_failed: ['Your details could not be taken over', 'Go on with the usual form.'],
    unexpected_answer: ['Something went wrong', 'The server gave an answer that makes no sense here.'],
  },
}
