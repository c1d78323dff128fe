import type { Messages } from './messages.ts'

export const en: Messages = {
  locale: 'en',
  dir: 'ltr',
  verifications: {
    'government-id': 'Government ID check',
    selfie: 'Selfie check',
    document: 'Document check',
    database: 'Database check',
    'phone-number': 'Phone number check',
    'email-address': 'Email address check',
  },
  names: { birthdate: 'Date of birth', 'government-id': 'Government ID' },

  loading: 'Loading the request…',
  retry: 'Try again',
  close: 'Close',
  required: 'Share your details here first.',
  consent: {
    newTab: ' (opens in a new tab)',
    nothingToShare: 'Tick at least one thing to share.',
    deciding: 'Recording your answer…',
  },
  waiting: {
    title: source => `Confirm with ${source}`,
    opened: source => `${source} has opened in its own window. Confirm there; this page goes on by itself.`,
    blocked: source =>
      `Your browser kept the window of ${source} shut. Go there in this one, and come back here.`,
    declined: source =>
      `You did not confirm with ${source}, so nothing was shared. You can open its page once more.`,
    unopened: source => `You have agreed. Confirm with ${source}; this page goes on by itself.`,
    none: source => `You have agreed. As soon as ${source} confirms, this page goes on by itself.`,
    tokenSent: source => `${source} has confirmed. Starting…`,
    continueAt: source => `Continue at ${source}`,
  },
  paste: { label: 'Sandbox: a share token that you have', use: 'Use it' },
  progress: {
    title: 'Sharing your details',
    hint: destination => `This takes a few seconds. ${destination} gets only what you agreed to.`,
    bar: 'Progress',
    accepted: 'Approval accepted',
    copying: 'Copying your details',
    details: { one: '# detail', other: '# details' },
    files: { one: '# file', other: '# files' },
    copied: (details, files) => `${details}, ${files} copied`,
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
    body: destination => `Your details have arrived. ${destination} needs a little more.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'Not accepted',
          `Your details arrived but did not pass. ${destination} tells you what you can do.`,
        ]
      case 'needs_review':
        return [
          'Under review',
          `Your details have arrived. ${destination} takes a closer look and lets you know.`,
        ]
      default:
        return ['All done', `${destination} has what it needs. You can go on.`]
    }
  },
  shared: {
    title: 'Shared',
    body: destination => `${destination} goes on by itself. You can close this window.`,
  },
  declined: {
    title: 'Nothing was shared',
    body: (source, destination) =>
      `${source} keeps your details. Go on with the usual form of ${destination}.`,
  },
  withdrawn: {
    title: 'You have stopped sharing',
    body: destination => `${destination} can no longer use your approval.`,
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
    already_decided: [
      'This answer did not count',
      'The request had been answered already, perhaps in another tab.',
    ],
    server_unreachable: ['We cannot reach the server', 'Check your connection and try again.'],
    redemption_failed: ['Your details could not be taken over', 'Go on with the usual form.'],
    unexpected_answer: ['Something went wrong', 'The server gave an answer that makes no sense here.'],
  },
}
