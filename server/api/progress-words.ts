import type { ProgressEvent } from './wire.ts'

/** The words of a stream, in the order in which they can follow each other. */
export const PROGRESS_NAMES = [
  'share-request.declined',
  'share-token.received',
  'redemption.accepted',
  'data.copied',
  'verification.started',
  'verification.finished',
  'inquiry.awaiting-input',
  'inquiry.completed',
  'redemption.finished',
  'redemption.failed',
  'consent.withdrawn',
  'session.expired',
] as const satisfies readonly ProgressEvent['name'][]

/** What each of them says has happened. */
const MEANINGS: Readonly<Record<ProgressEvent['name'], string>> = {
  'share-request.declined': 'the person did not confirm on the page of the source, and may do so still',
  'share-token.received': 'the source has shared a token for this session',
  'redemption.accepted': 'the token is claimed',
  'data.copied': 'fields and files are in the inquiry of the destination',
  'verification.started': 'one of its checks has begun',
  'verification.finished': 'it has passed, failed, or had nothing to look at',
  'inquiry.awaiting-input': 'the person is asked for what is `missing`',
  'inquiry.completed': 'the inquiry is decided',
  'redemption.finished': 'nothing more follows from the token',
  'redemption.failed': 'it has ended for a `reason`, without a decision',
  'consent.withdrawn':
    'what was granted in this session is taken back, by the person or by the destination for them; what was copied stays',
  'session.expired': 'its time is over',
}

/** All of that in a sentence for each, for the reference. */
export const PROGRESS_MEANINGS: string = PROGRESS_NAMES.map(name => `\`${name}\`: ${MEANINGS[name]}.`).join(
  ' ',
)
