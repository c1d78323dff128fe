import type { RightsWords } from './words.ts'

export const en: RightsWords = {
  receipt: 'Save the receipt',
  stop: 'Stop sharing',
  meaning: destination => `After that, ${destination} can no longer use your approval.`,
  confirm: destination => `Stop sharing with ${destination}`,
  stopping: 'Stopping…',
  failed: 'That did not get through. Try again.',
  nothingCopied: 'Nothing has been copied.',
  copied: destination =>
    `What was copied before stays with ${destination}. You can ask ${destination} to delete it.`,
}
