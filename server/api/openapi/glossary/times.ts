import { words } from './term.ts'

/** Names of times and spans. */
export const times = words({
  'accepted-at': 'When it was accepted; null while it was not.',
  'completed-at': 'When everything that was asked for had been given.',
  'created-at': 'When it was made.',
  'decisioned-at': 'When it was approved or declined.',
  'expired-at': 'When it expired.',
  'expires-at': 'When it expires; null where it does not.',
  'failed-at': 'When it failed.',
  'finished-at': 'When it came to its end, good or bad.',
  'withdrawn-at': 'When the person took back what they had granted; `null` where they have not.',
  'marked-for-review-at': 'When somebody was asked to look at it.',
  'pending-at': 'When its redemption began.',
  'processed-at': 'When it had been read.',
  'published-at': 'When this version was published.',
  'redacted-at': 'When the personal data was erased.',
  'redeemed-at': 'When its redemption was finished.',
  'revoked-at': 'When it was taken back; null while it was not.',
  'started-at': 'When the person, or a redemption, began to fill it in.',
  'submitted-at': 'When the evidence was handed in.',
  'updated-at': 'When it last changed.',
  'expires-in-seconds': 'How long it lasts, in seconds.',
  'file-access-token-expires-in': 'How long links to files work, in seconds.',
  'one-time-link-expiration-seconds':
    'How long a one-time link of it works for which nothing else is asked, in seconds; a day where nothing is said.',
  'expiration-after-create-interval-seconds':
    'How long it can be started, in seconds; without it, for as long as it takes.',
  'expiration-after-start-interval-seconds':
    'How long it can be gone on with after it was started, in seconds; as long as after it was created where nothing is said.',
  'expiration-after-resume-interval-seconds':
    'How long it can be gone on with after it has expired and was resumed, in seconds; as long as after it was started where nothing is said.',
  'retention-days':
    'How long the destination keeps its copy, in days of 24 hours: an inquiry is redacted by itself that long after it was completed, failed or expired, or was decided or marked for review before that. Null where the own policy of the organization says so, which then redacts by itself.',
  'seconds-to-reset': 'In how many seconds the minute is over.',
})
