import { words } from './term.ts'

/** Names of times and spans. */
export const times = words({
  'completed-at': 'When everything that was asked for had been given.',
  'created-at': 'When it was made.',
  'decisioned-at': 'When it was approved or declined.',
  'expired-at': 'When it expired.',
  'expires-at': 'When it expires; null where it does not.',
  'failed-at': 'When it failed.',
  'finished-at': 'When it came to its end, good or bad.',
  'marked-for-review-at': 'When somebody was asked to look at it.',
  'pending-at': 'When its redemption began.',
  'processed-at': 'When it had been read.',
  'published-at': 'When this version was published.',
  'redacted-at': 'When the personal data was erased.',
  'redeemed-at': 'When its redemption was finished.',
  'started-at': 'When the person, or a redemption, began to fill it in.',
  'submitted-at': 'When the evidence was handed in.',
  'updated-at': 'When it last changed.',
  'expires-in-seconds': 'How long it lasts, in seconds.',
  'file-access-token-expires-in': 'How long links to files work, in seconds.',
  'one-time-link-expiration-seconds': 'How long the one-time link works, in seconds.',
  'expiration-after-create-interval-seconds': 'Published; inquiries do not expire by themselves here.',
  'expiration-after-start-interval-seconds': 'Published; inquiries do not expire by themselves here.',
  'expiration-after-resume-interval-seconds': 'Published; inquiries do not expire by themselves here.',
  'retention-days': 'How long the destination keeps its copy, in days; null where its own policy says so.',
  'seconds-to-reset': 'In how many seconds the minute is over.',
})
