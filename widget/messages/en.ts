import { html } from 'lit'
import type { Messages } from './messages.ts'

const locale = 'en'
const plural = new Intl.PluralRules(locale)
const list = new Intl.ListFormat(locale)

function count(amount: number, one: string, other: string): string {
  return `${amount} ${plural.select(amount) === 'one' ? one : other}`
}

/** Years where it comes to whole ones, leap days aside. */
function period(days: number): string {
  const years = Math.floor(days / 365)
  const whole = years > 0 && days <= years * 366
  return whole ? count(years, 'year', 'years') : count(days, 'day', 'days')
}

const dataTypes = {
  name: 'Name',
  birthdate: 'Date of birth',
  address: 'Address',
  'email-address': 'Email address',
  'phone-number': 'Phone number',
  'identification-number': 'Identification number',
  'government-id': 'Government ID',
  selfie: 'Selfie',
  'proof-of-address': 'Proof of address',
}

const names = new Map(Object.entries(dataTypes))

export const en: Messages = {
  locale,
  dir: 'ltr',
  dataTypes,
  verifications: {
    'government-id': 'Government ID check',
    selfie: 'Selfie check',
    document: 'Document check',
    database: 'Database check',
    'phone-number': 'Phone number check',
    'email-address': 'Email address check',
  },
  missing: name => names.get(name) ?? name.replaceAll(/[-_]+/g, ' '),

  loading: 'Loading the request…',
  retry: 'Try again',
  shares: 'Shares',
  receives: 'Receives',
  consent: {
    title: destination => html`Share your details with ${destination}?`,
    intro: (source, destination) =>
      html`${source} has verified you before. If you agree, ${destination} gets a copy and need not ask you again.`,
    required: 'What is shared',
    optional: 'Only if you want',
    biometric: 'Your face, only if you want',
    biometricHint:
      'A face is special data and needs a yes of its own. Without it, you may be asked for a new one.',
    gapTitle: 'Left to add',
    gap: (available, total, missing) =>
      `${available} of ${total} already there. ${
        missing.length === 0 ? 'Nothing to add.' : `You will add: ${list.format(missing)}.`
      }`,
    why: 'Why',
    retentionTitle: 'Kept for',
    retention: (days, destination) =>
      days === null ? html`As long as the privacy policy of ${destination} says` : period(days),
    withdrawTitle: 'Withdraw',
    withdraw: destination => html`At any time: just tell ${destination}`,
    policiesTitle: 'Privacy policies',
    newTab: ' (opens in a new tab)',
    share: 'Share',
    decline: "Don't share",
    nothingToShare: 'Tick at least one thing to share.',
    deciding: 'Recording your answer…',
  },
  waiting: {
    title: source => html`Confirm with ${source}`,
    opened: source =>
      html`${source} has opened in its own window. Confirm there; this page goes on by itself.`,
    blocked: source =>
      html`Your browser kept the window of ${source} shut. Open it here; this page goes on by itself.`,
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
