import { words } from './term.ts'

/** What a reset of the sandbox tells. */
export const sandbox = words({
  'reset-at': 'When it was reset.',
  'sandbox.complete': 'Whether nothing of anybody is left; where not, call again.',
  'sandbox.inquiries': 'How many inquiries were redacted.',
  'sandbox.accounts': 'How many accounts were redacted.',
  'sandbox.transactions': 'How many transactions were redacted.',
  'sandbox.sessions': 'How many open sessions were ended.',
  'sandbox.share-tokens': 'How many share tokens expired that nobody had redeemed.',
  'sandbox.reference-lists': 'How many reference lists were deleted.',
})
